using System.Collections.Immutable;
using Weft.IR;
using static Weft.Backends.SemanticsRow;

namespace Weft.Backends;

/// <summary>The transforms of Winograd's convolution, patch by patch.</summary>
internal static class WinogradSemantics
{
    private delegate WinogradPatches Places(ImmutableArray<long> from, ImmutableArray<long> to);

    public static SemanticsRow[] Rows =>
    [
        Step<WinogradFilterTransformOp>((op, prepare) =>
            Transform(op, prepare, WinogradPatches.OfFilter, Matrices(op, op.M, op.R).G)),
        Step<WinogradInputTransformOp>((op, prepare) =>
            Transform(op, prepare, (from, to) => WinogradPatches.OfInput(from, to, op.M), Matrices(op, op.M, op.R).B)),
        Step<WinogradOutputTransformOp>((op, prepare) => Transform(
            op, prepare, (from, to) => WinogradPatches.OfOutput(from, to, op.M), Matrices(op, op.M, op.R).A,
            Matrices(op, op.M, op.R).Scale)),
    ];

    private static WinogradMatrices Matrices(Operation op, long m, long r) => WinogradMatrices.Of(m, r)
        ?? throw InterpreterDiagnostics.Refusal(op.Location, $"'{op.Name}' with m({m}) r({r})");

    private static Handler Transform(Operation op, Preparation prepare, Places places, double[][] matrix, double scale = 1)
    {
        var (source, dest, result) = (prepare.Slot(op.Operands[0]), prepare.Slot(op.Operands[1]), prepare.Slot(op.Results[0]));
        if (TypeRules.ElementOf(op.Results[0].Type) is not FloatType type)
            throw InterpreterDiagnostics.Refusal(op.Location, $"the operation '{op.Name}' on elements that are no floats");
        var transform = new WinogradTransform(type, matrix, scale);
        return frame =>
        {
            var from = OperandArray.Of(frame, source, op, 0, isWritten: false);
            var to = OperandArray.Of(frame, dest, op, 1, isWritten: true);
            var patches = places(from.Shape, to.Shape);
            if (!transform.Takes(patches))
                throw frame.Error(
                    InterpreterDiagnostics.ShapeMismatch, op.Location, op.Name, $"patches of {transform.Size} or 1",
                    $"{patches.Height}x{patches.Width}");
            transform.Run(patches, from, to);
            frame[result] = to.Value;
        };
    }
}
