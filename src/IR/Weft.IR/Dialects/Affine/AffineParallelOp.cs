using System;
using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>
/// A nest of loops whose turns may run in any order, or at once. Each dimension has a group of results of the bound maps: it counts from
/// the greatest of the lower ones to below the least of the upper ones. What turns yield is joined by the reductions.
/// </summary>
[Op("affine.parallel")]
[Traits(AutomaticAllocationScope, SingleBlock, RecursivelySpeculatable, RecursiveMemoryEffects)]
[ImplicitTerminator<AffineYieldOp>]
public sealed partial class AffineParallelOp : Operation, ILoopLike, IFold
{
    [Attr(Summary = "Reduction ops")] public partial ArrayAttr Reductions { get; set; }

    [Attr] public partial AffineMapAttr LowerBoundsMap { get; set; }

    [Attr(Name = "lowerBoundsGroups", Summary = "32-bit signless integer elements attribute", Test = nameof(IsI32Elements))]
    public partial DenseElementsAttr LowerBoundsGroupsAttr { get; set; }

    [Attr] public partial AffineMapAttr UpperBoundsMap { get; set; }

    [Attr(Name = "upperBoundsGroups", Summary = "32-bit signless integer elements attribute", Test = nameof(IsI32Elements))]
    public partial DenseElementsAttr UpperBoundsGroupsAttr { get; set; }

    [Attr(Name = "steps", Summary = "64-bit integer array attribute", Test = nameof(AttributeRules.IsI64Array))]
    public partial ArrayAttr StepsAttr { get; set; }

    [Operand<Index>] public partial OperandRange MapOperands { get; }

    [Result<AnyType>(Name = "results")] public partial ResultRange Values { get; }

    [Region(Blocks = 1)] public partial Region Region { get; }

    public Block Body => Region.Entry;

    public IReadOnlyList<BlockArgument> InductionVariables => Body.Arguments;

    public IReadOnlyList<long> Steps => [.. StepsAttr.Elements.Select(s => ((IntegerAttr)s).Int64)];

    /// <summary>How the values of two turns are joined, for each result.</summary>
    public IReadOnlyList<AtomicRmwKind> ReductionKinds => [.. Reductions.Elements.Select(r => (AtomicRmwKind)((IntegerAttr)r).Int64)];

    public IReadOnlyList<int> LowerGroups => AffineParallelForm.ToGroups(LowerBoundsGroupsAttr);

    public IReadOnlyList<int> UpperGroups => AffineParallelForm.ToGroups(UpperBoundsGroupsAttr);

    public AffineValueMap LowerBounds
    {
        get => new(LowerBoundsMap.Map, MapOperands.Take(LowerBoundsMap.Map.InputCount));
        set => SetBounds(value, UpperBounds);
    }

    public AffineValueMap UpperBounds
    {
        get => new(UpperBoundsMap.Map, MapOperands.Skip(LowerBoundsMap.Map.InputCount));
        set => SetBounds(LowerBounds, value);
    }

    public AffineValueMap LowerBound(int dimension) => Group(LowerBounds, LowerGroups, dimension);

    public AffineValueMap UpperBound(int dimension) => Group(UpperBounds, UpperGroups, dimension);

    public IReadOnlyList<Region> LoopRegions => [Region];

    public IReadOnlyList<BlockArgument> LoopVariables => InductionVariables;

    public IReadOnlyList<LoopRange> LoopRanges => [];

    public OperandRange LoopInits => default;

    public IReadOnlyList<BlockArgument> LoopArguments => [];

    public OperandRange LoopYields => default;

    /// <summary>Makes a nest with an empty body that has its arguments; the caller adds the yield.</summary>
    public static AffineParallelOp WithBody(
        AffineValueMap lower, AffineValueMap upper, IReadOnlyList<long> steps, IReadOnlyList<AtomicRmwKind> reductions,
        IReadOnlyList<IrType> types, IReadOnlyList<int>? lowerGroups = null, IReadOnlyList<int>? upperGroups = null)
    {
        var ones = new int[steps.Count];
        for (var i = 0; i < ones.Length; i++) ones[i] = 1;
        var nest = new AffineParallelOp(
            new ArrayAttr(reductions.Select(Attribute (r) => IntegerAttr.I64((long)r)).ToSequence()),
            new AffineMapAttr(lower.Map), AffineParallelForm.FromGroups(lowerGroups ?? ones),
            new AffineMapAttr(upper.Map), AffineParallelForm.FromGroups(upperGroups ?? ones),
            ArrayAttr.I64(steps), [.. lower.Operands, .. upper.Operands], types);
        var body = nest.Region.AddBlock();
        foreach (var _ in steps) body.AddArgument(IndexType.Instance, Location.Unknown);
        return nest;
    }

