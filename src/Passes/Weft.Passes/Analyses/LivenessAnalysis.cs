using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Which values are still needed at the begin and at the end of each block, and after each operation. What an operation's regions use
/// the operation uses; a value from outside of a region is needed until the operation around is done, however often that runs
/// the region.
/// </summary>
public sealed class LivenessAnalysis
{
    private readonly Dictionary<Block, BlockLiveness> _blocks = [];

    private LivenessAnalysis(Operation root)
    {
        foreach (var region in root.Walk().SelectMany(op => op.Regions))
        {
            foreach (var block in region.Blocks) _blocks.Add(block, new BlockLiveness(block));
            Solve(region);
        }
    }

    /// <summary>Of all blocks inside an operation.</summary>
    public static LivenessAnalysis Of(Operation root) => new(root);

    /// <summary>The values of other blocks that are needed in a block or behind it.</summary>
    public IReadOnlySet<Value> LiveIn(Block block) => _blocks[block].LiveIn;

    /// <summary>The values that are needed behind a block.</summary>
    public IReadOnlySet<Value> LiveOut(Block block) => _blocks[block].LiveOut;

    /// <summary>The last operation of a block that needs a value, by itself or in its regions; the last of all where the value is needed
    /// behind the block, the one that gives it where nothing needs it. Null for a value that the block has nothing to do with.</summary>
    public Operation? LastUse(Value value, Block block)
    {
        if (LiveOut(block).Contains(value)) return block.Last;
        Operation? last = value.Def is { } definition && definition.Parent == block ? definition : null;
        foreach (var user in value.Users)
            if (InBlock(user, block) is { } op && (last is null || last.IsBefore(op))) last = op;
        return last;
    }

    /// <summary>Whether nothing needs a value any more once an operation is done.</summary>
    public bool IsDeadAfter(Value value, Operation op)
    {
        var block = op.Parent!;
        if (LiveOut(block).Contains(value)) return false;
        return LastUse(value, block) is not { } last || !op.IsBefore(last);
    }

    private void Solve(Region region)
    {
        var work = new Queue<Block>(region.Blocks);
        while (work.TryDequeue(out var block))
        {
            var successors = block.Last?.Successors ?? [];
            if (!_blocks[block].Update(successors.SelectMany(LiveIn))) continue;
            foreach (var terminator in block.PredecessorTerminators) work.Enqueue(terminator.Parent!);
        }
    }

    private static Operation? InBlock(Operation? op, Block block)
    {
        while (op is not null && op.Parent != block) op = op.ParentOp;
        return op;
    }

    private sealed class BlockLiveness
    {
        private readonly HashSet<Value> _defined = [];

        public BlockLiveness(Block block)
        {
            var inside = block.Ops.SelectMany(op => op.Walk()).ToList();
            _defined.UnionWith(block.Arguments);
            foreach (var op in inside)
            {
                _defined.UnionWith(op.ResultList);
                _defined.UnionWith(op.Regions.SelectMany(r => r.Blocks).SelectMany(b => b.Arguments));
            }

            foreach (var op in inside) LiveIn.UnionWith(op.Operands.Where(v => !_defined.Contains(v)));
        }

        public HashSet<Value> LiveIn { get; } = [];

        public HashSet<Value> LiveOut { get; } = [];

        /// <summary>Takes what successors need; false where that is nothing new, and the block is no new one.</summary>
        public bool Update(IEnumerable<Value> needed)
        {
            var before = LiveIn.Count;
            LiveOut.UnionWith(needed);
            LiveIn.UnionWith(LiveOut.Where(v => !_defined.Contains(v)));
            return LiveIn.Count > before;
        }
    }
}
