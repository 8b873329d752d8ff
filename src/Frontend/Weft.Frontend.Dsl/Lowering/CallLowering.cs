using System.Collections.Immutable;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.Lowering;

/// <summary>Calls of kernels: in a kernel on arrays in place, in a workflow on values.</summary>
internal sealed class CallLowering(LoweringState state, ExpressionLowering expressions, StatementLowering statements)
{
    public void Emit(BoundKernelCall call, bool inWorkflow, List<Value> arrays)
    {
        if (inWorkflow) Invoke(call);
        else Call(call, arrays);
    }

    // Operands are inputs and inouts; results are what is written, in order of the parameters.
    private void Invoke(BoundKernelCall call)
    {
        var operands = new List<Value>();
        var results = new List<(VariableSymbol Target, VariableSymbol Parameter)>();
        foreach (var (parameter, argument) in call.Callee.Parameters.Zip(call.Arguments))
        {
            if (parameter.Kind != VariableKind.Output) operands.Add(statements.Extents.Fit(expressions.Emit(argument), parameter));
            if (parameter.Kind != VariableKind.Input) results.Add((((BoundVariable)argument).Variable, parameter));
        }

        state.Builder.Location = call.Location;
        var types = results.Select(r => TypeLowering.Value(r.Parameter));
        var invoke = state.Insert(new InvokeOp(SymbolRefAttr.Flat(call.Callee.Name), operands, [.. types]));
        if (call.At is { } at) invoke.SetAttribute(KernelAttributes.At, new StringAttr(at));
        if (call.Deadline is { } deadline) invoke.SetAttribute(KernelAttributes.Deadline, new StringAttr(deadline));
        for (var i = 0; i < results.Count; i++)
        {
            var (target, value) = (results[i].Target, invoke.Results[i]);
            state[target] = statements.Extents.Fit(value, target);
        }
    }

    // Scalars that are written go through cells; arrays are handed on.
    private void Call(BoundKernelCall call, List<Value> arrays)
    {
        statements.Extents.Check(call);
        var operands = new List<Value>();
        var cells = new List<(VariableSymbol Target, Value Cell)>();
        foreach (var (parameter, argument) in call.Callee.Parameters.Zip(call.Arguments))
        {
            if (parameter.IsArray)
            {
                operands.Add(Array(parameter, ((BoundVariable)argument).Variable, call, arrays));
            }
            else if (parameter.Kind == VariableKind.Input)
            {
                operands.Add(expressions.Emit(argument));
            }
            else
            {
                var target = ((BoundVariable)argument).Variable;
                var cell = Cell(parameter, parameter.Kind == VariableKind.InOut ? state[target] : null);
                cells.Add((target, cell));
                operands.Add(cell);
            }
        }

        state.Builder.Location = call.Location;
        state.Insert(new CallOp(SymbolRefAttr.Flat(call.Callee.Name), operands, []));
        foreach (var (target, cell) in cells) state[target] = state.Add(new LoadOp(cell, []));
    }

    // What a kernel does not write of an output is zero, whatever the array held before.
    private Value Array(VariableSymbol parameter, VariableSymbol argument, BoundKernelCall call, List<Value> arrays)
    {
        if (call.Declared.Contains(argument)) state[argument] = statements.Allocate(argument, arrays);
        else if (parameter.Kind == VariableKind.Output) Clear(argument, []);
        return statements.Extents.Cast(state[argument], parameter);
    }

    private void Clear(VariableSymbol array, ImmutableArray<Value> subscripts)
    {
        if (subscripts.Length == ((ArrayType)array.Type).Rank)
        {
            state.Insert(new StoreOp(state.Add(TypeLowering.Zero(array.Element)), state[array], subscripts));
            return;
        }

        var extent = state.Add(new DimOp(state[array], state.Index(subscripts.Length)));
        var loop = state.Insert(ForOp.WithBody(state.Index(0), extent, state.Index(1), []));
        state.Inside(loop.Body.Entry, () =>
        {
            Clear(array, [.. subscripts, loop.InductionVariable]);
            state.Insert(new YieldOp([]));
        });
    }

    private Value Cell(VariableSymbol parameter, Value? initial)
    {
        var cell = state.Add(new AllocaOp([], [], TypeLowering.ScalarCell(parameter.Element)));
        if (initial is not null) state.Insert(new StoreOp(initial, cell, []));
        return cell;
    }
}
