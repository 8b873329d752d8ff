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
            AtomicRmwKind.AddF => FloatAttr.Of(0, f),
            AtomicRmwKind.MulF => FloatAttr.Of(1, f),
            AtomicRmwKind.MaximumF or AtomicRmwKind.MaxNumF => FloatAttr.Of(double.NegativeInfinity, f),
            AtomicRmwKind.MinimumF or AtomicRmwKind.MinNumF => FloatAttr.Of(double.PositiveInfinity, f),
            _ => null,
        },
        IntegerType or IndexType => kind switch
        {
            AtomicRmwKind.AddI or AtomicRmwKind.OrI or AtomicRmwKind.MaxU => new IntegerAttr(0, type),
            AtomicRmwKind.MulI => new IntegerAttr(1, type),
            AtomicRmwKind.AndI or AtomicRmwKind.MinU => new IntegerAttr(-1, type),
            AtomicRmwKind.MaxS => new IntegerAttr(-(BigInteger.One << (IntegerBits.Width(type) - 1)), type),
            AtomicRmwKind.MinS => new IntegerAttr((BigInteger.One << (IntegerBits.Width(type) - 1)) - 1, type),
            _ => null,
        },
        _ => null,
    };

    /// <summary>The kind whose joins an operation makes; null for others.</summary>
    public static AtomicRmwKind? Of(Operation op) => op switch
    {
        AddFOp => AtomicRmwKind.AddF,
        MulFOp => AtomicRmwKind.MulF,
        AddIOp => AtomicRmwKind.AddI,
        AndIOp => AtomicRmwKind.AndI,
        OrIOp => AtomicRmwKind.OrI,
        MulIOp => AtomicRmwKind.MulI,
        MinimumFOp => AtomicRmwKind.MinimumF,
        MaximumFOp => AtomicRmwKind.MaximumF,
        MinSIOp => AtomicRmwKind.MinS,
        MaxSIOp => AtomicRmwKind.MaxS,
        MinUIOp => AtomicRmwKind.MinU,
        MaxUIOp => AtomicRmwKind.MaxU,
        _ => null,
    };

    /// <summary>The operation that joins two values; null for kinds that only replace.</summary>
    public static Operation? Join(this AtomicRmwKind kind, Value a, Value b) => kind switch
    {
        AtomicRmwKind.AddF => new AddFOp(a, b),
        AtomicRmwKind.AddI => new AddIOp(a, b),
        AtomicRmwKind.MaximumF => new MaximumFOp(a, b),
        AtomicRmwKind.MaxS => new MaxSIOp(a, b),
        AtomicRmwKind.MaxU => new MaxUIOp(a, b),
        AtomicRmwKind.MinimumF => new MinimumFOp(a, b),
        AtomicRmwKind.MinS => new MinSIOp(a, b),
        AtomicRmwKind.MinU => new MinUIOp(a, b),
        AtomicRmwKind.MulF => new MulFOp(a, b),
        AtomicRmwKind.MulI => new MulIOp(a, b),
        AtomicRmwKind.OrI => new OrIOp(a, b),
        AtomicRmwKind.AndI => new AndIOp(a, b),
        AtomicRmwKind.MaxNumF => new MaxNumFOp(a, b),
        AtomicRmwKind.MinNumF => new MinNumFOp(a, b),
        _ => null,
    };
}
