using Weft.IR;

namespace Weft.Passes;

/// <summary>Emits arithmetic on limits before a loop, folding what is constant.</summary>
internal sealed class LimitBuilder(Builder builder)
{
    public Builder Builder { get; } = builder;

    public Limit Add(Limit a, Limit b) => Sum(a, b) with { Bits = Math.Max(a.Bits, b.Bits) + 1, IsWeak = a.IsWeak || b.IsWeak };

    public Limit Add(Limit a, long b) => Add(a, Limit.Constant(b));

    public Limit Negate(Limit a) => Scale(a, -1) with { Bits = a.Bits + 1 };

    public Limit Subtract(Limit a, Limit b) =>
        a.Base == b.Base ? Limit.Constant(a.Offset - b.Offset) with { IsWeak = a.IsWeak || b.IsWeak } : Add(a, Negate(b));

    public Limit Scale(Limit a, long factor)
    {
        var scaled = factor == 1 || a.Base is null ? a.Base : Builder.Add(new MulIOp(a.Base, Index(factor)));
        return new(scaled, a.Offset * factor, a.Bits + Limit.Constant(factor).Bits, a.IsWeak);
    }

    public Limit Multiply(Limit a, Limit b) =>
        a.Base is null ? Scale(b, a.Offset)
        : b.Base is null ? Scale(a, b.Offset)
        : Join(a, b, a.Bits + b.Bits, new MulIOp(Materialize(a), Materialize(b)));

    public Limit Min(Limit a, Limit b) =>
        a.Base == b.Base ? a.Offset <= b.Offset ? a : b : Join(a, b, Math.Max(a.Bits, b.Bits), new MinSIOp(Materialize(a), Materialize(b)));

    public Limit Max(Limit a, Limit b) =>
        a.Base == b.Base ? a.Offset >= b.Offset ? a : b : Join(a, b, Math.Max(a.Bits, b.Bits), new MaxSIOp(Materialize(a), Materialize(b)));

    /// <summary>A function that grows with its operand and does not increase its magnitude, for example division by a constant.</summary>
    public Limit Monotone(Limit a, IntegerBinaryOp like, long operand)
    {
        if (a.Base is null && like.Evaluate(a.Offset, operand, 64) is { } known) return Limit.Constant(known) with { IsWeak = a.IsWeak };
        var copy = new OperationState(like.Info, like.Location) { Properties = like.Properties.ToArray() };
        copy.Operands.AddRange([Materialize(a), Index(operand)]);
        copy.ResultTypes.Add(IndexType.Instance);
        return new(Builder.Add(copy.Build()), 0, a.Bits, a.IsWeak);
    }

    /// <summary>The condition <c>a &lt; b</c>: known, or a value. Neither when it rests on a weak limit.</summary>
    public (bool? Known, Value? Value) Less(Limit a, Limit b)
    {
        if (a.Base == b.Base) return (a.Offset < b.Offset ? true : a.IsWeak || b.IsWeak ? null : false, null);
        return a.IsWeak || b.IsWeak ? default : (null, Builder.Add(new CmpIOp(CmpIPredicate.Slt, Materialize(a), Materialize(b))));
    }

    private Limit Sum(Limit a, Limit b) =>
        a.Base is null ? b with { Offset = a.Offset + b.Offset }
        : b.Base is null ? a with { Offset = a.Offset + b.Offset }
        : a with { Base = Builder.Add(new AddIOp(a.Base, b.Base)), Offset = a.Offset + b.Offset };

    private Limit Join(Limit a, Limit b, int bits, Operation op) => new(Builder.Add(op), 0, bits, a.IsWeak || b.IsWeak);

    private Value Materialize(Limit limit)
    {
        if (limit.Base is null) return Index(limit.Offset);
        return limit.Offset == 0 ? limit.Base : Builder.Add(new AddIOp(limit.Base, Index(limit.Offset)));
    }

    private Value Index(long value) => Builder.Add(ConstantOp.Index(value));
}
