using Weft.IR;

namespace Weft.Backends;

/// <summary>
/// Lifts functions on scalars to what elementwise operations take: scalars, or vectors and tensors of one shape. The functions
/// give null where the result is undefined.
/// </summary>
internal static class Elementwise
{
    public static Handler Unary(Operation op, Preparation prepare, Func<long, long?> function)
    {
        var (a, result) = (prepare.Slot(op.Operands[0]), prepare.Slot(op.Results[0]));
        if (op.Results[0].Type is not ShapedType)
            return frame => frame[result] = new(function(frame.Bits(a)) ?? throw Undefined.Fault(frame, op, frame.Bits(a)));
        return frame =>
        {
            var x = frame.Elements(a);
            var bits = new long[x.Count];
            for (var i = 0; i < bits.Length; i++) bits[i] = function(x.Bits[i]) ?? throw Undefined.Fault(frame, op, x.Bits[i]);
            frame[result] = new(new Elements(x.Shape, bits));
        };
    }

    /// <param name="resultIndex">Which result the function gives; an operation with two is lifted twice.</param>
    public static Handler Binary(Operation op, Preparation prepare, Func<long, long, long?> function, int resultIndex = 0)
    {
        var (a, b, result) = (prepare.Slot(op.Operands[0]), prepare.Slot(op.Operands[1]), prepare.Slot(op.Results[resultIndex]));
        if (op.Results[0].Type is not ShapedType)
            return frame => frame[result] =
                new(function(frame.Bits(a), frame.Bits(b)) ?? throw Undefined.Fault(frame, op, frame.Bits(a), frame.Bits(b)));
        return frame =>
        {
            var (x, y) = (frame.Elements(a), frame.Elements(b));
            RequireOneShape(frame, op, x, y);
            var bits = new long[x.Count];
            for (var i = 0; i < bits.Length; i++)
                bits[i] = function(x.Bits[i], y.Bits[i]) ?? throw Undefined.Fault(frame, op, x.Bits[i], y.Bits[i]);
            frame[result] = new(new Elements(x.Shape, bits));
        };
    }

    public static Handler Ternary(Operation op, Preparation prepare, Func<long, long, long, long> function)
    {
        var (a, b, c) = (prepare.Slot(op.Operands[0]), prepare.Slot(op.Operands[1]), prepare.Slot(op.Operands[2]));
        var result = prepare.Slot(op.Results[0]);
        if (op.Results[0].Type is not ShapedType)
            return frame => frame[result] = new(function(frame.Bits(a), frame.Bits(b), frame.Bits(c)));
        return frame =>
        {
            var (x, y, z) = (frame.Elements(a), frame.Elements(b), frame.Elements(c));
            RequireOneShape(frame, op, x, y);
            RequireOneShape(frame, op, x, z);
            var bits = new long[x.Count];
            for (var i = 0; i < bits.Length; i++) bits[i] = function(x.Bits[i], y.Bits[i], z.Bits[i]);
            frame[result] = new(new Elements(x.Shape, bits));
        };
    }

    /// <summary>The elements of one array or of the other, whatever they are.</summary>
    public static Handler Choice(SelectOp op, Preparation prepare)
    {
        var (condition, a, b) = (prepare.Slot(op.Condition), prepare.Slot(op.TrueValue), prepare.Slot(op.FalseValue));
        var result = prepare.Slot(op.Result);
        return frame =>
        {
            var (chosen, x, y) = (frame.Elements(condition), frame.Elements(a), frame.Elements(b));
            RequireOneShape(frame, op, chosen, x);
            RequireOneShape(frame, op, chosen, y);
            var target = ElementBuffer.Of(x);
            for (var i = 0; i < chosen.Count; i++)
                if (!chosen[i].AsBool) target[i] = y[i];
            frame[result] = target.ToValue();
        };
    }

    // Only extents that the types leave open can differ.
    private static void RequireOneShape(Frame frame, Operation op, Elements x, Elements y)
    {
        if (x.Shape.AsSpan().SequenceEqual(y.Shape.AsSpan())) return;
        var (expected, actual) = ($"the shape [{string.Join(", ", x.Shape)}]", $"[{string.Join(", ", y.Shape)}]");
        throw frame.Error(InterpreterDiagnostics.ShapeMismatch, op.Location, op.Name, expected, actual);
    }
}
