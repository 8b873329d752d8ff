using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// A float, or as many as a vector has, in the making of an expansion: its operators write operations. None carries fast-math flags:
/// what the source allows of its function must not touch the steps inside, whose rounding errors cancel each other.
/// </summary>
internal readonly struct Real(Builder to, Value value)
{
    public Builder To => to;

    public Value Value => value;

    public Format Format => Format.Of(value.Type);

    public static Real operator +(Real a, Real b) => a.Make(new AddFOp(a.Value, b.Value));

    public static Real operator +(Real a, double b) => a + a.Constant(b);

    public static Real operator +(double a, Real b) => b + a;

    public static Real operator -(Real a, Real b) => a.Make(new SubFOp(a.Value, b.Value));

    public static Real operator -(Real a, double b) => a - a.Constant(b);

    public static Real operator -(double a, Real b) => b.Constant(a) - b;

    public static Real operator -(Real a) => a.Make(new NegFOp(a.Value));

    public static Real operator *(Real a, Real b) => a.Make(new MulFOp(a.Value, b.Value));

    public static Real operator *(Real a, double b) => a * a.Constant(b);

    public static Real operator *(double a, Real b) => b * a;

    public static Real operator /(Real a, Real b) => a.Make(new DivFOp(a.Value, b.Value));

    public static Real operator /(double a, Real b) => b.Constant(a) / b;

    // Ordered: false beside NaN.
    public static Truth operator <(Real a, Real b) => a.Compare(CmpFPredicate.Olt, b);

    public static Truth operator >(Real a, Real b) => a.Compare(CmpFPredicate.Ogt, b);

    public static Truth operator <(Real a, double b) => a < a.Constant(b);

    public static Truth operator >(Real a, double b) => a > a.Constant(b);

    public static Truth operator >=(Real a, double b) => a.Compare(CmpFPredicate.Oge, a.Constant(b));

    public static Truth operator <=(Real a, double b) => a.Compare(CmpFPredicate.Ole, a.Constant(b));

    public Truth Is(double b) => Is(Constant(b));

    public Truth Is(Real b) => Compare(CmpFPredicate.Oeq, b);

    public Truth IsNot(Real b) => Compare(CmpFPredicate.Une, b);

    /// <summary>Above the limit, or NaN.</summary>
    public Truth IsNanOrAbove(double limit) => Compare(CmpFPredicate.Ugt, Constant(limit));

    /// <summary>this * b + c, rounded once.</summary>
    public Real Fma(Real b, Real c) => Make(new FmaOp(value, b.Value, c.Value));

    public Real Fma(double b, Real c) => Fma(Constant(b), c);

    public Real Fma(Real b, double c) => Fma(b, Constant(c));

    public Real Abs() => Make(new AbsFOp(value));

    public Real Sqrt() => Make(new SqrtOp(value));

    public Real Floor() => Make(new FloorOp(value));

    /// <summary>With the sign of another; so is NaN.</summary>
    public Real WithSignOf(Real other) => Make(new CopySignOp(value, other.Value));

    /// <summary>The nearest number between two; NaN stays.</summary>
    public Real Within(double least, double most) => AtLeast(least).AtMost(most);

    // A choice is one instruction on processors whose own one loses NaN, or zero's sign: no limit is zero.
    public Real AtLeast(double least) => (Constant(least) > this).Choose(least, this);

    public Real AtMost(double most) => (Constant(most) < this).Choose(most, this);

    /// <summary>A quotient that may be off by one unit in the last place more; all three are finite, or NaN.</summary>
    public Real NearlyOver(Real divisor)
    {
        var quotient = new DivFOp(value, divisor.Value) { Fastmath = FastMath.Arcp | FastMath.Contract };
        quotient.SetAttribute(KernelAttributes.Finite, UnitAttr.Instance);
        return Make(quotient);
    }

    /// <summary>The nearest integer k, for what is below a quarter of <see cref="Format.Rounder"/>: as bits of which the last ones are
    /// k + <paramref name="bias"/>, and as a number.</summary>
    public (Whole Biased, Real Number) Round(int bias = 0)
    {
        var moved = this + (Format.Rounder + bias);
        return (moved.Bits, moved - (Format.Rounder + bias));
    }

    /// <summary>As <see cref="Round"/>, of the product with a factor.</summary>
    public (Whole Biased, Real Number) RoundTimes(double factor, int bias)
    {
        var moved = Fma(factor, Constant(Format.Rounder + bias));
        return (moved.Bits, moved - (Format.Rounder + bias));
    }

    public Whole Bits => new(to, to.Add(new BitcastOp(value, TypeRules.WithElement(value.Type, Format.Bits))));

    /// <summary>Times 2 to the power k, rounded once: by two halves of the power, which go as far as numbers do.</summary>
    /// <param name="biased">k with twice the format's bias, as <see cref="Round"/> gives it.</param>
    public Real TimesPowerOfTwo(Whole biased)
    {
        var half = biased >> 1;
        return this * half.PowerOfTwo() * (biased - half).PowerOfTwo();
    }

    /// <summary>In double precision.</summary>
    public Real Widen() => Format.IsSingle ? new(to, to.Add(new ExtFOp(value, With(FloatType.F64)))) : this;

    /// <summary>In single precision, rounded.</summary>
    public Real Narrow() => new(to, to.Add(new TruncFOp(value, With(FloatType.F32))));

    public Real Constant(double number) => new(to, new Expansion(to, value.Type).Constant(FloatAttr.Of(number, Format.Type), value.Type));

    private IrType With(IrType element) => TypeRules.WithElement(value.Type, element);

    private Real Make(Operation op) => new(to, to.Add(op));

    private Truth Compare(CmpFPredicate predicate, Real other) => new(to, to.Add(new CmpFOp(predicate, value, other.Value)), value.Type);
}
