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
            if (parameter.Kind != VariableKind.Output) operands.Add(Operand(parameter, argument));
            if (parameter.Kind != VariableKind.Input) results.Add((((BoundVariable)argument).Variable, parameter));
        }

        state.Builder.Location = call.Location;
        var types = results.Select(r => TypeLowering.Parameter(r.Parameter));
        var invoke = state.Insert(new InvokeOp(SymbolRefAttr.Flat(call.Callee.Name), operands, [.. types]));
        for (var i = 0; i < results.Count; i++)
            state[results[i].Target] = results[i].Parameter.IsArray ? invoke.Results[i] : state.Add(new LoadOp(invoke.Results[i], []));
    }

    private Value Operand(VariableSymbol parameter, BoundExpression argument)
    {
        var value = expressions.Emit(argument);
        if (parameter.IsArray) return Cast(value, TypeLowering.Of(parameter.Type));
        return parameter.Kind == VariableKind.Input ? value : Cell(parameter, value);
    }

    // Scalars that are written go through cells; arrays are handed on.
    private void Call(BoundKernelCall call, List<Value> arrays)
    {
        var operands = new List<Value>();
        var cells = new List<(VariableSymbol Target, Value Cell)>();
        foreach (var (parameter, argument) in call.Callee.Parameters.Zip(call.Arguments))
        {
            if (parameter.Kind == VariableKind.Input || (parameter.IsArray && !call.Declared.Contains(((BoundVariable)argument).Variable)))
            {
                operands.Add(Operand(parameter, argument));
                continue;
            }

            var target = ((BoundVariable)argument).Variable;
            if (parameter.IsArray)
            {
                state[target] = statements.Allocate(target, arrays);
                operands.Add(Cast(state[target], TypeLowering.Of(parameter.Type)));
                continue;
            }

            var cell = Cell(parameter, parameter.Kind == VariableKind.InOut ? state[target] : null);
            cells.Add((target, cell));
            operands.Add(cell);
        }

        state.Builder.Location = call.Location;
        state.Insert(new CallOp(SymbolRefAttr.Flat(call.Callee.Name), operands, []));
        foreach (var (target, cell) in cells) state[target] = state.Add(new LoadOp(cell, []));
    }

    private Value Cell(VariableSymbol parameter, Value? initial)
    {
        var cell = state.Add(new AllocaOp([], [], TypeLowering.ScalarCell(parameter.Element)));
        if (initial is not null) state.Insert(new StoreOp(initial, cell, []));
        return cell;
    }

    private Value Cast(Value array, IrType type) => array.Type == type ? array : state.Add(new MemRefCastOp(array, type));
}
