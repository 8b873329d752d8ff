using Weft.IR;
using Weft.Runtime;

namespace Weft.Backends;

/// <summary>What the interpreter says where the IR leaves a result undefined: it stops and invents no value.</summary>
internal static class Undefined
{
    public static WeftException Fault(Frame frame, Operation op, params ReadOnlySpan<long> operands) => op switch
    {
        DivSIOp or DivUIOp or CeilDivSIOp or CeilDivUIOp or FloorDivSIOp or RemSIOp or RemUIOp when operands[1] == 0 =>
            frame.Fault(FaultKind.DivisionByZero, op.Location),
        DivSIOp or CeilDivSIOp or FloorDivSIOp => frame.Fault(FaultKind.DivisionOverflow, op.Location),
        _ => frame.Error(InterpreterDiagnostics.UndefinedResult, op.Location, op.Name, Text(op, operands)),
    };

    private static string Text(Operation op, ReadOnlySpan<long> operands)
    {
        var texts = new string[operands.Length];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = ScalarFormat.Of(TypeRules.ElementOf(op.Operands[i].Type), op.Location).Text(operands[i]);
        return string.Join(", ", texts);
    }
}
