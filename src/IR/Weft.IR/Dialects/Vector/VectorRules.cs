using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>What the verifiers of several operations ask.</summary>
internal static class VectorRules
{
    public static bool IsIteratorTypes(Attribute attribute) => attribute is ArrayAttr array
        && array.Elements.All(e => e is EnumAttr item && ReferenceEquals(item.Keywords, VectorIteratorTypeKeywords.Keywords));

    public static bool SameElements(params IEnumerable<Value> values) =>
        values.Select(v => TypeRules.ElementOf(v.Type)).Distinct().Count() == 1;

    /// <summary>Whether the result is of the type that follows from the operands.</summary>
    public static bool VerifyInferred(Operation op, IrType inferred, DiagnosticBag diagnostics)
    {
        var actual = op.Results[0].Type;
        if (inferred == actual) return true;
        op.Error(diagnostics, $"inferred type(s) '{inferred}' are incompatible with return type(s) of operation '{actual}'");
        return op.Error(diagnostics, "failed to infer returned types");
    }

    public static bool VerifyIndexCount(Operation op, ShapedType type, int count, DiagnosticBag diagnostics) =>
        count == type.Rank || op.Error(diagnostics, $"requires {type.Rank} indices");

    public static bool VerifyRankAtMost(Operation op, string name, Sequence<long> values, VectorType type, DiagnosticBag diagnostics) =>
        values.Count <= type.Rank || op.Error(diagnostics, $"expected {name} attribute of rank no greater than vector rank");

    public static bool VerifyAllOnes(Operation op, string name, Sequence<long> values, DiagnosticBag diagnostics) =>
        values.All(v => v == 1) || op.Error(diagnostics, $"expected {name} to be confined to [1, 2)");

    /// <summary>Each value is at least <paramref name="min"/> and less than the extent (plus <paramref name="beyond"/>) of its
    /// dimension.</summary>
    public static bool VerifyInShape(
        Operation op, string name, Sequence<long> values, Sequence<long> shape, long min, long beyond, DiagnosticBag diagnostics,
        long? shownMin = null)
    {
        for (var i = 0; i < values.Count && i < shape.Count; i++)
        {
            var end = shape[i] + beyond;
            if (values[i] >= min && values[i] < end) continue;
            return op.Error(diagnostics, $"expected {name} dimension {i} to be confined to [{shownMin ?? min}, {end})");
        }

        return true;
    }

    /// <summary>Each offset plus its size stays in the extent of its dimension.</summary>
    public static bool VerifySumInShape(
        Operation op, string names, Sequence<long> offsets, Sequence<long> sizes, Sequence<long> shape, DiagnosticBag diagnostics) =>
        VerifyInShape(
            op, $"sum({names})", offsets.Zip(sizes, (o, s) => o + s).ToSequence(), shape, 0, 1, diagnostics, shownMin: 1);

    /// <summary>The last dimension of the memory is one without gaps.</summary>
    public static bool HasUnitStride(MemRefType type) => type.Rank == 0 || type.Layout switch
    {
        null => true,
        StridedLayoutAttr strided => strided.Strides[strided.Strides.Count - 1] == 1,
        AffineMapAttr { Map: var map } => map.IsIdentity || LastStride(map) == 1,
        _ => false,
    };

    // By how much the position grows when the last index does; null when that is not one number.
    private static long? LastStride(AffineMap map)
    {
        if (map.Results.Count != 1) return null;
        var last = new AffineExpr[map.DimCount];
        for (var i = 0; i < last.Length; i++) last[i] = AffineExpr.Dim(i);
        last[last.Length - 1] = AffineExpr.Dim(last.Length - 1) + 1;
        return map.Results[0].IsPureAffine && map.Results[0].Replace(last, []) - map.Results[0] is AffineConstant step ? step.Value : null;
    }
}
