using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>
/// Counted loops as <c>scf.for</c>. It counts upward, below a bound, as a signed number: what cannot be said so in the counter's
/// own type without wrapping around is said in 64 bits.
/// </summary>
internal sealed class CountedLoops(BodyLowering body)
{
    /// <summary>Lowers a loop whose counter is declared already. False when it must be an <c>scf.while</c>.</summary>
    public bool TryLower(CountedLoop loop)
    {
        var isNative = FitsType(loop);
        if (!isNative && loop.Type.Width == 64) return false;
        if (body.Frame.Own(loop.Counter) is not VariablePlace { Variables: [var counter] }) throw body.Fail();
        var type = isNative ? loop.Type : ScalarType.Int64;
        var start = body.Function.Read(counter);
        var bound = body.Expressions.Lower(loop.Bound);
        body.At(loop.Loop);
        (start, bound) = (body.Conversions.Convert(start, loop.Type, type), body.Conversions.Convert(bound, loop.Type, type));
        var from = loop.IsUpward ? start : body.Function.Zero(type.Ir);
        var to = loop.IsUpward ? bound : Distance(start, bound);
        if (loop.IsInclusive) to = AddOne(to, type);
        var step = body.Function.Integer(loop.Step, type.Ir);
        var assigned = Assigned.Variables(body.Frame, loop.Loop.Body);
        body.Flow.For(from, to, step, assigned, turn =>
        {
            // Downward the turns are counted as distances from the start.
            var value = loop.IsUpward ? turn : body.Function.Add(new SubIOp(start, turn));
            body.Function.Write(counter, body.Conversions.Convert(value, type, loop.Type));
            body.Loops.Body(loop.Loop);
            body.At(loop.Loop);
        });
        return true;
    }

    private Value Distance(Value start, Value bound) =>
        bound.Def is ConstantOp { Value: IntegerAttr { IsZero: true } } ? start : body.Function.Add(new SubIOp(start, bound));

    private Value AddOne(Value value, ScalarType type) =>
        value.Def is ConstantOp { Value: IntegerAttr constant } ? body.Function.Integer(constant.Value + 1, type.Ir)
        : body.Function.Add(new AddIOp(value, body.Function.Integer(1, type.Ir)));

    // scf.for compares as signed, and the bound that it is given must not wrap around.
    private static bool FitsType(CountedLoop loop)
    {
        if (!loop.Type.IsSigned) return false;
        var end = loop.IsUpward ? Interval.Of(loop.Bound) : Interval.Of(loop.Start) - Interval.Of(loop.Bound);
        if (loop.IsInclusive) end += new Interval(1, 1);
        return Interval.Of(loop.Type).Contains(end);
    }
}
