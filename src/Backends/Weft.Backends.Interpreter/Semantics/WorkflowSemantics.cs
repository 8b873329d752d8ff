using Weft.IR;
using Weft.Runtime;
using static Weft.Backends.SemanticsRow;

namespace Weft.Backends;

/// <summary>Workflows, which invoke kernels, and the checks that kernels have.</summary>
internal static class WorkflowSemantics
{
    public static SemanticsRow[] Rows =>
    [
        Declaration<EventOp>(), Declaration<ScheduleOp>(), Declaration<ScheduleTileOp>(),
        Declaration<ScheduleVectorizeOp>(), Declaration<ScheduleUnrollOp>(), Declaration<ScheduleParallelizeOp>(),
        Declaration<SchedulePackOp>(), Declaration<ScheduleFuseOp>(), Declaration<ScheduleInterchangeOp>(),
        Declaration<ScheduleLayoutOp>(), Declaration<ScheduleBlockOp>(), Declaration<SchedulePadOp>(), Declaration<ScheduleCopyOp>(),
        Declaration<SchedulePromoteOp>(), Declaration<SchedulePrefetchOp>(), Declaration<ScheduleStreamOp>(),
        Declaration<ScheduleJamOp>(), Declaration<ScheduleSplitOp>(), Declaration<ScheduleSkewOp>(), Declaration<ScheduleDistributeOp>(),
        Declaration<GraphOp>(), Exit<WorkflowReturnOp>(), Step<InvokeOp>(Invoke), Step<ParallelCallOp>(ParallelCall),
        Step<CheckIndexOp>(CheckIndex), Step<CheckAccessOp>(CheckAccess), Step<DisjointOp>(Disjoint),
        Step<StreamFenceOp>(static (_, _) => static _ => { }),
        Step<CheckDivisionOp>(CheckDivision),
        Step<CheckStopOp>(static (_, _) => static frame => frame.Poll()),
    ];

    // To a workflow arrays are values. A kernel gets memory with their elements, and what it has written are new values.
    private static Handler Invoke(InvokeOp op, Preparation prepare)
    {
        var callee = prepare.Function(op, op.Callee);
        var (operands, results) = (prepare.Slots(op.Arguments), prepare.Slots(op.Values));
        if (callee.Operation is GraphOp)
        {
            var parameters = operands.Select((_, i) => ParameterOf(callee, i)).ToArray();
            return frame =>
            {
                frame.Poll();
                var symbols = new ShapeSymbols(callee.Name, op.Location);
                for (var i = 0; i < operands.Length; i++) Bind(symbols, parameters[i], frame[operands[i]]);
                callee.Call(frame, operands, results);
            };
        }

        var arguments = callee.Function.Type.Inputs.Select(_ => prepare.NewSlot()).ToArray();
        var (prologue, epilogue) = (new List<Action<Frame, ShapeSymbols>>(), new List<Action<Frame>>());
        var (nextOperand, nextResult) = (0, 0);
        for (var i = 0; i < arguments.Length; i++)
        {
            var access = KernelAttributes.AccessOf(callee.Function, i);
            if (access != Access.Out) prologue.Add(Pass(callee, i, operands[nextOperand++], arguments[i]));
            if (access != Access.In) epilogue.Add(Give(op.Values[nextResult].Type, arguments[i], results[nextResult++]));
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
            foreach (var action in epilogue) action(frame);
        };
    }

    private static Action<Frame, ShapeSymbols> Pass(FunctionCode callee, int index, int operand, int argument)
    {
        var (parameter, type) = (ParameterOf(callee, index), callee.Function.Type.Inputs[index]);
        return (frame, symbols) =>
        {
            var value = frame[operand];
            Bind(symbols, parameter, value);
            if (type is not MemRefType memory) frame[argument] = value;
            else if (value.Reference is Elements elements) frame[argument] = new(MemRef.Of(elements, memory.Element));
            else frame[argument] = new(MemRef.Of(new Elements([], [value.Bits]), memory.Element));
        };
    }

    private static Action<Frame> Give(IrType type, int argument, int result) => type is RankedTensorType
        ? frame => frame[result] = new(frame.MemRef(argument).ToElements())
        : frame => frame[result] = frame.MemRef(argument)[[]];

    private static void Bind(ShapeSymbols symbols, KernelParameter? parameter, RuntimeValue value)
    {
        if (parameter is not null && value.Reference is Elements { Shape: var shape } && symbols.Bind(parameter, shape) is { } mistake)
            throw new WeftException(mistake);
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

    private static Handler Disjoint(DisjointOp op, Preparation prepare)
    {
        var (lhs, rhs, result) = (prepare.Slot(op.Lhs), prepare.Slot(op.Rhs), prepare.Slot(op.Result));
        return frame => frame[result] = new(ArithSemantics.Bool(frame.MemRef(lhs).IsApartFrom(frame.MemRef(rhs))));
    }

    private static Handler CheckIndex(CheckIndexOp op, Preparation prepare)
    {
        var (index, bound) = (prepare.Slot(op.Index), prepare.Slot(op.Bound));
        return frame =>
        {
            var (at, limit) = (frame.Bits(index), frame.Bits(bound));
            if (at < 0 || at >= limit) throw frame.Fault(FaultKind.IndexOutOfRange, op.Location, op.Subject, at, limit);
        };
    }

    private static Handler CheckAccess(CheckAccessOp op, Preparation prepare)
    {
        var element = new ElementAccess(op, op.Memref, op.Indices, prepare);
        return frame => element.Locate(frame);
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
