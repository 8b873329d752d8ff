using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Arithmetic on integers that were widened is done in the fewest bits that hold its results, and widened then: what a vector holds of
/// bytes is twice or four times as much. <c>i32(a) + i32(b)</c> of bytes -> <c>i32(i16(a) + i16(b))</c>; the upper half of a product of
/// 16 bits is one instruction.
/// </summary>
[Pass("narrow-integers", "Does integer arithmetic in as few bits as its results need.")]
public sealed record NarrowIntegers : IPass
{
    public void Run(Operation root, PassContext context)
    {
        var narrowing = new IntegerNarrowing();
        foreach (var op in root.Walk().Where(op => op is IntegerBinaryOp or TruncIOp).ToList()) narrowing.TryNarrow(op);
    }
}

/// <summary>Narrows one operation after the other, operands first.</summary>
internal sealed class IntegerNarrowing
{
    // Multiplication of bytes has no instruction.
    private const int Least = 16;

    // Of narrow results that this made, which are what they would be in any width. Products of 64 bits have more than 64.
    private readonly Dictionary<Value, (Int128 Low, Int128 High)> _known = [];

    private delegate (Int128 Low, Int128 High)? Range((Int128 Low, Int128 High) a, (Int128 Low, Int128 High) b);

    // What results lie between, and what gives them in fewer bits that hold them: quotients of what is not negative are unsigned ones.
    private static readonly Dictionary<Type, (Range Of, Func<Value, Value, Operation> Make)> s_forms = new()
    {
        [typeof(AddIOp)] = ((a, b) => (a.Low + b.Low, a.High + b.High), (a, b) => new AddIOp(a, b)),
        [typeof(SubIOp)] = ((a, b) => (a.Low - b.High, a.High - b.Low), (a, b) => new SubIOp(a, b)),
        [typeof(MulIOp)] = (
            (a, b) => Hull(a.Low * b.Low, a.Low * b.High, a.High * b.Low, a.High * b.High), (a, b) => new MulIOp(a, b)),
        [typeof(DivSIOp)] = (Quotient, (a, b) => new DivUIOp(a, b)),
        [typeof(DivUIOp)] = (Quotient, (a, b) => new DivUIOp(a, b)),
        [typeof(ShRUIOp)] = (Shifted, (a, b) => new ShRUIOp(a, b)),
        [typeof(ShRSIOp)] = (Shifted, (a, b) => new ShRUIOp(a, b)),
    };

    public void TryNarrow(Operation op)
    {
        if (op is TruncIOp truncation) SkipWidening(truncation);
        else if (op.Results[0].Type is IntegerType { Width: (32 or 64) and var width } && s_forms.TryGetValue(op.GetType(), out var form))
            TryNarrow(op, width, form.Of, form.Make);
    }

    private void TryNarrow(Operation op, int width, Range range, Func<Value, Value, Operation> make)
    {
        var (a, b) = (op.Operands[0], op.Operands[1]);
        if (op is ShRUIOp or ShRSIOp && a.Def is MulIOp product)
        {
            TryUpperHalf(op, width, product);
            return;
        }

        if ((!IsWidened(a) && !IsWidened(b)) || RangeOf(a) is not { } x || RangeOf(b) is not { } y || range(x, y) is not { } result) return;
        var bits = new[] { Bits(x), Bits(y), Bits(result) }.Max();
        var narrow = Enumerable.Range(0, 2).Select(i => Least << i).FirstOrDefault(n => n >= bits);
        if (narrow > 0 && narrow < width && In(narrow, a) is { } left && In(narrow, b) is { } right)
            Widen(op, make(left, right), 0, result);
    }

    // (a * b) >> n, of factors of n bits.
    private void TryUpperHalf(Operation op, int width, MulIOp product)
    {
        var (first, second) = (product.Operands[0], product.Operands[1]);
        if (ConstantOp.IntegerOf(op.Operands[1]) is not ((16 or 32) and var half) || (!IsWidened(first) && !IsWidened(second))
            || RangeOf(first) is not { } x || RangeOf(second) is not { } y || 2 * half > width) return;
        var bits = (int)half;
        if (Math.Max(Bits(x), Bits(y)) > bits || In(bits, first) is not { } a || In(bits, second) is not { } b) return;
        var all = Hull(x.Low * y.Low, x.Low * y.High, x.High * y.Low, x.High * y.High);
        (Int128, Int128) upper = (all.Low >> bits, all.High >> bits);
        // The product as the operation sees it has the width of both.
        if (x.Low >= 0 && y.Low >= 0 && (op is ShRUIOp || IsSigned(all, width))) Widen(op, new MulUIExtendedOp(a, b), 1, upper);
        else if (op is ShRSIOp && IsSigned(x, bits) && IsSigned(y, bits)) Widen(op, new MulSIExtendedOp(a, b), 1, upper);
    }

