using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>
/// Sums of products of two vectors over some dimensions, joined with the accumulator: matrix products and their relatives. Maps say
/// which element of each vector belongs to a point of the iteration space; dimensions that both factors but not the result have are
/// summed over.
/// </summary>
[Op("vector.contract")]
[Traits(Pure)]
[Holds("lhs and rhs have same element type", nameof(FactorsHaveSameElements))]
[Holds("third operand acc and result have same element type", nameof(SumsHaveSameElements))]
public sealed partial class ContractOp : Operation, IMaskable
{
    [Operand<AnyVector>] public partial Value Lhs { get; }

    [Operand<AnyVector>] public partial Value Rhs { get; }

    [Operand<AnyType>] public partial Value Acc { get; }

    [Attr(Name = "indexing_maps")] public partial ArrayAttr IndexingMaps { get; set; }

    [Attr(Name = "iterator_types", Test = nameof(IsIteratorTypes), Summary = "Iterator type should be an enum.")]
    public partial ArrayAttr IteratorTypes { get; set; }

    [Attr(Default = "CombiningKind.Add", Summary = "Kind of combining function for contractions and reductions")]
    public partial CombiningKind Kind { get; set; }

    [Result<AnyType>] public partial OpResult Result { get; }

    public VectorType LhsType => (VectorType)Lhs.Type;

    public VectorType RhsType => (VectorType)Rhs.Type;

    /// <summary>Of the left factor, the right one and the accumulator.</summary>
    public IReadOnlyList<AffineMap> Maps => [.. IndexingMaps.Elements.Select(m => ((AffineMapAttr)m).Map)];

    public IReadOnlyList<VectorIteratorType> Iterators =>
        [.. IteratorTypes.Elements.Select(t => (VectorIteratorType)IrEnums.ValueOf(t))];

    public VectorType ExpectedMaskType
    {
        get
        {
            var dims = new VectorDim[Maps[0].DimCount];
            foreach (var (map, type) in new[] { (Maps[0], LhsType), (Maps[1], RhsType) })
                for (var i = 0; i < type.Rank; i++) dims[map.DimPosition(i)] = type.Dims[i];
            return VectorType.Of(dims, IntegerType.I1);
        }
    }

    public bool SupportsPassthru => false;

    private bool FactorsHaveSameElements => VectorRules.SameElements(Lhs, Rhs);

    private bool SumsHaveSameElements => VectorRules.SameElements(Acc, Result);

    private static bool IsIteratorTypes(Attribute attribute) => VectorRules.IsIteratorTypes(attribute);

    /// <summary>Pairs of dimensions of the two factors that are one dimension of the iteration space.</summary>
    public IReadOnlyList<(int Lhs, int Rhs)> SharedDims(VectorIteratorType kind) =>
        [.. Iterators.Select((type, d) => (type, Lhs: Maps[0].ResultOf(d), Rhs: Maps[1].ResultOf(d)))
            .Where(p => p.type == kind && p.Lhs >= 0 && p.Rhs >= 0).Select(p => (p.Lhs, p.Rhs))];

    public static bool Parse(IrParser parser, OperationState state) => ContractForm.Parse(parser, state);

    public override void PrintCustom(IrPrinter printer) => ContractForm.Print(printer, this);

    private bool Verify(DiagnosticBag diagnostics)
    {
        if (LhsType.Element is IntegerType { IsSignless: false }) return Error(diagnostics, "only supports signless integer types");
        var maps = Maps;
        if (maps.Count != 3) return Error(diagnostics, "expected an indexing map for each vector operand");
        for (var i = 0; i < maps.Count; i++)
            if (!VerifyMap(i, maps[i], diagnostics)) return false;
        var (contracted, batch) = (SharedDims(VectorIteratorType.Reduction), SharedDims(VectorIteratorType.Parallel));
        if (contracted.Count == 0) return Error(diagnostics, "expected at least one contracting dimension pair");
        if (!contracted.All(HasOneExtent)) return Error(diagnostics, "invalid contracting dimension map");
        if (!batch.All(HasOneExtent)) return Error(diagnostics, "invalid batch dimension map");
        if (!VerifyResult(contracted, batch, diagnostics)) return false;
        return Kind.Supports(TypeRules.ElementOf(Result.Type)) || Error(diagnostics, "unsupported contraction type");
    }

    private bool VerifyMap(int index, AffineMap map, DiagnosticBag diagnostics)
    {
        var rank = Operands[index].Type is VectorType type ? type.Rank : 0;
        if (map.SymbolCount != 0) return Error(diagnostics, $"expected indexing map {index} to have no symbols");
        if (map.DimCount != IteratorTypes.Elements.Count)
            return Error(diagnostics, $"expected indexing map {index} to have {IteratorTypes.Elements.Count} number of inputs");
        if (map.Results.Count != rank) return Error(diagnostics, $"expected indexing map {index} to have {rank} number of outputs");
        return map.IsProjectedPermutation()
            || Error(diagnostics, $"expected indexing map {index} to be a projected permutation of its inputs");
    }

    private bool HasOneExtent((int Lhs, int Rhs) pair) => LhsType.Shape[pair.Lhs] == RhsType.Shape[pair.Rhs];

    private bool VerifyResult(
        IReadOnlyList<(int Lhs, int Rhs)> contracted, IReadOnlyList<(int Lhs, int Rhs)> batch, DiagnosticBag diagnostics)
    {
        var isScalar = contracted.Count == LhsType.Rank && contracted.Count + batch.Count == RhsType.Rank;
        if (isScalar ? Result.Type is VectorType || Acc.Type is VectorType : Result.Type is not VectorType || Acc.Type is not VectorType)
            return Error(diagnostics, "invalid accumulator/result vector shape");
        if (isScalar) return true;
        var maps = Maps;
        var extents = new long?[maps[0].DimCount];
        foreach (var (map, type) in new[] { (maps[0], LhsType), (maps[1], RhsType) })
            for (var i = 0; i < type.Rank; i++) extents[map.DimPosition(i)] ??= type.Shape[i];
        if (extents.Contains(null)) return Error(diagnostics, "expected all dimensions to be either a LHS or a RHS dimension");
        var result = (VectorType)Result.Type;
        var expected = result with { Extents = maps[2].Results.Select(r => extents[((AffineDim)r).Position]!.Value) };
        return (result == expected && Acc.Type == expected)
            || Error(diagnostics, $"invalid accumulator/result vector shape, expected: '{expected}'");
    }
}
