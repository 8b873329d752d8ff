using System;
using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>
/// Counts from the greatest result of a lower bound map to below the least one of an upper bound map by a constant. Values go from one
/// turn to the next by block arguments and yields.
/// </summary>
[Op("affine.for")]
[Traits(AttrSizedOperandSegments, AutomaticAllocationScope, SingleBlock, RecursiveMemoryEffects)]
[ImplicitTerminator<AffineYieldOp>]
public sealed partial class AffineForOp : Operation, IVerifyRegions, ILoopLike, IRegionBranch, ISpeculatable, IFold
{
    [Attr] public partial AffineMapAttr LowerBoundMap { get; set; }

    [Attr] public partial AffineMapAttr UpperBoundMap { get; set; }

    [Attr(Name = "step", Summary = "index attribute", Test = nameof(AttributeRules.IsIndex))]
    public partial IntegerAttr StepAttr { get; set; }

    [Operand<Index>] public partial OperandRange LowerBoundOperands { get; }

    [Operand<Index>] public partial OperandRange UpperBoundOperands { get; }

    [Operand<AnyType>] public partial OperandRange Inits { get; }

    [Result<AnyType>(Name = "results")] public partial ResultRange Values { get; }

    [Region(Blocks = 1)] public partial Region Region { get; }

    public Block Body => Region.Entry;

    public BlockArgument InductionVariable => Body.Arguments[0];

    public IEnumerable<BlockArgument> IterArgs => Body.Arguments.Skip(1);

    /// <summary>What the body gives to the next turn.</summary>
    public OperandRange Yielded => Body.Last!.Operands;

    public long Step
    {
        get => StepAttr.Int64;
        set => StepAttr = IntegerAttr.Index(value);
    }

    public AffineValueMap LowerBound
    {
        get => new(LowerBoundMap.Map, LowerBoundOperands);
        set => SetBounds(value, UpperBound);
    }

    public AffineValueMap UpperBound
    {
        get => new(UpperBoundMap.Map, UpperBoundOperands);
        set => SetBounds(LowerBound, value);
    }

    public long? ConstantLowerBound => LowerBoundMap.Map.SingleConstant;

    public long? ConstantUpperBound => UpperBoundMap.Map.SingleConstant;

    /// <summary>The number of turns, when both bounds are constants.</summary>
    public long? TrivialTripCount => ConstantLowerBound is { } lower && ConstantUpperBound is { } upper && Step > 0
        ? upper <= lower ? 0 : ((upper - lower - 1) / Step) + 1
        : null;

    public IReadOnlyList<Region> LoopRegions => [Region];

    public IReadOnlyList<BlockArgument> LoopVariables => [InductionVariable];

    public IReadOnlyList<LoopRange> LoopRanges => [new(End(ConstantLowerBound), End(ConstantUpperBound), StepAttr)];

    public OperandRange LoopInits => Inits;

    public IReadOnlyList<BlockArgument> LoopArguments => [.. IterArgs];

    public OperandRange LoopYields => Yielded;

    public IEnumerable<RegionSuccessor> EntrySuccessors(IReadOnlyList<Attribute?> constants) => TrivialTripCount switch
    {
        null => [RegionSuccessor.Into(Region, 1), RegionSuccessor.Behind(this)],
        0 => [RegionSuccessor.Behind(this)],
        _ => [RegionSuccessor.Into(Region, 1)],
    };

    public IEnumerable<RegionSuccessor> ExitSuccessors(Region from) => TrivialTripCount == 1
        ? [RegionSuccessor.Behind(this)]
        : [RegionSuccessor.Into(Region, 1), RegionSuccessor.Behind(this)];

    public OperandRange EntryOperands(Region? to) => Inits;

    /// <summary>Counting by 1 comes to an end.</summary>
    public Speculatability Speculatability => Step == 1 ? Speculatability.Recursive : Speculatability.No;

    /// <summary>Makes a loop with a body that has its arguments; the caller adds the yield.</summary>
    public static AffineForOp WithBody(AffineValueMap lower, AffineValueMap upper, long step, params IReadOnlyList<Value> inits)
    {
        var loop = new AffineForOp(
            new AffineMapAttr(lower.Map), new AffineMapAttr(upper.Map), IntegerAttr.Index(step), lower.Operands, upper.Operands, inits,
            [.. inits.Select(v => v.Type)]);
        loop.Region.AddBlock([IndexType.Instance, .. inits.Select(v => v.Type)]);
        return loop;
    }

    public static bool Parse(IrParser parser, OperationState state) => AffineForForm.Parse(parser, state);

    public override void PrintCustom(IrPrinter printer) => AffineForForm.Print(printer, this);

    public bool VerifyRegions(DiagnosticBag diagnostics)
    {
        var carried = IterArgs.Select(a => a.Type).ToArray();
        if (!LoopVerifier.Verify(this, this, Values, diagnostics)
            || !new RegionEdge(0, 0, Yielded.Types.ToArray(), carried).Verify(this, diagnostics)) return false;
        if (Body.Arguments is [] || Body.Arguments[0].Type is not IndexType)
            return Error(diagnostics, "expected body to have a single index argument for the induction variable");
        if (!AffineRules.VerifyInputs(this, LowerBoundMap.Map, LowerBoundOperands, diagnostics)
            || !AffineRules.VerifyInputs(this, UpperBoundMap.Map, UpperBoundOperands, diagnostics)) return false;
        if (Values.Count == 0) return true;
        if (Inits.Count != Values.Count) return Error(diagnostics, "mismatch between the number of loop-carried values and results");
        return Body.Arguments.Count - 1 == Values.Count
            || Error(diagnostics, "mismatch between the number of basic block args and results");
    }

    // The initial values where there is no turn; simpler bounds.
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants)
    {
        var changed = AffineFolds.FoldBounds(this);
        if (TrivialTripCount == 0 && Values.Count > 0) return FoldResult.All([.. Inits.Select(FoldResult (init) => init)]);
        return changed ? FoldResult.InPlace : default;
    }

    private static FoldResult End(long? constant) => constant is { } known ? IntegerAttr.Index(known) : default(FoldResult);

    private void SetBounds(AffineValueMap lower, AffineValueMap upper)
    {
        var inits = Inits.ToArray();
        (LowerBoundMap, UpperBoundMap) = (new(lower.Map), new(upper.Map));
        SetOperands([.. lower.Operands, .. upper.Operands, .. inits]);
        SetAttribute(SegmentSizes.OfOperands, DenseArrayAttr.I32(lower.Operands.Count, upper.Operands.Count, inits.Length));
    }
}
