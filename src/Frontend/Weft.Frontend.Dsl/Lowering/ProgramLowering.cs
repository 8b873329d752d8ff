using System.Collections.Immutable;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.Lowering;

/// <summary>A bound program as a module: funcs become private functions, kernels functions over memrefs, workflows graphs.</summary>
public static class ProgramLowering
{
    /// <param name="threads">How many declarations may be lowered at a time; of it the module tells nothing.</param>
    public static ModuleOp Lower(BoundProgram program, int threads = 1)
    {
        var module = new ModuleOp();
        var body = module.Body.AddBlock();
        foreach (var constant in program.Constants) body.Append(ConstantLowering.Global(constant));
        var functions = Functions(program, threads);
        var fast = new FastKernels(functions);
        foreach (var (kernel, function) in program.Kernels.Zip(functions[program.Funcs.Length..]))
            if (kernel.Symbol.IsFast)
                fast.Allow(function);
        foreach (var function in fast.Copies.Concat(functions)) body.Append(function);
        foreach (var schedule in program.Schedules) body.Append(OrchestrationLowering.Schedule(schedule));
        foreach (var handler in program.Events) body.Append(OrchestrationLowering.Event(handler));
        return module;
    }

    // Funcs first. Each is lowered by itself.
    private static Operation[] Functions(BoundProgram program, int threads)
    {
        var (funcs, scheduled) = (new FuncTable(program.Funcs), program.Schedules.Select(schedule => schedule.Kernel).ToHashSet());
        var functions = new Operation[program.Funcs.Length + program.Kernels.Length];
        var parts = DeclarationParts.Of(functions.Length, threads);
        if (parts == 1) Lower(0, functions.Length);
        else SideBySide.Run(parts, threads, () => functions.Length, (all, part) => Lower(part * all / parts, (part + 1) * all / parts));
        return functions;

        bool Lower(int start, int end)
        {
            for (var i = start; i < end; i++) functions[i] = Function(i);
            return true;
        }

        Operation Function(int i)
        {
            if (i < program.Funcs.Length) return Func(program.Funcs[i], funcs);
            var kernel = program.Kernels[i - program.Funcs.Length];
            return kernel.Symbol.IsWorkflow ? Workflow(kernel, funcs) : Kernel(kernel, funcs, scheduled.Contains(kernel.Symbol));
        }
    }

    private static FuncOp Func(BoundFunc func, FuncTable funcs)
    {
        var symbol = func.Symbol;
        var inputs = symbol.Parameters.Select(p => TypeLowering.Of(p.Type));
        var function = FuncOp.WithBody(symbol.Name, new([.. inputs], [.. symbol.Results.Select(kind => kind.IrType)]));
        (function.Visibility, function.Location) = ("private", symbol.Location);
        var exits = ExitFlags.ForBody(symbol.Results);
        var state = Start(function.Body, symbol, funcs, exits, symbol.Parameters);
        foreach (var value in exits.Values) state[value] = state.Add(TypeLowering.Zero(value.Element));
        new StatementLowering(state, exits, symbol).Emit(func.Body);
        state.Insert(new ReturnOp(state.Of(exits.Values)));
        return function;
    }

    private static FuncOp Kernel(BoundKernel kernel, FuncTable funcs, bool isScheduled)
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
        var state = Start(function.Body, symbol, funcs, exits, symbol.Parameters, kernel.AtomicStores, isScheduled);
        // A scalar output is a variable inside; its cell is written at the end.
        var scalars = symbol.Parameters.Where(p => p.Kind != VariableKind.Input && !p.IsArray).ToArray();
        var cells = Array.ConvertAll(scalars, scalar => state[scalar]);
        foreach (var scalar in scalars)
            state[scalar] = scalar.Kind == VariableKind.InOut
                ? state.Add(new LoadOp(state[scalar], []))
                : state.Add(TypeLowering.Zero(scalar.Element));
        var statements = new StatementLowering(state, exits, symbol);
        foreach (var constraint in symbol.Constraints) statements.Extents.Require(symbol, constraint);
        statements.Emit(kernel.Body);
        for (var i = 0; i < cells.Length; i++) state.Insert(new StoreOp(state[scalars[i]], cells[i], []));
        state.Insert(new ReturnOp([]));
        return function;
    }

    private static GraphOp Workflow(BoundKernel kernel, FuncTable funcs)
    {
        var symbol = kernel.Symbol;
        var inputs = symbol.Parameters.Where(p => p.Kind != VariableKind.Output).ToList();
        var states = inputs.Where(p => p.Kind == VariableKind.InOut).ToList();
        var outputs = symbol.Parameters.Where(p => p.Kind == VariableKind.Output).ToList();
        var graph = GraphOp.WithBody(
            symbol.Name, new([.. inputs.Select(TypeLowering.Value)], [.. states.Concat(outputs).Select(TypeLowering.Value)]));
        graph.Location = symbol.Location;
        if (symbol.IsHelper) graph.Visibility = "private";
        SetConstraints(graph, symbol);
        if (symbol.Doc.Length > 0) graph.SetAttribute(KernelAttributes.Doc, new StringAttr(symbol.Doc));
        if (kernel.At is { } at) graph.SetAttribute(KernelAttributes.At, new StringAttr(at));
        if (kernel.Deadline is { } deadline) graph.SetAttribute(KernelAttributes.Deadline, new StringAttr(deadline));
        graph.ArgumentAttributes = Signature(inputs);
        graph.ResultAttributes = new([.. states.Select(_ => DictionaryAttr.Empty), .. Signature(outputs).Elements]);

        var exits = ExitFlags.ForBody([]);
        var state = Start(graph.Body, symbol, funcs, exits, inputs);
        var statements = new StatementLowering(state, exits, symbol);
        foreach (var constraint in symbol.Constraints) statements.Extents.Require(symbol, constraint);
        // What only some paths give must have a value on the others, too: zeros, as in a kernel.
        foreach (var output in outputs.Where(o => !o.IsArray || !IsAssignedFirst(kernel.Body, o))) state[output] = statements.Zeros(output);
        statements.Emit(kernel.Body);
        state.Insert(new WorkflowReturnOp(state.Of(states.Concat(outputs))));
        return graph;
    }

    // By a statement that every path runs, with no way out before it.
    private static bool IsAssignedFirst(BoundBlock body, VariableSymbol output)
    {
        foreach (var statement in body.Statements)
        {
            if (statement is BoundReturn) return false;
            // A part leaves the rest as it was.
            if (statement is BoundSliceStore store && store.Array == output) return false;
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

    private static LoweringState Start(
        Region region,
        CallableSymbol symbol,
        FuncTable funcs,
        ExitFlags exits,
        IEnumerable<VariableSymbol> parameters,
        IReadOnlySet<BoundStore>? atomic = null,
        bool namesLoops = false)
    {
        var state = new LoweringState(Builder.AtEnd(region.Entry, symbol.Location), namesLoops)
        {
            Funcs = funcs,
            AtomicStores = atomic ?? ImmutableHashSet<BoundStore>.Empty,
        };
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
