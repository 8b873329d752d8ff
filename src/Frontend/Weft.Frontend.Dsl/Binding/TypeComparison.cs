using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

internal static class TypeComparison
{
    extension(WeftType type)
    {
        /// <summary>Both scalars of one type, or both arrays of one element type and rank.</summary>
        public bool IsSameKind(WeftType other) =>
            type is ArrayType x && other is ArrayType y ? x.Element == y.Element && x.Rank == y.Rank
            : type is RecordType a && other is RecordType b ? a.Record == b.Record && a.Dimensions.Count == b.Dimensions.Count
            : type == other;
    }

    extension(ArrayType type)
    {
        /// <summary>Whether a variable of the type may take the value; extents that only differ as formulas are left to the check at
        /// run time.</summary>
        public bool CanHold(WeftType value) =>
            type.IsSameKind(value) && type.Dimensions.Zip(((ArrayType)value).Dimensions).All(pair => !pair.First.Contradicts(pair.Second));
    }

    extension(ShapeExpr extent)
    {
        /// <summary>The extents are two different numbers.</summary>
        public bool Contradicts(ShapeExpr other) => extent is ShapeExpr.Literal && other is ShapeExpr.Literal && extent != other;
    }
}
