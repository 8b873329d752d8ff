namespace Weft.IR;

/// <summary>Checks that each operand is defined on every path to its use. What no path reaches is not asked.</summary>
internal sealed class DominanceVerifier(DiagnosticBag diagnostics)
{
    private readonly Dominance _dominance = new();

    /// <summary>Checks what is in an operation's regions, down to operations that are checked apart.</summary>
    public bool Verify(Operation root)
    {
        foreach (var region in root.Regions)
        {
            foreach (var block in region.Blocks)
            {
                var isReachable = _dominance.IsReachable(block);
                foreach (var op in block.Ops)
                {
                    if (isReachable && !VerifyOperands(op)) return false;
                    if (!Verifier.IsCheckedApart(op) && !Verify(op)) return false;
                }
            }
        }

        return true;
    }

    private bool VerifyOperands(Operation op)
    {
        for (var i = 0; i < op.OperandSlots.Length; i++)
        {
            var operand = op.Operands[i];
            if (_dominance.Dominates(operand, op)) continue;
            var error = op.Mistake(diagnostics, $"operand #{i} does not dominate this use");
            diagnostics.Add(error.WithNote(
                operand is BlockArgument ? operand.ParentBlock?.ParentOp?.Location ?? default : operand.Location,
                $"operand defined {Where(operand, op)}"));
            return false;
        }

        return true;
    }

    private static string Where(Value operand, Operation user)
    {
        var block = operand.ParentBlock;
        var region = block?.Parent;
        var place = block == user.Parent ? "in the same block"
            : region == user.ParentRegion ? "in the same region"
            : region is not null && region.Encloses(user.ParentRegion) ? "in a parent region"
            : user.ParentRegion is { } inner && inner.Encloses(region) ? "in a child region"
            : null;
        return operand is BlockArgument
            ? $"as a block argument (block #{region?.IndexOf(block!)} {place ?? "neither in a parent nor in a child region"})"
            : $"here (op {place ?? "is neither in a parent nor in a child region"})";
    }
}
