using Weft.IR;
using Weft.Runtime;
using static Weft.Backends.SemanticsRow;

namespace Weft.Backends;

/// <summary>Modules, and casts that conversions left.</summary>
internal static class BuiltinSemantics
{
    public static SemanticsRow[] Rows => [Declaration<ModuleOp>(), Step<UnrealizedConversionCastOp>(Cast)];

    // Values pass where both types keep them alike; any other cast waits for a conversion that says what it means.
    private static Handler Cast(UnrealizedConversionCastOp op, Preparation prepare)
    {
        if (op.Inputs.Count != op.Outputs.Count || !op.Inputs.Zip(op.Outputs).All(pair => AreKeptAlike(pair.First.Type, pair.Second.Type)))
            throw InterpreterDiagnostics.Refusal(op.Location, $"'{op.Name}' between types that are kept differently");
        var move = prepare.Move(op.Inputs, op.Outputs);
        return move.Run;
    }

    private static bool AreKeptAlike(IrType from, IrType to) => (from, to) switch
    {
        (IntegerType or IndexType, IntegerType or IndexType) => IntegerBits.Width(from) == IntegerBits.Width(to),
        (VectorType or RankedTensorType, VectorType or RankedTensorType) =>
            ((ShapedType)from).Shape == ((ShapedType)to).Shape && AreKeptAlike(TypeRules.ElementOf(from), TypeRules.ElementOf(to)),
        _ => from == to,
    };
}