    private void Widen(Operation op, Operation narrow, int index, (Int128 Low, Int128 High) range)
    {
        var builder = Builder.At(op);
        var made = builder.Insert(narrow).Results[index];
        _known[made] = range;
        op.ReplaceWith([builder.Add(range.Low >= 0 ? new ExtUIOp(made, op.Results[0].Type) : new ExtSIOp(made, op.Results[0].Type))]);
    }

    // To fewer bits than a number had before it was widened, or more.
    private static void SkipWidening(TruncIOp op)
    {
        if (op.Operands[0].Def is not (ExtUIOp or ExtSIOp) || op.Results[0].Type is not IntegerType { Width: var width } type) return;
        var (wide, from) = (op.Operands[0].Def!, op.Operands[0].Def!.Operands[0]);
        if (from.Type is not IntegerType { Width: var width0 }) return;
        var builder = Builder.At(op);
        op.ReplaceWith(
        [
            width0 == width ? from
            : width0 > width ? builder.Add(new TruncIOp(from, type))
            : builder.Add(wide is ExtUIOp ? new ExtUIOp(from, type) : new ExtSIOp(from, type)),
        ]);
    }

    // A value in fewer bits, which hold it.
    private static Value? In(int bits, Value value)
    {
        if (ConstantOp.IntegerOf(value) is { } constant)
        {
            var signed = constant << (64 - bits) >> (64 - bits);
            return Builder.After(value.Def!).Add(new ConstantOp(new IntegerAttr(signed, IntegerType.Get(bits))));
        }

        var from = value.Def!.Operands[0];
        if (from.Type is not IntegerType { Width: var width } || width > bits) return null;
        var builder = Builder.After(value.Def!);
        return width == bits ? from
            : builder.Add(value.Def is ExtUIOp ? new ExtUIOp(from, IntegerType.Get(bits)) : new ExtSIOp(from, IntegerType.Get(bits)));
    }

    private (Int128 Low, Int128 High)? RangeOf(Value value)
    {
        if (ConstantOp.IntegerOf(value) is { } constant) return (constant, constant);
        if (value.Def is not (ExtUIOp or ExtSIOp) || value.Def.Operands[0] is not { Type: IntegerType { Width: <= 32 and var width } } from)
            return null;
        return _known.TryGetValue(from, out var known) ? known
            : value.Def is ExtUIOp ? (0, (1L << width) - 1) : (-(1L << (width - 1)), (1L << (width - 1)) - 1);
    }

    private static bool IsWidened(Value value) => value.Def is ExtUIOp or ExtSIOp;

    private static int Bits((Int128 Low, Int128 High) range) =>
        Enumerable.Range(1, 126).First(n => range.Low >= 0 ? range.High < Int128.One << n : IsSigned(range, n));

    private static bool IsSigned((Int128 Low, Int128 High) range, int bits) =>
        range.Low >= -(Int128.One << (bits - 1)) && range.High < Int128.One << (bits - 1);

    private static (Int128 Low, Int128 High)? Quotient((Int128 Low, Int128 High) a, (Int128 Low, Int128 High) b) =>
        a.Low >= 0 && b.Low == b.High && b.Low > 0 ? (a.Low / b.Low, a.High / b.Low) : null;

    private static (Int128 Low, Int128 High)? Shifted((Int128 Low, Int128 High) a, (Int128 Low, Int128 High) b) =>
        a.Low >= 0 && b.Low == b.High && b.Low >= 0 && b.Low < Least ? (a.Low >> (int)b.Low, a.High >> (int)b.Low) : null;

    private static (Int128 Low, Int128 High) Hull(params ReadOnlySpan<Int128> ends)
    {
        var (low, high) = (ends[0], ends[0]);
        foreach (var end in ends) (low, high) = (Int128.Min(low, end), Int128.Max(high, end));
        return (low, high);
    }
}
