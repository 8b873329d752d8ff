using System.Numerics;
using Weft.IR;

namespace Weft.Passes;

/// <summary>Comparisons, and operations that give one of their operands.</summary>
internal static class RangeChoices
{
    public static IntegerRange MaxSigned(IntegerRange a, IntegerRange b) => IntegerRange.FromSigned(
        a.Width, BigInteger.Max(a.SignedMin, b.SignedMin), BigInteger.Max(a.SignedMax, b.SignedMax));

    public static IntegerRange MinSigned(IntegerRange a, IntegerRange b) => IntegerRange.FromSigned(
        a.Width, BigInteger.Min(a.SignedMin, b.SignedMin), BigInteger.Min(a.SignedMax, b.SignedMax));

    public static IntegerRange MaxUnsigned(IntegerRange a, IntegerRange b) => IntegerRange.FromUnsigned(
        a.Width, BigInteger.Max(a.UnsignedMin, b.UnsignedMin), BigInteger.Max(a.UnsignedMax, b.UnsignedMax));

    public static IntegerRange MinUnsigned(IntegerRange a, IntegerRange b) => IntegerRange.FromUnsigned(
        a.Width, BigInteger.Min(a.UnsignedMin, b.UnsignedMin), BigInteger.Min(a.UnsignedMax, b.UnsignedMax));

    public static IntegerRange Select(IntegerRange condition, IntegerRange taken, IntegerRange otherwise) => condition.Single switch
    {
        null => taken.Union(otherwise),
        { IsZero: true } => otherwise,
        _ => taken,
    };

    public static IntegerRange Compare(CmpIPredicate predicate, IntegerRange a, IntegerRange b) =>
        Holds(predicate, a, b) ? IntegerRange.Exactly(1, 1)
        : Holds(CmpIPredicates.Inverse(predicate), a, b) ? IntegerRange.Exactly(1, 0)
        : IntegerRange.All(1);

    // For all values of the two.
    private static bool Holds(CmpIPredicate predicate, IntegerRange a, IntegerRange b) => predicate switch
    {
        CmpIPredicate.Eq => a.Single is { } x && b.Single is { } y && x == y,
        CmpIPredicate.Ne => (a.SignedMax < b.SignedMin || a.SignedMin > b.SignedMax)
            && (a.UnsignedMax < b.UnsignedMin || a.UnsignedMin > b.UnsignedMax),
        CmpIPredicate.Slt => a.SignedMax < b.SignedMin,
        CmpIPredicate.Sle => a.SignedMax <= b.SignedMin,
        CmpIPredicate.Sgt => a.SignedMin > b.SignedMax,
        CmpIPredicate.Sge => a.SignedMin >= b.SignedMax,
        CmpIPredicate.Ult => a.UnsignedMax < b.UnsignedMin,
        CmpIPredicate.Ule => a.UnsignedMax <= b.UnsignedMin,
        CmpIPredicate.Ugt => a.UnsignedMin > b.UnsignedMax,
        CmpIPredicate.Uge => a.UnsignedMin >= b.UnsignedMax,
        _ => false,
    };
}
