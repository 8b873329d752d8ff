using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>
/// A nest of loops whose turns may run in any order, or at once. Each <c>scf.reduce</c> region joins the values of two turns; the
/// order of joining is open.
/// </summary>
[Op("scf.parallel")]
[Traits(AutomaticAllocationScope, AttrSizedOperandSegments, RecursiveMemoryEffects, SingleBlock, ParallelRegion)]
[ImplicitTerminator<ReduceOp>]
public sealed partial class ParallelOp : Operation, IRegionBranch, ILoopLike
{
    [Operand<Index>(Name = "lowerBound")] public partial OperandRange LowerBounds { get; }

    [Operand<Index>(Name = "upperBound")] public partial OperandRange UpperBounds { get; }

    [Operand<Index>(Name = "step")] public partial OperandRange Steps { get; }

    [Operand<AnyType>] public partial OperandRange InitVals { get; }

    [Result<AnyType>(Name = "results")] public partial ResultRange Values { get; }

    [Region(Blocks = 1, Name = "region")] public partial Region Body { get; }

    public IReadOnlyList<BlockArgument> InductionVariables => Body.Entry.Arguments;

    public ReduceOp Reduce => (ReduceOp)Body.Entry.Last!;

    /// <summary>Makes a loop nest with an empty body; the caller adds the <c>scf.reduce</c>.</summary>
    public static ParallelOp WithBody(IReadOnlyList<Value> lowerBounds, IReadOnlyList<Value> upperBounds, IReadOnlyList<Value> steps)
    {
        var loop = new ParallelOp(lowerBounds, upperBounds, steps, [], []);
        loop.Body.AddBlock([.. lowerBounds.Select(b => b.Type)]);
        return loop;
    }

    public IReadOnlyList<Region> LoopRegions => [Body];

    public IReadOnlyList<BlockArgument> LoopVariables => InductionVariables;

    public IReadOnlyList<LoopRange> LoopRanges => [.. Steps.Select((step, i) => new LoopRange(LowerBounds[i], UpperBounds[i], step))];

    public OperandRange LoopInits => InitVals;

    // No value goes from turn to turn: joining comes after.
    public IReadOnlyList<BlockArgument> LoopArguments => [];

    public OperandRange LoopYields => default;

    public IEnumerable<RegionSuccessor> EntrySuccessors(IReadOnlyList<Attribute?> constants) => ExitSuccessors(Body);

    // What the results are, no single region gives.
    public IEnumerable<RegionSuccessor> ExitSuccessors(Region from) => [new(Body, []), new(null, [])];

    public OperandRange EntryOperands(Region? to) => default;

    public static bool Parse(IrParser parser, OperationState state) => ScfParallelForm.Parse(parser, state);

    public override void PrintCustom(IrPrinter printer) => ScfParallelForm.Print(printer, this);

    private bool Verify(DiagnosticBag diagnostics)
    {
        if (Steps.Count == 0) return Error(diagnostics, "needs at least one tuple element for lowerBound, upperBound and step");
        if (LowerBounds.Count != Steps.Count || UpperBounds.Count != Steps.Count)
            return Error(diagnostics, "expects as many lower and upper bounds as steps");
        foreach (var step in Steps)
            if (step.Def is ConstantOp { Value: IntegerAttr { Value.Sign: <= 0 } })
                return Error(diagnostics, "constant step operand must be positive");
        if (InductionVariables.Count != Steps.Count)
            return Error(
                diagnostics,
                $"expects the same number of induction variables: {InductionVariables.Count} as bound and step values: {Steps.Count}");
        foreach (var variable in InductionVariables)
            if (variable.Type is not IndexType)
                return Error(diagnostics, "expects arguments for the induction variable to be of index type");
        if (ScfForms.VerifyTerminator<ReduceOp>(this, Body, "expects body to terminate with 'scf.reduce'", diagnostics) is not { } reduce)
            return false;
        if (Values.Count != reduce.Reductions.Count)
            return Error(
            diagnostics, $"expects number of results: {Values.Count} to be the same as number of reductions: {reduce.Reductions.Count}");
        if (Values.Count != InitVals.Count)
            return Error(
                diagnostics, $"expects number of results: {Values.Count} to be the same as number of initial values: {InitVals.Count}");
        for (var i = 0; i < Values.Count && i < reduce.Inputs.Count; i++)
            if (reduce.Inputs[i].Type != Values[i].Type)
                return reduce.Error(
                    diagnostics,
                    $"expects type of {i}-th reduction operand: '{reduce.Inputs[i].Type}' to be the same as the {i}-th result type: "
                        + $"'{Values[i].Type}'");
        return true;
    }
}

/// <summary>Ends the body of <c>scf.parallel</c>; one region per operand joins two values of it.</summary>
[Op("scf.reduce")]
[Traits(IsTerminator, RecursiveMemoryEffects)]
[HasParent("scf.parallel")]
public sealed partial class ReduceOp : Operation, IVerifyRegions, IRegionTerminator
{
    [Operand<AnyType>(Name = "operands")] public partial OperandRange Inputs { get; }

    [Region(Blocks = 1)] public partial IReadOnlyList<Region> Reductions { get; }

    public ReduceOp() : this([]) { }

    public OperandRange SuccessorOperands(Region? to) => default;

    public IEnumerable<RegionSuccessor> ExitSuccessors(IReadOnlyList<Attribute?> constants) =>
        ParentOp is ParallelOp loop ? loop.ExitSuccessors(loop.Body) : [];

    public static bool Parse(IrParser parser, OperationState state) => ScfParallelForm.ParseReduce(parser, state);

    public override void PrintCustom(IrPrinter printer) => ScfParallelForm.PrintReduce(printer, this);

    public bool VerifyRegions(DiagnosticBag diagnostics)
    {
        if (Reductions.Count > OperandSlots.Length) return Error(diagnostics, "expects one region per operand");
        for (var i = 0; i < Reductions.Count; i++)
        {
            var type = Operands[i].Type;
            if (Reductions[i].Entry.IsEmpty) return Error(diagnostics, $"{i}-th reduction has an empty body");
            if (Reductions[i].Entry.Arguments.Count != 2 || Reductions[i].Entry.Arguments.Any(a => a.Type != type))
                return Error(diagnostics, $"expected two block arguments with type '{type}' in the {i}-th reduction region");
            if (Reductions[i].Entry.Last is not ReduceReturnOp)
                return Error(diagnostics, "reduction bodies must be terminated with an 'scf.reduce.return' op");
        }

        return true;
    }
}

/// <summary>Gives the joined value of a reduction.</summary>
[Op("scf.reduce.return", Format = "$result attr-dict `:` type($result)")]
[Traits(Pure, IsTerminator)]
[HasParent("scf.reduce")]
public sealed partial class ReduceReturnOp : Operation
{
    [Operand<AnyType>] public partial Value Result { get; }

    private bool Verify(DiagnosticBag diagnostics)
    {
        if (Parent is not { Arguments: [{ Type: var type }, ..] } || type == Result.Type) return true;
        return Error(diagnostics, $"must have type '{type}' (the type of the reduction inputs)");
    }
}
