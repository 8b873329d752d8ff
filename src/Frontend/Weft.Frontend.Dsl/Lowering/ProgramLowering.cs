using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.Lowering;

/// <summary>A bound program as a module: funcs become private functions, kernels functions over memrefs, workflows graphs.</summary>
public static class ProgramLowering
{
    public static ModuleOp Lower(BoundProgram program)
    {
        var module = new ModuleOp();
        var body = module.Body.AddBlock();
        foreach (var constant in program.Constants) body.Append(ConstantLowering.Global(constant));
        foreach (var func in program.Funcs) body.Append(Func(func));
        foreach (var kernel in program.Kernels) body.Append(kernel.Symbol.IsWorkflow ? Workflow(kernel) : Kernel(kernel));
        return module;
    }

    private static FuncOp Func(BoundFunc func)
    {
        var symbol = func.Symbol;
        var inputs = symbol.Parameters.Select(p => TypeLowering.Of(p.Type));
        var function = FuncOp.WithBody(symbol.Name, new([.. inputs], [.. symbol.Results.Select(kind => kind.IrType)]));
        (function.Visibility, function.Location) = ("private", symbol.Location);
        var exits = ExitFlags.ForBody(symbol.Results);
        var state = Start(function.Body, symbol, exits, symbol.Parameters);
        foreach (var value in exits.Values) state[value] = state.Add(TypeLowering.Zero(value.Element));
        new StatementLowering(state, exits, symbol).Emit(func.Body);
        state.Insert(new ReturnOp(state.Of(exits.Values)));
        return function;
    }

    private static FuncOp Kernel(BoundKernel kernel)
    {
        var symbol = kernel.Symbol;
        var function = FuncOp.WithBody(symbol.Name, new([.. symbol.Parameters.Select(TypeLowering.Parameter)], []));
        function.Location = symbol.Location;
        if (symbol.IsHelper) function.Visibility = "private";
        function.SetAttribute(KernelAttributes.Kernel, UnitAttr.Instance);
        SetConstraints(function, symbol);
        if (symbol.Doc.Length > 0) function.SetAttribute(KernelAttributes.Doc, new StringAttr(symbol.Doc));
        function.ArgumentAttributes = Signature(symbol.Parameters);

        var exits = ExitFlags.ForBody([]);
        var state = Start(function.Body, symbol, exits, symbol.Parameters);
        // A scalar output is a variable inside; its cell is written at the end.
        var cells = symbol.Parameters
            .Where(p => p.Kind != VariableKind.Input && !p.IsArray)
            .Select(p => (Parameter: p, Cell: state[p]))
            .ToList();
        foreach (var (parameter, cell) in cells)
            state[parameter] = parameter.Kind == VariableKind.InOut
                ? state.Add(new LoadOp(cell, []))
                : state.Add(TypeLowering.Zero(parameter.Element));
        Body(kernel, state, exits);
        foreach (var (parameter, cell) in cells) state.Insert(new StoreOp(state[parameter], cell, []));
        state.Insert(new ReturnOp([]));
        return function;
    }

    private static GraphOp Workflow(BoundKernel kernel)
    {
        var symbol = kernel.Symbol;
        var inputs = symbol.Parameters.Where(p => p.Kind != VariableKind.Output).ToList();
        var outputs = symbol.Parameters.Where(p => p.Kind == VariableKind.Output).ToList();
        var type = new FunctionType([.. inputs.Select(TypeLowering.Parameter)], [.. outputs.Select(TypeLowering.Parameter)]);
        var graph = GraphOp.WithBody(symbol.Name, type);
        graph.Location = symbol.Location;
        if (symbol.IsHelper) graph.Visibility = "private";
        SetConstraints(graph, symbol);
        if (symbol.Doc.Length > 0) graph.SetAttribute(KernelAttributes.Doc, new StringAttr(symbol.Doc));
        (graph.ArgumentAttributes, graph.ResultAttributes) = (Signature(inputs), Signature(outputs));

        var exits = ExitFlags.ForBody([]);
        var state = Start(graph.Body, symbol, exits, inputs);
        foreach (var output in outputs.Where(o => !o.IsArray)) state[output] = state.Add(TypeLowering.Zero(output.Element));
        var changed = inputs.Where(i => i.Kind == VariableKind.InOut).Select(i => (Parameter: i, Memory: state[i])).ToList();
        foreach (var (parameter, cell) in changed.Where(c => !c.Parameter.IsArray)) state[parameter] = state.Add(new LoadOp(cell, []));
        Body(kernel, state, exits);
        foreach (var (parameter, memory) in changed)
        {
            if (!parameter.IsArray) state.Insert(new StoreOp(state[parameter], memory, []));
            else if (state[parameter] != memory) state.Insert(new CopyOp(state[parameter], memory));
        }

        state.Insert(new WorkflowReturnOp([.. outputs.Select(o => Result(state, o))]));
        return graph;
    }

