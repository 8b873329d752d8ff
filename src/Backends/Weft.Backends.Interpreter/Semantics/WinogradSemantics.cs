using System.Collections.Immutable;
using Weft.IR;
using static Weft.Backends.SemanticsRow;

namespace Weft.Backends;

/// <summary>The transforms of Winograd's convolution: a matrix from the left for the height of each patch, its transpose from the right for
/// the width; a dimension of 1 is not transformed. Every product and sum is rounded to the element type.</summary>
internal static class WinogradSemantics
{
    public static SemanticsRow[] Rows =>
    [
        Step<WinogradFilterTransformOp>((op, prepare) => Prepare(op, prepare, Filter, Matrices(op, op.M, op.R).G)),
        Step<WinogradInputTransformOp>((op, prepare) =>
            Prepare(op, prepare, (from, to) => Input(from, to, op.M), Matrices(op, op.M, op.R).B)),
        Step<WinogradOutputTransformOp>((op, prepare) =>
            Prepare(op, prepare, (from, to) => Output(from, to, op.M), Matrices(op, op.M, op.R).A, Matrices(op, op.M, op.R).Scale)),
    ];

    /// <summary>Where patches lie.</summary>
    /// <param name="Outer">How many there are, in each dimension.</param>
    /// <param name="From">The place of an element of a patch, for the patch's number and the element's row and column.</param>
    /// <param name="To">As <paramref name="From"/>, of an element of what the patch becomes.</param>
    private sealed record Patches(
        long Height, long Width, ImmutableArray<long> Outer, Func<long[], long, long, long[]> From, Func<long[], long, long, long[]> To);

    private static WinogradMatrices Matrices(Operation op, long m, long r) => WinogradMatrices.Of(m, r)
        ?? throw InterpreterDiagnostics.Refusal(op.Location, $"'{op.Name}' with m({m}) r({r})");

    private static Patches Filter(ImmutableArray<long> from, ImmutableArray<long> to) => new(
        from[1], from[2], [from[0], from[3]], static (at, h, w) => [at[0], h, w, at[1]], static (at, h, w) => [h, w, at[1], at[0]]);

    private static Patches Input(ImmutableArray<long> from, ImmutableArray<long> to, long m) => new(
        to[0], to[1], to[2..], (at, h, w) => [at[2], (at[0] * m) + h, (at[1] * m) + w, at[3]], static (at, h, w) => [h, w, .. at]);

    private static Patches Output(ImmutableArray<long> from, ImmutableArray<long> to, long m)
    {
        var (down, across) = (from[0] == 1 ? 1 : m, from[1] == 1 ? 1 : m);
        return new(
            from[0], from[1], from[2..], static (at, h, w) => [h, w, .. at],
            (at, h, w) => [at[2], (at[0] * down) + h, (at[1] * across) + w, at[3]]);
    }

    private static Handler Prepare(
        Operation op, Preparation prepare, Func<ImmutableArray<long>, ImmutableArray<long>, Patches> places, double[][] matrix,
        double scale = 1)
    {
        var (source, dest, result) = (prepare.Slot(op.Operands[0]), prepare.Slot(op.Operands[1]), prepare.Slot(op.Results[0]));
        if (TypeRules.ElementOf(op.Results[0].Type) is not FloatType type)
            throw InterpreterDiagnostics.Refusal(op.Location, $"the operation '{op.Name}' on elements that are no floats");
        var codec = FloatCodec.Of(type);
        double Round(double value) => codec.Decode(codec.Encode(value));
        double[][] rounded = [.. matrix.Select(row => Array.ConvertAll(row, Round))];
        return frame =>
        {
            var from = OperandArray.Of(frame, source, op, 0, isWritten: false);
            var to = OperandArray.Of(frame, dest, op, 1, isWritten: true);
            var patches = places(from.Shape, to.Shape);
            if (!Fits(patches.Height) || !Fits(patches.Width))
                throw frame.Error(
                    InterpreterDiagnostics.ShapeMismatch, op.Location, op.Name, $"patches of {matrix[0].Length} or 1",
                    $"{patches.Height}x{patches.Width}");
            var at = new long[patches.Outer.Length];
            if (Layout.Volume(patches.Outer) > 0)
            {
                do Transform(patches, from, to, at);
                while (Layout.Advance(at, patches.Outer));
            }

            frame[result] = to.Value;
        };

        bool Fits(long extent) => extent == 1 || extent == matrix[0].Length;

        void Transform(Patches patches, OperandArray from, OperandArray to, long[] at)
        {
            var patch = new double[patches.Height, patches.Width];
            for (var h = 0; h < patches.Height; h++)
                for (var w = 0; w < patches.Width; w++)
                    patch[h, w] = codec.Decode(from.Load(patches.From(at, h, w)).Bits);
            var factor = 1.0;
            if (patches.Height > 1) (patch, factor) = (Multiply(patch), scale);
            if (patches.Width > 1) (patch, factor) = (Transposed(Multiply(Transposed(patch))), factor * scale);
            for (var h = 0; h < patch.GetLength(0); h++)
                for (var w = 0; w < patch.GetLength(1); w++)
                    to.Store(patches.To(at, h, w), new(codec.Encode(patch[h, w] * factor)));
        }

        double[,] Multiply(double[,] right)
        {
            var product = new double[rounded.Length, right.GetLength(1)];
            for (var i = 0; i < rounded.Length; i++)
                for (var j = 0; j < right.GetLength(1); j++)
                    for (var k = 0; k < right.GetLength(0); k++)
                        product[i, j] = Round(product[i, j] + Round(rounded[i][k] * right[k, j]));
            return product;
        }
    }

    private static double[,] Transposed(double[,] matrix)
    {
        var transposed = new double[matrix.GetLength(1), matrix.GetLength(0)];
        for (var i = 0; i < matrix.GetLength(0); i++)
            for (var j = 0; j < matrix.GetLength(1); j++)
                transposed[j, i] = matrix[i, j];
        return transposed;
    }
}
