using Weft.IR;

namespace Weft.Backends;

/// <summary><c>linalg.softmax</c>, each step rounded to the element type, along one dimension after the other.</summary>
internal static class Softmax
{
    public static Handler Prepare(SoftmaxOp op, Preparation prepare)
    {
        if (TypeRules.ElementOf(op.Input.Type) is not FloatType type)
            throw InterpreterDiagnostics.Refusal(op.Location, $"the operation '{op.Name}' on elements that are no floats");
        var (input, output, results, dimension) =
            (prepare.Slot(op.Input), prepare.Slot(op.Output), prepare.Slots(op.Result), (int)op.Dimension);
        var codec = FloatCodec.Of(type);
        return frame =>
        {
            var from = OperandArray.Of(frame, input, op, 0, isWritten: false);
            var to = OperandArray.Of(frame, output, op, 1, isWritten: true);
            var lines = from.Shape.SetItem(dimension, Math.Min(1, from.Shape[dimension]));
            var index = new long[lines.Length];
            if (from.Shape.All(extent => extent > 0))
            {
                do Line(from, to, index, dimension, codec);
                while (Layout.Advance(index, lines));
            }

            foreach (var result in results) frame[result] = to.Value;
        };
    }

    private static void Line(OperandArray from, OperandArray to, long[] index, int dimension, FloatCodec codec)
    {
        var at = (long[])index.Clone();
        var values = new double[from.Shape[dimension]];
        var (largest, sum) = (double.NegativeInfinity, 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            at[dimension] = i;
            values[i] = codec.Decode(from.Load(at).Bits);
            largest = double.IsNaN(values[i]) ? double.NaN : Math.Max(largest, values[i]);
        }

        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Rounded(Math.Exp(Rounded(values[i] - largest, codec)), codec);
            sum = Rounded(sum + values[i], codec);
        }

        for (var i = 0; i < values.Length; i++)
        {
            at[dimension] = i;
            to.Store(at, new(codec.Encode(values[i] / sum)));
        }
    }

    private static double Rounded(double value, FloatCodec codec) => codec.Decode(codec.Encode(value));
}
