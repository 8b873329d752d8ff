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

    /// <summary>1 where it holds, 0 elsewhere.</summary>
    public Whole ToWhole() => new(to, to.Add(new ExtUIOp(value, of)));

    private Truth Make(Operation op) => new(to, to.Add(op), of);
}
