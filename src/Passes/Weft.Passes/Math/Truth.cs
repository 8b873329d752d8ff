using Weft.IR;

namespace Weft.Passes;

/// <summary>What holds of numbers, lane by lane.</summary>
/// <param name="of">The type of the numbers.</param>
internal readonly struct Truth(Builder to, Value value, IrType of)
{
    public Value Value => value;

    public static Truth operator &(Truth a, Truth b) => a.Make(new AndIOp(a.Value, b.Value));

    public static Truth operator |(Truth a, Truth b) => a.Make(new OrIOp(a.Value, b.Value));

    public Real Choose(Real then, Real otherwise) => new(to, to.Add(new SelectOp(value, then.Value, otherwise.Value)));

    public Real Choose(double then, Real otherwise) => Choose(otherwise.Constant(then), otherwise);

    public Real Choose(Real then, double otherwise) => Choose(then, then.Constant(otherwise));

    public Whole Choose(Whole then, Whole otherwise) => new(to, to.Add(new SelectOp(value, then.Value, otherwise.Value)));

    /// <summary>One number where it holds, which is nearly always, and another elsewhere. That is computed only when some lane wants it,
    /// behind a branch; what a lane gets does not depend on the others.</summary>
    public Real Usually(Real usual, Func<Real> rare)
    {
        var holds = this;
        Real Chosen() => holds.Choose(usual, rare());
        return of is ShapedType and not VectorType ? Chosen()
            : new(to, to.IfLikely(OfAll(), [usual.Value.Type], () => [usual.Value], () => [Chosen().Value])[0]);
    }

    /// <summary>1 where it holds, 0 elsewhere.</summary>
    public Whole ToWhole() => new(to, to.Add(new ExtUIOp(value, of)));

    // Whether it holds of each lane.
    private Value OfAll()
    {
        if (value.Type is not VectorType type) return value;
        var flat = type.Rank <= 1 ? value : to.Add(new ShapeCastOp(value, new VectorType([type.ElementCount], IntegerType.I1)));
        return to.Add(new VectorReductionOp(CombiningKind.And, flat, IntegerType.I1));
    }

    private Truth Make(Operation op) => new(to, to.Add(op), of);
}