    private static void Body(BoundKernel kernel, LoweringState state, ExitFlags exits)
    {
        var statements = new StatementLowering(state, exits, kernel.Symbol);
        foreach (var constraint in kernel.Symbol.Constraints) statements.Extents.Require(kernel.Symbol, constraint);
        if (kernel.Symbol.IsWorkflow) MakeValues(kernel, state, statements);
        statements.Emit(kernel.Body);
    }

    // In a workflow an array is a value.
    private static void MakeValues(BoundKernel kernel, LoweringState state, StatementLowering statements)
    {
        // What only some paths give must have one on the others, too: zeros, as in a kernel.
        foreach (var output in kernel.Symbol.Parameters.Where(
            p => p.Kind == VariableKind.Output && p.IsArray && !IsAssignedFirst(kernel.Body, p)))
            state[output] = statements.Allocate(output, []);
        // The memory of an inout is written at the end, when others may still hold the value that it had.
        var assigned = AssignedVariables.Of(kernel.Body);
        foreach (var array in kernel.Symbol.Parameters.Where(p => p.Kind == VariableKind.InOut && p.IsArray && assigned.Contains(p)))
        {
            var copy = statements.Allocate(array, []);
            state.Insert(new CopyOp(state[array], copy));
            state[array] = copy;
        }
    }

    // By a statement that every path runs, with no way out before it.
    private static bool IsAssignedFirst(BoundBlock body, VariableSymbol output)
    {
        foreach (var statement in body.Statements)
        {
            if (statement is BoundReturn) return false;
            var isAssigned = AssignedVariables.Of(statement) is var assigned && assigned.Variables.Concat(assigned.Arrays).Contains(output);
            if (statement is BoundIf or BoundFor or BoundWhile or BoundBlock)
            {
                if (isAssigned || ExitAnalysis.Of(statement).HasFlag(Exits.Return)) return false;
            }
            else if (isAssigned)
            {
                return true;
            }
        }

        return false;
    }

    private static Value Result(LoweringState state, VariableSymbol output)
    {
        if (output.IsArray) return state[output];
        var cell = state.Add(new AllocOp([], [], TypeLowering.ScalarCell(output.Element)));
        state.Insert(new StoreOp(state[output], cell, []));
        return cell;
    }

    private static LoweringState Start(Region region, CallableSymbol symbol, ExitFlags exits, IEnumerable<VariableSymbol> parameters)
    {
        var state = new LoweringState(Builder.AtEnd(region.Entry, symbol.Location));
        state.Assign(parameters, region.Entry.Arguments);
        state[exits.Return] = state.Bool(false);
        if (symbol is not KernelSymbol kernel) return state;
        new SymbolLowering(state, kernel.ShapeSymbols).Bind([.. parameters]);
        return state;
    }

    private static void SetConstraints(Operation function, KernelSymbol symbol)
    {
        if (symbol.Constraints.IsEmpty) return;
        var texts = symbol.Constraints.Select(Weft.IR.Attribute (constraint) => new StringAttr(constraint.ToString()));
        function.SetAttribute(ShapeConstraint.Attribute, new ArrayAttr(texts.ToSequence()));
    }

    private static ArrayAttr Signature(IEnumerable<VariableSymbol> parameters) =>
        KernelAttributes.Signature(parameters.Select(p => p.Spelling.ToString()));
}
