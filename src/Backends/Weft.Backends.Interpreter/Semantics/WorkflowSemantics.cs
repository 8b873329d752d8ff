using Weft.IR;
using Weft.Runtime;
using static Weft.Backends.SemanticsRow;

namespace Weft.Backends;

/// <summary>Workflows, which invoke kernels, and the checks that kernels have.</summary>
internal static class WorkflowSemantics
{
    public static SemanticsRow[] Rows =>
    [
        Declaration<GraphOp>(), Exit<WorkflowReturnOp>(), Step<InvokeOp>(Invoke), Step<ParallelCallOp>(ParallelCall),
        Step<CheckIndexOp>(CheckIndex), Step<CheckDivisionOp>(CheckDivision),
        Step<CheckStopOp>(static (_, _) => static frame => frame.Poll()),
    ];

    // A kernel writes into its outputs and inouts; to the workflow those are new values: fresh memory and copies. They lie in the
    // slots of the invocation's results from the start.
    private static Handler Invoke(InvokeOp op, Preparation prepare)
    {
        var callee = prepare.Function(op, op.Callee);
        var (operands, results) = (prepare.Slots(op.Arguments), prepare.Slots(op.Values));
        var arguments = new int[callee.Function.Type.Inputs.Count];
        var prologue = new List<Action<Frame, ShapeSymbols>>();
        var (nextOperand, nextResult) = (0, 0);
        for (var i = 0; i < arguments.Length; i++)
        {
            var access = KernelAttributes.AccessOf(callee.Function, i);
            arguments[i] = access == Access.In ? operands[nextOperand] : results[nextResult++];
            if (access == Access.Out) continue;
            prologue.Add(Pass(callee, i, operands[nextOperand++], access == Access.InOut ? arguments[i] : null));
        }

        // Outputs come after all inputs, whose shapes fix the symbols.
        for (var i = 0; i < arguments.Length; i++)
            if (KernelAttributes.AccessOf(callee.Function, i) == Access.Out)
                prologue.Add(Create(op, callee, i, arguments[i]));
        var returned = results[nextResult..];
        return frame =>
        {
            frame.Poll();
            var symbols = new ShapeSymbols(callee.Name, op.Location);
            foreach (var action in prologue) action(frame, symbols);
            callee.Call(frame, arguments, returned);
        };
    }

    private static Action<Frame, ShapeSymbols> Pass(FunctionCode callee, int index, int operand, int? copy)
    {
        var parameter = ParameterOf(callee, index);
        return (frame, symbols) =>
        {
            var value = frame[operand];
            if (parameter is not null && value.Reference is MemRef memory && symbols.Bind(parameter, memory.Shape) is { } mistake)
                throw new WeftException(mistake);
            if (copy is { } target) frame[target] = value.Reference is MemRef inout ? new(inout.Copy()) : value;
        };
    }

    private static Action<Frame, ShapeSymbols> Create(InvokeOp op, FunctionCode callee, int index, int target)
    {
        var parameter = ParameterOf(callee, index)
            ?? throw new WeftException(InterpreterDiagnostics.NoSignature.At(callee.Operation.Location, callee.Name, index));
        if (callee.Function.Type.Inputs[index] is not MemRefType type)
            throw InterpreterDiagnostics.Refusal(
                op.Location, $"the output '{parameter.Name}' of '{callee.Name}', which is not memory");
        MemRefAllocation.Check(type, op.Location);
        return (frame, symbols) =>
        {
            if (symbols.Evaluate(parameter, out var shape) is { } mistake) throw new WeftException(mistake);
            for (var d = 0; d < shape.Length; d++)
                if (d >= type.Rank || (type.Shape[d] != ShapedType.Dynamic && type.Shape[d] != shape[d]))
                    throw frame.Error(InterpreterDiagnostics.ShapeMismatch, op.Location, op.Name, $"an output '{type}'", $"'{parameter}'");
            frame[target] = new(MemRefAllocation.Allocate(frame, op, type, shape, []));
        };
    }

    // One run from 0 to the count is one of the ways to cut it.
    private static Handler ParallelCall(ParallelCallOp op, Preparation prepare)
    {
        var (callee, count, first) = (prepare.Function(op, op.Callee), prepare.Slot(op.Count), prepare.NewSlot());
        int[] arguments = [first, count, .. prepare.Slots(op.Arguments)];
        return frame =>
        {
            frame.Poll();
            frame[first] = new(0L);
            if (frame.Bits(count) > 0) callee.Call(frame, arguments, []);
        };
    }

    private static KernelParameter? ParameterOf(FunctionCode callee, int index) =>
        KernelAttributes.ParameterOf(callee.Function, index) is { } text ? KernelParameter.TryParse(text) : null;

    private static Handler CheckIndex(CheckIndexOp op, Preparation prepare)
    {
        var (index, bound) = (prepare.Slot(op.Index), prepare.Slot(op.Bound));
        return frame =>
        {
            var (at, limit) = (frame.Bits(index), frame.Bits(bound));
            if (at < 0 || at >= limit) throw frame.Fault(FaultKind.IndexOutOfRange, op.Location, op.Subject, at, limit);
        };
    }

    private static Handler CheckDivision(CheckDivisionOp op, Preparation prepare)
    {
        var (lhs, rhs) = (prepare.Slot(op.Lhs), prepare.Slot(op.Rhs));
        var smallest = long.MinValue >> (64 - ScalarFormat.Of(op.Lhs.Type, op.Location).Width);
        var zeroOnly = op.ZeroOnly;
        return frame =>
        {
            var divisor = frame.Bits(rhs);
            if (divisor == 0) throw frame.Fault(FaultKind.DivisionByZero, op.Location);
            if (!zeroOnly && divisor == -1 && frame.Bits(lhs) == smallest) throw frame.Fault(FaultKind.DivisionOverflow, op.Location);
        };
    }
}
