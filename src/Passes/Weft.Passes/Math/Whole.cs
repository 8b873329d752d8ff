using Weft.IR;

namespace Weft.Passes;

/// <summary>The bits of a <see cref="Real"/> as integers, which wrap around.</summary>
internal readonly struct Whole(Builder to, Value value)
{
    public Value Value => value;

    public static Whole operator +(Whole a, Whole b) => a.Make(new AddIOp(a.Value, b.Value));

    public static Whole operator +(Whole a, long b) => a + a.Constant(b);

    public static Whole operator -(Whole a, Whole b) => a.Make(new SubIOp(a.Value, b.Value));

    public static Whole operator -(Whole a, long b) => a - a.Constant(b);

    public static Whole operator *(Whole a, Whole b) => a.Make(new MulIOp(a.Value, b.Value));

    public static Whole operator |(Whole a, Whole b) => a.Make(new OrIOp(a.Value, b.Value));

    public static Whole operator &(Whole a, long b) => a.Make(new AndIOp(a.Value, a.Constant(b).Value));

    public static Whole operator ^(Whole a, Whole b) => a.Make(new XOrIOp(a.Value, b.Value));

    public static Whole operator <<(Whole a, int b) => a.Make(new ShLIOp(a.Value, a.Constant(b).Value));

    /// <summary>Keeps the sign.</summary>
    public static Whole operator >>(Whole a, int b) => a.Make(new ShRSIOp(a.Value, a.Constant(b).Value));

    /// <summary>Zeros come in from above.</summary>
    public Whole ShiftRight(int b) => Make(new ShRUIOp(value, Constant(b).Value));

    /// <summary>The upper word of both, moved up by less than its width.</summary>
    public Whole Funnel(Whole lower, Whole by)
    {
        // Two steps down: one by the whole width has no meaning.
        var rest = Make(new ShRUIOp(lower.ShiftRight(1).Value, (Constant(Width - 1) - by).Value));
        return Make(new ShLIOp(value, by.Value)) | rest;
    }

    /// <summary>Without signs.</summary>
    public Truth IsBelow(Whole b) => Compare(CmpIPredicate.Ult, b);

    public Truth IsNot(long b) => Compare(CmpIPredicate.Ne, Constant(b));

    public Truth Is(long b) => Compare(CmpIPredicate.Eq, Constant(b));

    /// <summary>The number with these bits.</summary>
    public Real AsReal() => new(to, to.Add(new BitcastOp(value, With(FloatOf.Type))));

    /// <summary>2 to the power k, a normal number, where k and the format's bias are in the last bits; others do not matter.</summary>
    public Real PowerOfTwo() => (this << FloatOf.Fraction).AsReal();

    /// <summary>The integer as a number.</summary>
    public Real ToReal() => new(to, to.Add(new SIToFPOp(value, With(FloatOf.Type))));

    /// <summary>The lower half.</summary>
    public Whole Narrow() => new(to, to.Add(new TruncIOp(value, With(IntegerType.I32))));

    private Format FloatOf => TypeRules.ElementOf(value.Type) == Format.Single.Bits ? Format.Single : Format.Double;

    private int Width => IntegerBits.Width(TypeRules.ElementOf(value.Type));

    private Truth Compare(CmpIPredicate predicate, Whole b) => new(to, to.Add(new CmpIOp(predicate, value, b.Value)), value.Type);

    private IrType With(IrType element) => TypeRules.WithElement(value.Type, element);

    private Whole Make(Operation op) => new(to, to.Add(op));

    public Whole Constant(long number) => new(to, new Expansion(to, value.Type).Constant(number));
}
