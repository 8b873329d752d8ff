using Weft.IR;
using static Weft.Backends.SemanticsRow;

namespace Weft.Backends;

/// <summary>Undefined values: zeros, as every back end has them.</summary>
internal static class UbSemantics
{
    public static SemanticsRow[] Rows => [Step<PoisonOp>(Poison)];

    // Any value will do, but every back end takes the same.
    private static Handler Poison(PoisonOp op, Preparation prepare)
    {
        var result = prepare.Slot(op.Result);
        RuntimeValue zero = op.Result.Type switch
        {
            IntegerType or IndexType or FloatType => new(0),
            VectorType or RankedTensorType { HasStaticShape: true } =>
                new(Elements.Of(DenseElementsAttr.Zeros((ShapedType)op.Result.Type), op.Location)),
            var type => throw InterpreterDiagnostics.Refusal(op.Location, $"'{op.Name}' of type '{type}'"),
        };
        return frame => frame[result] = zero;
    }
}
