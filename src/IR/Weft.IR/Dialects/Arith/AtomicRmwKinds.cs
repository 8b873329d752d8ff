using System.Numerics;

namespace Weft.IR;

/// <summary>The operations behind the kinds of reduction.</summary>
public static class AtomicRmwKinds
{
    /// <summary>The value that changes nothing when it is joined with another; null for kinds that have none.</summary>
    public static TypedAttribute? Identity(this AtomicRmwKind kind, IrType type) => type switch
    {
        FloatType f => kind switch
        {
            AtomicRmwKind.Addf => FloatAttr.Of(0, f),
            AtomicRmwKind.Mulf => FloatAttr.Of(1, f),
            AtomicRmwKind.Maximumf or AtomicRmwKind.Maxnumf => FloatAttr.Of(double.NegativeInfinity, f),
            AtomicRmwKind.Minimumf or AtomicRmwKind.Minnumf => FloatAttr.Of(double.PositiveInfinity, f),
            _ => null,
        },
        IntegerType or IndexType => kind switch
        {
            AtomicRmwKind.Addi or AtomicRmwKind.Ori or AtomicRmwKind.Maxu => new IntegerAttr(0, type),
            AtomicRmwKind.Muli => new IntegerAttr(1, type),
            AtomicRmwKind.Andi or AtomicRmwKind.Minu => new IntegerAttr(-1, type),
            AtomicRmwKind.Maxs => new IntegerAttr(-(BigInteger.One << (IntegerBits.Width(type) - 1)), type),
            AtomicRmwKind.Mins => new IntegerAttr((BigInteger.One << (IntegerBits.Width(type) - 1)) - 1, type),
            _ => null,
        },
        _ => null,
    };

    /// <summary>The operation that joins two values; null for kinds that only replace.</summary>
    public static Operation? Join(this AtomicRmwKind kind, Value a, Value b) => kind switch
    {
        AtomicRmwKind.Addf => new AddFOp(a, b),
        AtomicRmwKind.Addi => new AddIOp(a, b),
        AtomicRmwKind.Maximumf => new MaximumFOp(a, b),
        AtomicRmwKind.Maxs => new MaxSIOp(a, b),
        AtomicRmwKind.Maxu => new MaxUIOp(a, b),
        AtomicRmwKind.Minimumf => new MinimumFOp(a, b),
        AtomicRmwKind.Mins => new MinSIOp(a, b),
        AtomicRmwKind.Minu => new MinUIOp(a, b),
        AtomicRmwKind.Mulf => new MulFOp(a, b),
        AtomicRmwKind.Muli => new MulIOp(a, b),
        AtomicRmwKind.Ori => new OrIOp(a, b),
        AtomicRmwKind.Andi => new AndIOp(a, b),
        AtomicRmwKind.Maxnumf => new MaxNumFOp(a, b),
        AtomicRmwKind.Minnumf => new MinNumFOp(a, b),
        _ => null,
    };
}
