using Weft.IR;

namespace Weft.Passes;

/// <summary>Two versions of an operation, of which one runs.</summary>
internal static class Versions
{
    /// <summary><c>op</c> -> <c>if (condition) { op } else { copy }</c>, where the copy is the rare case. Returns it.</summary>
    public static T Split<T>(T op, Value condition) where T : Operation
    {
        var choice = new IfOp(condition, [.. op.Results.ToArray().Select(r => r.Type)]) { Location = op.Location };
        choice.SetAttribute(KernelAttributes.Likely, UnitAttr.Instance);
        op.Parent!.InsertBefore(op, choice);
        for (var i = 0; i < op.Results.Length; i++) op.Results[i].ReplaceAllUsesWith(choice.Results[i]);
        var copy = new IrMapping().Clone(op);
        op.Parent.Remove(op);
        Fill(choice.ThenRegion, op);
        Fill(choice.ElseRegion, copy);
        return copy;
    }

    /// <summary>Whether an operation is in a copy, or a loop that seldom turns: its size counts more than its speed.</summary>
    public static bool IsRare(Operation op)
    {
        for (var at = op; at is not null; at = at.ParentOp)
            if (at.Attribute(KernelAttributes.Rare) is not null || (at.ParentOp is IfOp choice && at.ParentRegion == choice.ElseRegion
                && choice.Attribute(KernelAttributes.Likely) is not null))
                return true;
        return false;
    }

    private static void Fill(Region region, Operation op)
    {
        var block = region.AddBlock();
        block.Append(op);
        block.Append(new YieldOp(op.Results.ToArray()) { Location = op.Location });
    }
}
