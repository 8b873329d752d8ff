using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>
/// Each lane of <c>acc</c> and the products of the group of neighbours that <c>lhs</c> and <c>rhs</c> have for it:
/// <c>acc[i] + lhs[g * i] * rhs[g * i] + ... + lhs[g * i + g - 1] * rhs[g * i + g - 1]</c>, for groups of <c>g</c> elements, which are
/// widened first. Integers are signed, those of <c>lhs</c> not where <c>unsigned_lhs</c> says so, and wrap around. Products of floats are
/// joined in any order, and a target may take subnormal numbers for zero.
/// </summary>
[Op("wf.dot", Format = "$lhs `,` $rhs `,` $acc attr-dict `:` type($lhs) `into` type($acc)")]
[Traits(Pure)]
[AllTypesMatch(nameof(Lhs), nameof(Rhs))]
[AllTypesMatch(nameof(Acc), nameof(Result))]
public sealed partial class DotOp : Operation
{
    [Operand<VectorOfRank1>] public partial Value Lhs { get; }

    [Operand<VectorOfRank1>] public partial Value Rhs { get; }

    [Operand<VectorOfRank1>] public partial Value Acc { get; }

    [Attr(Name = "unsigned_lhs")] public partial bool UnsignedLhs { get; set; }

    [Result<VectorOfRank1>] public partial OpResult Result { get; }

    /// <summary>The elements of a group.</summary>
    public int Group => (int)(((VectorType)Lhs.Type).ElementCount / ((VectorType)Acc.Type).ElementCount);

    private bool Verify(DiagnosticBag diagnostics)
    {
        var (factors, sums) = ((VectorType)Lhs.Type, (VectorType)Acc.Type);
        if (factors.HasScalableDimension || sums.HasScalableDimension) return Error(diagnostics, "takes vectors of fixed length");
        if (factors.ElementCount % sums.ElementCount != 0)
            return Error(diagnostics, $"expects as many elements of each factor for all of the {sums.ElementCount} sums");
        if (!IsWider(sums.Element, factors.Element))
            return Error(diagnostics, $"expects sums of wider numbers than '{factors.Element}', and of their kind");
        return !UnsignedLhs || factors.Element is IntegerType || Error(diagnostics, "'unsigned_lhs' is said of integers");
    }

    private static bool IsWider(IrType sum, IrType factor) => (sum, factor) switch
    {
        (IntegerType { IsSignless: true, Width: var wide }, IntegerType { IsSignless: true, Width: var narrow }) => wide > narrow,
        (FloatType wide, FloatType narrow) => wide.Width > narrow.Width,
        _ => false,
    };
}
