using System.Collections;
using System.Collections.Generic;

namespace Weft.IR;

/// <summary>A list of blocks inside an operation; control enters at the first.</summary>
public sealed class Region
{
    private readonly List<Block> _blocks = [];

    /// <summary>The operation that holds this region; null while it is being built.</summary>
    public Operation? Parent { get; internal set; }

    public BlockSequence Blocks => new(_blocks);

    public bool IsEmpty => _blocks.Count == 0;

    /// <summary>The block where control enters; the region must not be empty.</summary>
    public Block Entry => _blocks[0];

    public Block AddBlock(params System.ReadOnlySpan<IrType> arguments)
    {
        var block = new Block();
        foreach (var type in arguments) block.AddArgument(type, Location.Unknown);
        Append(block);
        return block;
    }

    public void Append(Block block) => Insert(_blocks.Count, block);

    public void Insert(int index, Block block)
    {
        block.Parent = this;
        _blocks.Insert(index, block);
    }

    /// <summary>Takes a block out; its operations stay in it.</summary>
    public void Remove(Block block)
    {
        _blocks.RemoveAt(IndexOf(block));
        block.Parent = null;
    }

    /// <summary>Moves all blocks of this region to the end of another.</summary>
    public void MoveBlocksTo(Region target, int? at = null)
    {
        var index = at ?? target._blocks.Count;
        foreach (var block in _blocks) block.Parent = target;
        target._blocks.InsertRange(index, _blocks);
        _blocks.Clear();
    }

    /// <summary>The place of a block of this region. Asked mostly for one that was just cut off from the last: searched from behind.
    /// </summary>
    public int IndexOf(Block block)
    {
        var index = _blocks.Count - 1;
        while (!ReferenceEquals(_blocks[index], block)) index--;
        return index;
    }

    /// <summary>Whether <paramref name="other"/> is this region or lies inside it.</summary>
    public bool Encloses(Region? other)
    {
        for (; other is not null; other = other.Parent?.ParentRegion)
            if (ReferenceEquals(this, other))
                return true;
        return false;
    }

    /// <summary>The operations of all blocks, not those inside them.</summary>
    public IEnumerable<Operation> Ops
    {
        get
        {
            foreach (var block in _blocks)
                foreach (var op in block.Ops)
                    yield return op;
        }
    }

    /// <summary>The blocks that control can get to, in postorder: successors before what leads to them, unless they lead
    /// back.</summary>
    public List<Block> ReachableBlocks()
    {
        var (order, seen) = (new List<Block>(), new HashSet<Block>());
        var path = new Stack<(Block Block, int Next)>();
        if (!IsEmpty && seen.Add(Entry)) path.Push((Entry, 0));
        while (path.Count > 0)
        {
            var (block, next) = path.Pop();
            // The last operation may be one of an unknown dialect.
            if (block.Last is not { } terminator || next == terminator.Successors.Count)
            {
                order.Add(block);
                continue;
            }

            path.Push((block, next + 1));
            if (seen.Add(terminator.Successors[next])) path.Push((terminator.Successors[next], 0));
        }

        return order;
    }

    /// <summary>Unlinks everything inside, so that no use of a value outside remains.</summary>
    public void Clear()
    {
        foreach (var block in _blocks) block.DropAllReferences();
        foreach (var block in _blocks) block.Parent = null;
        _blocks.Clear();
    }
}
