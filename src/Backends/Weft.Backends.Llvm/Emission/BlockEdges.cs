using System.Globalization;
using System.Text;
using Weft.IR;

namespace Weft.Backends.Llvm;

/// <summary>How control goes from block to block of a function, and the phis that say what the blocks' arguments are then.</summary>
internal sealed class BlockEdges
{
    private readonly Dictionary<Block, string> _lastLabel = [];
    private readonly Dictionary<(Operation Branch, int Successor), string> _edges = [];

    /// <summary>Remembers the label under which a block ends: what phis of its successors name.</summary>
    public void EndAt(Block block, string label) => _lastLabel[block] = label;

    /// <summary>Where a branch goes for one of its successors. Where several lead to one block with arguments, each has an LLVM block of
    /// its own, which <see cref="End"/> writes: a phi has one value for each block that control comes from.</summary>
    public string LabelOf(FunctionEmitter to, Operation branch, int successor)
    {
        var target = branch.Successors[successor];
        if (target.Arguments.Count == 0 || branch.Successors.Count(s => s == target) == 1) return to.LabelOf(target);
        return _edges[(branch, successor)] = to.NewLabel();
    }

    /// <summary>Writes the LLVM blocks of a branch's edges.</summary>
    public void End(FunctionEmitter to, Operation branch)
    {
        for (var i = 0; i < branch.Successors.Count; i++)
        {
            if (!_edges.TryGetValue((branch, i), out var label)) continue;
            to.Begin(label);
            to.Line($"br label %{to.LabelOf(branch.Successors[i])}");
        }
    }

    /// <summary>Names the arguments of a block before anything uses them.</summary>
    public void Declare(FunctionEmitter to, Block block)
    {
        foreach (var argument in block.Arguments)
            if (argument.Type is MemRefType type) to.Bind(argument, MemRefOperand.Of(type, _ => to.Fresh()));
            else to.Bind(argument, to.Fresh());
    }

    /// <summary>The phis of a block. Written last, when it is known where each predecessor ends.</summary>
    public void WritePhis(FunctionEmitter to, StringBuilder text, Block block)
    {
        for (var i = 0; i < block.Arguments.Count; i++)
        {
            var argument = block.Arguments[i];
            var incoming = Into(block, i).ToList();
            if (argument.Type is not MemRefType memory)
            {
                Phi(text, to[argument], to.TypeOf(argument, to.Function), incoming, value => to[value]);
                continue;
            }

            var parts = to.MemRef(argument).Parts(memory).ToList();
            for (var p = 0; p < parts.Count; p++)
                Phi(text, parts[p].Operand, parts[p].Type, incoming, value => to.MemRef(value).Parts(memory).ElementAt(p).Operand);
        }
    }

    private IEnumerable<Incoming> Into(Block block, int index)
    {
        foreach (var terminator in block.PredecessorTerminators.Distinct())
            for (var s = 0; s < terminator.Successors.Count; s++)
                if (terminator.Successors[s] == block)
                    yield return new(
                        ((IBranch)terminator).SuccessorOperands(s)[index],
                        _edges.GetValueOrDefault((terminator, s)) ?? _lastLabel[terminator.Parent!]);
    }

    private static void Phi(StringBuilder text, string name, string type, IEnumerable<Incoming> incoming, Func<Value, string> operand)
    {
        var sources = string.Join(", ", incoming.Select(edge => $"[ {operand(edge.Value)}, %{edge.Label} ]"));
        text.Append(CultureInfo.InvariantCulture, $"  {name} = phi {type} {sources}\n");
    }

    // What a block argument is when control comes from a label.
    private sealed record Incoming(Value Value, string Label);
}
