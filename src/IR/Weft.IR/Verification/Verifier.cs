using System.Collections.Generic;

namespace Weft.IR;

/// <summary>
/// Checks that IR is valid. In MLIR's order, so that the first message is the same:
/// <list type="number">
/// <item>structure: blocks are not empty where a terminator is needed, and end with one; successors stay in their region;</item>
/// <item>what each operation's declaration says, its own <c>Verify</c>, and its discardable attributes;</item>
/// <item>the operations inside it;</item>
/// <item>for symbol tables, that names are unique and uses of symbols fit;</item>
/// <item>for isolated operations, that no value from outside is used;</item>
/// <item>dominance: each operand is defined on every path to its use.</item>
/// </list>
/// </summary>
public sealed class Verifier
{
    private readonly IrContext _context;
    private readonly DiagnosticBag _diagnostics;
    private readonly Dominance _dominance = new();
    private readonly SymbolTables _symbols = new();

    private Verifier(IrContext context, DiagnosticBag diagnostics) => (_context, _diagnostics) = (context, diagnostics);

    public static bool Verify(Operation root, IrContext context, DiagnosticBag diagnostics)
    {
        var verifier = new Verifier(context, diagnostics);
        return verifier.VerifyOperation(root) && verifier.VerifyDominance(root);
    }

    private bool VerifyOperation(Operation op)
    {
        foreach (var block in op.Successors)
            if (block.Parent != op.ParentRegion)
                return op.Error(_diagnostics, "branching to block of a different region");
        if (!op.VerifyInvariants(_diagnostics)) return false;
        foreach (var attribute in op.Attributes)
            if (attribute.Name.IndexOf('.') is > 0 and var dot && _context.FindDialect(attribute.Name.Substring(0, dot)) is { } dialect
                && !dialect.VerifyAttribute(op, attribute, _diagnostics))
                return false;
        foreach (var region in op.Regions)
            foreach (var block in region.Blocks)
                if (!VerifyBlock(op, block))
                    return false;
        if (op is IVerifyRegions regions && !regions.VerifyRegions(_diagnostics)) return false;
        if (op.Info.Has(OpTraits.SymbolTable) && !(TraitVerifier.UniqueSymbols(op, _diagnostics) && VerifySymbolUses(op))) return false;
        return !op.Info.Has(OpTraits.IsolatedFromAbove) || VerifyIsolation(op);
    }

    private bool VerifyBlock(Operation parent, Block block)
    {
        // Unknown operations may have blocks without terminators: nothing is known about them.
        var needsTerminator = parent.Info.IsRegistered && !parent.Info.Has(OpTraits.NoTerminator);
        if (block.IsEmpty && needsTerminator)
            return _diagnostics.Error(parent.Location, "empty block: expect at least a terminator");
        foreach (var op in block.Ops)
        {
            if (op.Successors.Count > 0 && op.Next is not null)
                return op.Error(_diagnostics, "must be the last operation in the parent block");
            if (!VerifyOperation(op)) return false;
        }

        return !needsTerminator || block.Last!.Info.Has(OpTraits.IsTerminator) || !block.Last.Info.IsRegistered
            || _diagnostics.Error(block.Last.Location, $"block with no terminator, has {Text.IrPrinter.Describe(block.Last)}");
    }

    // Tables inside this one have checked their own.
    private bool VerifySymbolUses(Operation table)
    {
        foreach (var region in table.Regions)
            foreach (var op in region.Ops)
                if ((op is IVerifySymbols user && !user.VerifySymbols(_symbols, _diagnostics))
                    || (!op.Info.Has(OpTraits.SymbolTable) && !VerifySymbolUses(op)))
                    return false;
        return true;
    }

    private bool VerifyIsolation(Operation isolated)
    {
        foreach (var region in isolated.Regions)
            if (!VerifyIsolation(isolated, region, region))
                return false;
        return true;
    }

    // Isolated operations inside have been checked on their own.
    private bool VerifyIsolation(Operation isolated, Region limit, Region region)
    {
        foreach (var block in region.Blocks)
        {
            foreach (var op in block.Ops)
            {
                foreach (var operand in op.Operands)
                {
                    if (limit.Encloses(operand.ParentBlock?.Parent)) continue;
                    _diagnostics.Add(Diagnostic
                        .Error(op.Location, $"'{op.Name}' op using value defined outside the region")
                        .WithNote(isolated.Location, "required by region isolation constraints"));
                    return false;
                }

                if (op.Info.Has(OpTraits.IsolatedFromAbove)) continue;
                foreach (var inner in op.Regions)
                    if (!VerifyIsolation(isolated, limit, inner))
                        return false;
            }
        }

        return true;
    }

    private bool VerifyDominance(Operation root)
    {
        foreach (var region in root.Regions)
        {
            foreach (var block in region.Blocks)
            {
                var isReachable = _dominance.IsReachable(block);
                foreach (var op in block.Ops)
                {
                    if (isReachable && !VerifyOperands(op)) return false;
                    if (!VerifyDominance(op)) return false;
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
            var error = Diagnostic.Error(op.Location, $"operand #{i} does not dominate this use");
            _diagnostics.Add(
                operand is BlockArgument ? error : error.WithNote(operand.Location, "operand defined here" + Where(operand, op)));
            return false;
        }

        return true;
    }

    private static string Where(Value operand, Operation op)
    {
        var home = operand.ParentBlock;
        if (home == op.Parent) return " (op in the same block)";
        if (home?.Parent == op.ParentRegion) return " (op in the same region)";
        return home?.Parent is { } region && region.Encloses(op.ParentRegion) ? " (op in a parent region)"
            : op.ParentRegion is { } inner && inner.Encloses(home?.Parent) ? " (op in a child region)"
            : " (op is neither in a parent nor in a child region)";
    }
}

/// <summary>An operation with checks that need its regions to be valid already.</summary>
public interface IVerifyRegions
{
    bool VerifyRegions(DiagnosticBag diagnostics);
}