    public static bool IsI32Elements(Attribute attribute) =>
        attribute is DenseElementsAttr { ShapedType.Element: IntegerType { Width: 32, IsSignless: true } };

    public static bool Parse(IrParser parser, OperationState state) => AffineParallelForm.Parse(parser, state);

    public override void PrintCustom(IrPrinter printer) => AffineParallelForm.Print(printer, this);

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => AffineFolds.FoldBounds(this) ? FoldResult.InPlace : default;

    private bool Verify(DiagnosticBag diagnostics)
    {
        var (lowerCount, upperCount, rank) =
            (LowerBoundsGroupsAttr.ShapedType.ElementCount, UpperBoundsGroupsAttr.ShapedType.ElementCount, Steps.Count);
        if (lowerCount != rank || upperCount != rank || Body.Arguments.Count != rank)
            return Error(
                diagnostics,
                $"the number of region arguments ({Body.Arguments.Count}) and the number of map groups for lower ({lowerCount}) "
                    + $"and upper bound ({upperCount}), and the number of steps ({rank}) must all match");
        var (lower, upper) = (Total(LowerGroups, rank), Total(UpperGroups, rank));
        if (lower != LowerBoundsMap.Map.Results.Count) return Error(diagnostics, $"expected lower bounds map to have {lower} results");
        if (upper != UpperBoundsMap.Map.Results.Count) return Error(diagnostics, $"expected upper bounds map to have {upper} results");
        if (Reductions.Elements.Count != Values.Count) return Error(diagnostics, "a reduction must be specified for each output");
        for (var i = 0; i < Values.Count; i++)
        {
            if (Reductions.Elements[i] is not IntegerAttr { Int64: >= 0 and <= (long)AtomicRmwKind.MinNumF })
                return Error(diagnostics, "invalid reduction attribute");
            if (!Joins(ReductionKinds[i], Values[i].Type)) return Error(diagnostics, "result type cannot match reduction attribute");
        }

        return AffineRules.VerifyInputs(this, LowerBoundsMap.Map, LowerBounds.Operands, diagnostics)
            && AffineRules.VerifyInputs(this, UpperBoundsMap.Map, UpperBounds.Operands, diagnostics);
    }

    /// <summary>Whether a reduction joins values of a type.</summary>
    public static bool Joins(AtomicRmwKind kind, IrType type) => kind switch
    {
        AtomicRmwKind.AddF or AtomicRmwKind.MulF or AtomicRmwKind.MaximumF or AtomicRmwKind.MinimumF => type is FloatType,
        AtomicRmwKind.AddI or AtomicRmwKind.MulI or AtomicRmwKind.OrI or AtomicRmwKind.AndI => type is IntegerType,
        AtomicRmwKind.MaxS or AtomicRmwKind.MinS => type is IntegerType { Signedness: Signedness.Signed },
        AtomicRmwKind.MaxU or AtomicRmwKind.MinU => type is IntegerType { Signedness: Signedness.Unsigned },
        _ => kind == AtomicRmwKind.Assign,
    };

    private static AffineValueMap Group(AffineValueMap bounds, IReadOnlyList<int> groups, int dimension) =>
        bounds with { Map = bounds.Map.Slice(Total(groups, dimension), groups[dimension]) };

    // Of the first of them.
    private static int Total(IReadOnlyList<int> groups, int count)
    {
        var total = 0;
        for (var i = 0; i < count; i++) total += groups[i];
        return total;
    }

    private void SetBounds(AffineValueMap lower, AffineValueMap upper)
    {
        (LowerBoundsMap, UpperBoundsMap) = (new(lower.Map), new(upper.Map));
        SetOperands([.. lower.Operands, .. upper.Operands]);
    }
}
