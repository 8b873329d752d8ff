using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>
/// Runs the first region, and, as long as its condition holds, the second and the first again. The condition's values go to
/// the second region and, in the end, to the results.
/// </summary>
[Op("scf.while")]
[Traits(RecursiveMemoryEffects, SingleBlock)]
public sealed partial class WhileOp : Operation, IVerifyRegions, IRegionBranch, ILoopLike
{
    [Operand<AnyType>] public partial OperandRange Inits { get; }

    [Result<AnyType>(Name = "results")] public partial ResultRange Values { get; }

    [Region(Blocks = 1)] public partial Region Before { get; }

    [Region(Blocks = 1)] public partial Region After { get; }

    public ConditionOp Condition => (ConditionOp)Before.Entry.Last!;

    public IReadOnlyList<Region> LoopRegions => [Before, After];

    public IReadOnlyList<BlockArgument> LoopVariables => [];

    public IReadOnlyList<LoopRange> LoopRanges => [];

    public OperandRange LoopInits => Inits;

    public IReadOnlyList<BlockArgument> LoopArguments => Before.Entry.Arguments;

    public OperandRange LoopYields => After.Entry.Last!.Operands;

    public IEnumerable<RegionSuccessor> EntrySuccessors(IReadOnlyList<Attribute?> constants) => [RegionSuccessor.Into(Before)];

    public IEnumerable<RegionSuccessor> ExitSuccessors(Region from) =>
        from == After ? [RegionSuccessor.Into(Before)] : [RegionSuccessor.Behind(this), RegionSuccessor.Into(After)];

    public OperandRange EntryOperands(Region? to) => Inits;

    public static bool Parse(IrParser parser, OperationState state) => ScfForms.ParseWhile(parser, state);

    public override void PrintCustom(IrPrinter printer) => ScfForms.Print(printer, this);

    private bool Verify(DiagnosticBag diagnostics) =>
        ScfForms.VerifyTerminator<ConditionOp>(
            this, Before, "expects the 'before' region to terminate with 'scf.condition'", diagnostics) is not null
        && ScfForms.VerifyTerminator<YieldOp>(
            this, After, "expects the 'after' region to terminate with 'scf.yield'", diagnostics) is not null;

    public bool VerifyRegions(DiagnosticBag diagnostics)
    {
        var carried = ((ConditionOp)Before.Entry.Last!).Arguments.Types.ToArray();
        IrType[] before = [.. Before.Entry.Arguments.Select(a => a.Type)];
        return RegionEdge.Verify(
            this, diagnostics,
            new(RegionEdge.Parent, 0, Inits.Types.ToArray(), before),
            new(0, RegionEdge.Parent, carried, Values.Types.ToArray()),
            new(0, 1, carried, [.. After.Entry.Arguments.Select(a => a.Type)]),
            new(1, 0, After.Entry.Last!.Operands.Types.ToArray(), before));
    }
}

/// <summary>Ends the first region of <c>scf.while</c>.</summary>
[Op("scf.condition", Format = "`(` $condition `)` attr-dict ($args^ `:` type($args))?")]
[Traits(Pure, IsTerminator)]
[HasParent("scf.while")]
public sealed partial class ConditionOp : Operation, IRegionTerminator
{
    [Operand<I1>] public partial Value Condition { get; }

    [Operand<AnyType>(Name = "args")] public partial OperandRange Arguments { get; }

    public OperandRange SuccessorOperands(Region? to) => Arguments;

    public IEnumerable<RegionSuccessor> ExitSuccessors(IReadOnlyList<Attribute?> constants)
    {
        if (ParentOp is not WhileOp loop) yield break;
        var condition = constants[0] as IntegerAttr;
        if (condition is not { IsZero: true }) yield return RegionSuccessor.Into(loop.After);
        if (condition is not { IsZero: false }) yield return RegionSuccessor.Behind(loop);
    }
}
