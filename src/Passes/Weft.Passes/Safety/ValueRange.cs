using Weft.IR;

namespace Weft.Passes;

/// <summary>A limit: a value plus a constant, or a constant alone. Exact: it cannot wrap around.</summary>
internal readonly record struct Limit(Value? Base, long Offset)
{
    public static Limit Constant(long value) => new(null, value);

    public bool IsConstant => Base is null;
}

/// <summary>The least and the greatest value that an expression takes while a loop runs.</summary>
/// <param name="Bits">The magnitude of both limits is below 2^Bits, whatever the operands are.</param>
internal sealed record ValueRange(Limit Low, Limit High, int Bits)
{
    // Sums and products of this many bits are exact in 64-bit arithmetic.
    public const int MaximumBits = 62;

    public static ValueRange Exactly(Limit limit, int bits) => new(limit, limit, bits);

    public static ValueRange Constant(long value) => Exactly(Limit.Constant(value), BitsOf(value));

    public static int BitsOf(long value) => 64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)(value < 0 ? ~value : value)) + 1;
}

/// <summary>Emits arithmetic on limits before a loop, folding what is constant.</summary>
internal sealed class LimitBuilder(Builder builder)
{
    public Builder Builder { get; } = builder;

    public Limit Add(Limit a, Limit b) =>
        a.Base is null ? b with { Offset = a.Offset + b.Offset }
        : b.Base is null ? a with { Offset = a.Offset + b.Offset }
        : new(Builder.Add(new AddIOp(a.Base, b.Base)), a.Offset + b.Offset);

    public Limit Negate(Limit a) => a.Base is null ? new(null, -a.Offset) : new(Builder.Add(new SubIOp(Index(0), a.Base)), -a.Offset);

    public Limit Subtract(Limit a, Limit b) =>
        b.Base is null ? a with { Offset = a.Offset - b.Offset }
        : a.Base == b.Base ? Limit.Constant(a.Offset - b.Offset)
        : Add(a, Negate(b));

    public Limit Scale(Limit a, long factor) =>
        a.Base is null ? new(null, a.Offset * factor)
        : factor == 1 ? a
        : new(Builder.Add(new MulIOp(a.Base, Index(factor))), a.Offset * factor);

    public Limit Multiply(Limit a, Limit b) =>
        a.Base is null ? Scale(b, a.Offset) : b.Base is null ? Scale(a, b.Offset) : new(Builder.Add(new MulIOp(Materialize(a), Materialize(b))), 0);

    public Limit Min(Limit a, Limit b) =>
        a.Base == b.Base ? a with { Offset = Math.Min(a.Offset, b.Offset) } : new(Builder.Add(new MinSIOp(Materialize(a), Materialize(b))), 0);

    public Limit Max(Limit a, Limit b) =>
        a.Base == b.Base ? a with { Offset = Math.Max(a.Offset, b.Offset) } : new(Builder.Add(new MaxSIOp(Materialize(a), Materialize(b))), 0);

    /// <summary>Truncating division by a positive constant: monotone.</summary>
    public Limit Divide(Limit a, long divisor) =>
        a.Base is null ? Limit.Constant(a.Offset / divisor) : new(Builder.Add(new DivSIOp(Materialize(a), Index(divisor))), 0);

    /// <summary>The condition <c>a &lt; b</c>: known, or a value.</summary>
    public (bool? Known, Value? Value) Less(Limit a, Limit b)
    {
        if (a.Base == b.Base) return (a.Offset < b.Offset, null);
        return (null, Builder.Add(new CmpIOp(CmpIPredicate.Slt, Materialize(a), Materialize(b))));
    }

    public Value Materialize(Limit limit)
    {
        if (limit.Base is null) return Index(limit.Offset);
        return limit.Offset == 0 ? limit.Base : Builder.Add(new AddIOp(limit.Base, Index(limit.Offset)));
    }

    public Value Index(long value) => Builder.Add(ConstantOp.Index(value));
}
