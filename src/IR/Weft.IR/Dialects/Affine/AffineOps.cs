using System;
using System.Linq;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>An operation whose results, bounds or subscripts are one map of index operands.</summary>
public interface IAffineMapUser
{
    AffineValueMap ValueMap { get; set; }
}

/// <summary>The value of an affine map with one result.</summary>
[Op("affine.apply")]
[Traits(Pure)]
public sealed partial class AffineApplyOp : Operation, IAffineMapUser, IFold
{
    [Attr] public partial AffineMapAttr Map { get; set; }

    [Operand<Index>] public partial OperandRange MapOperands { get; }

    [Result<Index>] public partial OpResult Result { get; }

    public AffineValueMap ValueMap
    {
        get => new(Map.Map, MapOperands);
        set
        {
            Map = new(value.Map);
            SetOperands(value.Operands.Span);
        }
    }

    public AffineApplyOp(AffineValueMap map) : this(new AffineMapAttr(map.Map), map.Operands) { }

    public static bool Parse(IrParser parser, OperationState state)
    {
        if (AffineForms.ParseMap(parser, state, "map") is not { } map || AffineForms.ParseDimsAndSymbols(parser, state) is not { } dims
            || !parser.ParseOptionalAttrDict(state)) return false;
        if (map.DimCount != dims || map.InputCount != state.Operands.Count)
            return parser.ErrorAtName(state, "dimension or symbol index mismatch");
        foreach (var _ in map.Results) state.ResultTypes.Add(IndexType.Instance);
        return true;
    }

    public override void PrintCustom(IrPrinter printer) => AffineForms.Print(printer, this, Map);

    private bool Verify(DiagnosticBag diagnostics)
    {
        if (OperandSlots.Length != Map.Map.InputCount)
            return Error(diagnostics, "operand count and affine map dimension and symbol count must match");
        return Map.Map.Results.Count == 1 || Error(diagnostics, "mapping must produce one value");
    }

    // An input, or a constant.
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => Map.Map.Results[0] switch
    {
        AffineDim d => MapOperands[d.Position],
        AffineSymbol s => MapOperands[Map.Map.DimCount + s.Position],
        var result => Fold(result, AffineFolds.Numbers(constants)),
    };

    private FoldResult Fold(AffineExpr result, long?[] numbers) =>
        Map.Map.WithConstants(numbers).SingleConstant is { } value ? IntegerAttr.Index(value)
        : AffineFolds.IsUndefined(result, Map.Map, numbers) ? PoisonAttr.Instance
        : default(FoldResult);
}

/// <summary>The least or greatest result of an affine map.</summary>
public abstract class AffineMinMaxOp : Operation, IAffineMapUser, IFold
{
    protected AffineMinMaxOp(OperationState state) : base(state) { }

    protected AffineMinMaxOp(OpInfo info, OpParts parts) : base(info, parts) { }

    /// <summary>The greatest result, not the least.</summary>
    public abstract bool IsMax { get; }

    [Attr]
    public AffineMapAttr Map
    {
        get => (AffineMapAttr)Property(0)!;
        set => SetProperty(0, value);
    }

    [Operand<Index>(Name = "operands")] public OperandRange MapOperands => Operands;

    [Result<Index>] public OpResult Result => Results[0];

    public AffineValueMap ValueMap
    {
        get => new(Map.Map, MapOperands);
        set
        {
            Map = new(value.Map);
            SetOperands(value.Operands.Span);
        }
    }

    public override void PrintCustom(IrPrinter printer) => AffineForms.Print(printer, this, Map);

    private protected static bool ParseMinMax(IrParser parser, OperationState state)
    {
        if (AffineForms.ParseMap(parser, state, "map") is null || AffineForms.ParseDimsAndSymbols(parser, state) is null
            || !parser.ParseOptionalAttrDict(state)) return false;
        state.ResultTypes.Add(IndexType.Instance);
        return true;
    }

    private protected bool Verify(DiagnosticBag diagnostics) => OperandSlots.Length == Map.Map.InputCount
        || Error(diagnostics, "operand count and affine map dimension and symbol count must match");

    // A constant when all results are; results that are go into the map.
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants)
    {
        var known = Map.Map.WithConstants(AffineFolds.Numbers(constants));
        if (!known.Results.IsEmpty && known.IsConstant)
        {
            var values = known.Results.Select(r => ((AffineConstant)r).Value);
            return IntegerAttr.Index(IsMax ? values.Max() : values.Min());
        }

        if (known == Map.Map) return default;
        Map = new(known);
        return FoldResult.InPlace;
    }
}

/// <summary>The least of the map's results.</summary>
[Op("affine.min")]
[Traits(Pure)]
public sealed partial class AffineMinOp : AffineMinMaxOp
{
    public override bool IsMax => false;

    public static bool Parse(IrParser parser, OperationState state) => ParseMinMax(parser, state);
}

/// <summary>The greatest of the map's results.</summary>
[Op("affine.max")]
[Traits(Pure)]
public sealed partial class AffineMaxOp : AffineMinMaxOp
{
    public override bool IsMax => true;

    public static bool Parse(IrParser parser, OperationState state) => ParseMinMax(parser, state);
}

/// <summary>The subscripts of the element at a row-major position of an array whose extents are the basis.</summary>
[Op("affine.delinearize_index", Format = "$linear_index `into` ` ` `(` $basis `)` attr-dict `:` type($multi_index)")]
[Traits(Pure)]
public sealed partial class AffineDelinearizeIndexOp : Operation
{
    [Operand<Index>(Name = "linear_index")] public partial Value LinearIndex { get; }

    [Operand<Index>] public partial OperandRange Basis { get; }

    [Result<Index>(Name = "multi_index")] public partial ResultRange MultiIndex { get; }

    private bool Verify(DiagnosticBag diagnostics)
    {
        if (Basis.Count == 0) return Error(diagnostics, "basis should not be empty");
        return MultiIndex.Count == Basis.Count || Error(diagnostics, "should return an index for each basis element");
    }
}

/// <summary>Ends a region and gives its values to the enclosing operation.</summary>
[Op("affine.yield", Format = "attr-dict ($operands^ `:` type($operands))?")]
[Traits(Pure, IsTerminator, ReturnLike)]
public sealed partial class AffineYieldOp : Operation
{
    [Operand<AnyType>(Name = "operands")] public partial OperandRange Values { get; }

    public AffineYieldOp() : this([]) { }

    private bool Verify(DiagnosticBag diagnostics)
    {
        if (ParentOp is not (AffineForOp or AffineIfOp or AffineParallelOp))
            return Error(diagnostics, "only terminates affine.if/for/parallel regions");
        if (ParentOp.Results.Length != Values.Count)
            return Error(diagnostics, "parent of yield must have same number of results as the yield operands");
        return Values.Types.SequenceEqual(ParentOp.ResultList.Select(r => r.Type))
            || Error(diagnostics, "types mismatch between yield op and its parent");
    }
}
