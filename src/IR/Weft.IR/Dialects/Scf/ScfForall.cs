using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>
/// A nest of loops whose turns run in any order, or at once. Tensors that are shared by all turns are updated by the
/// <c>scf.forall.in_parallel</c> at its end. A bound is a value or a number.
/// </summary>
[Op("scf.forall")]
[Traits(AttrSizedOperandSegments, AutomaticAllocationScope, RecursiveMemoryEffects, SingleBlock, ParallelRegion)]
public sealed partial class ForallOp : Operation, IRegionBranch, ILoopLike, IDestinationStyle
{
    [Attr] public partial Sequence<long> StaticLowerBound { get; set; }

    [Attr] public partial Sequence<long> StaticUpperBound { get; set; }

    [Attr] public partial Sequence<long> StaticStep { get; set; }

    [Attr(Summary = "Device Mapping array attribute", Test = nameof(AttributeRules.IsDeviceMappingArray))]
    public partial ArrayAttr? Mapping { get; set; }

    [Operand<Index>] public partial OperandRange DynamicLowerBound { get; }

    [Operand<Index>] public partial OperandRange DynamicUpperBound { get; }

    [Operand<Index>] public partial OperandRange DynamicStep { get; }

    [Operand<AnyRankedTensor>] public partial OperandRange Outputs { get; }

    [Result<AnyType>(Name = "results")] public partial ResultRange Values { get; }

    [Region(Blocks = 1, Name = "region")] public partial Region Body { get; }

    /// <summary>The number of loops.</summary>
    public int Rank => StaticLowerBound.Count;

    public IEnumerable<BlockArgument> InductionVariables => Body.Entry.Arguments.Take(Rank);

    public IEnumerable<BlockArgument> SharedOutputs => Body.Entry.Arguments.Skip(Rank);

    public InParallelOp InParallel => (InParallelOp)Body.Entry.Last!;

    /// <summary>All loops count from 0 by 1.</summary>
    public bool IsNormalized => StaticLowerBound.All(b => b == 0) && StaticStep.All(s => s == 1);

    public IReadOnlyList<Region> LoopRegions => [Body];

    public IReadOnlyList<BlockArgument> LoopVariables => [.. InductionVariables];

    public IReadOnlyList<LoopRange> LoopRanges
    {
        get
        {
            var (lower, upper, step) = (
                IndexListForm.Mixed(StaticLowerBound, DynamicLowerBound), IndexListForm.Mixed(StaticUpperBound, DynamicUpperBound),
                IndexListForm.Mixed(StaticStep, DynamicStep));
            return [.. step.Select((s, i) => new LoopRange(lower[i], upper[i], s))];
        }
    }

    public OperandRange LoopInits => Outputs;

    public OperandRange DpsInits => Outputs;

    public IReadOnlyList<BlockArgument> LoopArguments => [.. SharedOutputs];

    // Turns share their outputs; none gives them to the next.
    public OperandRange LoopYields => default;

    public IEnumerable<RegionSuccessor> EntrySuccessors(IReadOnlyList<Attribute?> constants) => [new(Body, [])];

    public IEnumerable<RegionSuccessor> ExitSuccessors(Region from) => [new(null, [])];

    public OperandRange EntryOperands(Region? to) => default;

    public static bool Parse(IrParser parser, OperationState state) => ScfForallForm.Parse(parser, state);

    public override void PrintCustom(IrPrinter printer) => ScfForallForm.Print(printer, this);

    private bool Verify(DiagnosticBag diagnostics)
    {
        if (!TraitVerifier.ImplicitTerminator(this, InParallelOp.OpInfo, diagnostics)) return false;
        if (Values.Count != Outputs.Count)
            return Error(diagnostics, $"produces {Values.Count} results, but has only {Outputs.Count} outputs");
        var arguments = Body.Entry.Arguments;
        if (arguments.Count != Rank + Outputs.Count) return Error(diagnostics, $"region expects {Rank} arguments");
        for (var i = 0; i < Rank; i++)
            if (arguments[i].Type is not IndexType) return Error(diagnostics, $"expects {i}-th block argument to be an index");
        for (var i = 0; i < Outputs.Count; i++)
            if (arguments[Rank + i].Type != Outputs[i].Type)
                return Error(diagnostics, $"type mismatch between {i}-th output and corresponding block argument");
        if (Mapping is { Elements: { IsEmpty: false } mapping } && mapping.Count != Rank)
            return Error(diagnostics, "mapping attribute size must match op rank");
        return IndexListForm.Verify(this, "lower bound", Rank, StaticLowerBound, DynamicLowerBound.Count, diagnostics)
            && IndexListForm.Verify(this, "upper bound", Rank, StaticUpperBound, DynamicUpperBound.Count, diagnostics)
            && IndexListForm.Verify(this, "step", Rank, StaticStep, DynamicStep.Count, diagnostics);
    }
}

/// <summary>Ends the body of <c>scf.forall</c>: its operations put the parts of all turns together.</summary>
[Op("scf.forall.in_parallel")]
[Traits(Pure, IsTerminator, NoTerminator, SingleBlock, HasOnlyGraphRegion)]
[HasParent("scf.forall")]
public sealed partial class InParallelOp : Operation
{
    [Region(Blocks = 1)] public partial Region Region { get; }

    /// <summary>Makes the terminator with an empty block.</summary>
    public static InParallelOp WithBody(Location location = default)
    {
        var op = new InParallelOp { Location = location };
        op.Region.AddBlock();
        return op;
    }

    public static bool Parse(IrParser parser, OperationState state) =>
        parser.ParseRegion(state.AddRegion(), state.Info) && parser.ParseOptionalAttrDict(state);

    public override void PrintCustom(IrPrinter printer)
    {
        printer.Space();
        printer.Region(Region, entryArguments: false);
        printer.AttrDict(this);
    }

    private bool Verify(DiagnosticBag diagnostics)
    {
        foreach (var op in Region.Ops)
        {
            if (op is not ParallelInsertSliceOp insertion)
                return Error(diagnostics, $"expected only {ParallelInsertSliceOp.OpInfo.Name} ops");
            var isOutput = ParentOp is not ForallOp loop
                || (insertion.Dest is BlockArgument output && output.Owner == loop.Body.Entry && output.Index >= loop.Rank);
            if (!isOutput)
                return op.Error(diagnostics, "may only insert into an output block argument");
        }

        return true;
    }
}
