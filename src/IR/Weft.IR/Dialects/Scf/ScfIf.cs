using System;
using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>Runs one of two regions and gives its values.</summary>
[Op("scf.if")]
[Traits(SingleBlock, RecursiveMemoryEffects, NoRegionArguments)]
[ImplicitTerminator<YieldOp>]
public sealed partial class IfOp : Operation, IFold, IVerifyRegions, IRegionBranch, IRunsRegionsAtMostOnce
{
    [Operand<I1>] public partial Value Condition { get; }

    [Result<AnyType>(Name = "results")] public partial ResultRange Values { get; }

    [Region(Blocks = 1)] public partial Region ThenRegion { get; }

    [Region] public partial Region ElseRegion { get; }

    public bool HasElse => !ElseRegion.IsEmpty;

    // if not c { a } else { b } -> if c { b } else { a }
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants)
    {
        if (!HasElse || ArithCanonicalization.Negated(Condition.Def) is not { } condition) return default;
        SetOperand(0, condition);
        var then = ThenRegion.Entry;
        ThenRegion.Remove(then);
        ElseRegion.MoveBlocksTo(ThenRegion);
        ElseRegion.Append(then);
        return FoldResult.InPlace;
    }

    public IEnumerable<RegionSuccessor> EntrySuccessors(IReadOnlyList<Attribute?> constants)
    {
        var condition = constants[0] as IntegerAttr;
        if (condition is not { IsZero: true }) yield return RegionSuccessor.Into(ThenRegion);
        if (condition is not { IsZero: false }) yield return HasElse ? RegionSuccessor.Into(ElseRegion) : RegionSuccessor.Behind(this);
    }

    public IEnumerable<RegionSuccessor> ExitSuccessors(Region from) => [RegionSuccessor.Behind(this)];

    public OperandRange EntryOperands(Region? to) => default;

    public static bool Parse(IrParser parser, OperationState state) => ScfForms.ParseIf(parser, state);

    public override void PrintCustom(IrPrinter printer) => ScfForms.Print(printer, this);

    private bool Verify(DiagnosticBag diagnostics) =>
        Values.Count == 0 || HasElse || Error(diagnostics, "must have an else block if defining values");

    public bool VerifyRegions(DiagnosticBag diagnostics)
    {
        for (var i = 0; i < Regions.Count; i++)
            if (!Regions[i].IsEmpty
                && !new RegionEdge(i, RegionEdge.Parent, Regions[i].Entry.Last!.Operands.Types.ToArray(), Values.Types.ToArray())
                    .Verify(this, diagnostics))
                return false;
        return true;
    }
}
