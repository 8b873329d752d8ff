using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.Frontend.CSharp.Lowering;
using Weft.IR;

namespace Weft.Frontend.CSharp.Workflows;

/// <summary>The kernels and workflows that a workflow calls, in its module: each is lowered where the first call of it is met.</summary>
internal sealed class Callees(ModuleOp module, KernelSource root, System.Threading.CancellationToken cancellation)
{
    private readonly Dictionary<ISymbol, Callee?> _known = new(SymbolEqualityComparer.Default);
    private readonly HashSet<string> _names = [];
    private readonly Dictionary<string, IFunction> _functions = [];
    private readonly List<KernelLink> _links = [];

    // The workflows that are being lowered, each called by the one before.
    private readonly List<IMethodSymbol> _open = [];

    // Those that were met again while they were open.
    private readonly HashSet<ISymbol> _circle = new(SymbolEqualityComparer.Default);

    /// <summary>The workflow that all begins with; null when its body has mistakes.</summary>
    public (KernelModel Model, GraphOp? Graph) Root(KernelModel model) => Graph(model, root, _ => { });

    /// <summary>The kernels of libraries, which the module only declares.</summary>
    public IEnumerable<KernelLink> Links => _links;

    /// <summary>One that was lowered, by its name in the module.</summary>
    public IFunction Function(string name) => _functions[name];

    /// <summary>What a call calls. Mistakes in its body are told there, and not again here.</summary>
    public Callee Find(BodyLowering body, IInvocationOperation call)
    {
        var method = body.Frame.Types.Close(call.TargetMethod);
        var start = _open.FindIndex(open => SymbolEqualityComparer.Default.Equals(open, method));
        if (start >= 0) _circle.UnionWith(_open.Skip(start));
        if (start >= 0) throw body.Error(KernelDiagnostics.Recursion, call.Syntax, method.Name);
        if (method.ContainingType.IsGenericType) throw body.Error(KernelDiagnostics.UnsupportedCall, call.Syntax, method.ToDisplayString());
        if (!IsOwn(method)) return Library(body, call, method);
        return Find(method) is not { } callee
            ? throw (_circle.Contains(method) ? body.Error(KernelDiagnostics.Recursion, call.Syntax, method.Name) : body.Fail())
            : callee.Model.IsSimt ? throw body.Error(WorkflowDiagnostics.GridCall, call.Syntax, method.Name) : callee;
    }

    /// <summary>Whether a kernel may write an array that it takes: what its body says, else its type.</summary>
    public bool MayWrite(IMethodSymbol method, IParameterSymbol parameter)
    {
        if (parameter.Type.Name is "ReadOnlySpan") return false;
        if (_open.Contains(method, SymbolEqualityComparer.Default) || !IsOwn(method)) return true;
        return Find(method) is not { } callee || callee.Model.IsSimt || callee.Writes(parameter.Ordinal);
    }

    private bool IsOwn(IMethodSymbol method) =>
        SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, root.Semantics.Compilation.Assembly);

    // The IR of a library's kernel is linked to the program when that is first asked for.
    private Callee Library(BodyLowering body, IInvocationOperation call, IMethodSymbol method)
    {
        if (_known.TryGetValue(method, out var known) && known is not null) return known;
        var kernel = new LibraryKernel(method);
        if (kernel.Problem is { } problem)
            throw body.Error(
                WorkflowDiagnostics.LibraryKernel, call.Syntax, method.ToDisplayString(), method.ContainingAssembly.Name, problem);
        var model = kernel.Model with { Name = NameFor(method.Name) };
        var function = KernelLowering.Declare(model, FunctionBuilder.LocationOf(call.Syntax.GetLocation()));
        module.Body.Entry.Append(function);
        _functions[function.SymName] = function;
        _links.Add(new(function.SymName, KernelMethods.LauncherOf(method)));
        var callee = new Callee(model, function);
        _known[method] = callee;
        return callee;
    }

    private Callee? Find(IMethodSymbol method)
    {
        if (_known.TryGetValue(method, out var known)) return known;
        var source = KernelSource.Of(method, root.Semantics.Compilation, cancellation);
        return _known[method] = Lower(KernelReader.Declare(source, cancellation), source);
    }

    private Callee? Lower(KernelModel model, KernelSource source)
    {
        if (!model.Diagnostics.IsEmpty || source.Body(cancellation) is not { } body) return null;
        if (model.IsSimt) return new(model, null!);
        var (lowered, function) = model.IsWorkflow ? Graph(model, source, static graph => graph.Visibility = "private")
            : Kernel(model, source, body);
        return function is null ? null : new(lowered, function);
    }

    private (KernelModel, IFunction?) Kernel(KernelModel model, KernelSource source, IOperation body)
    {
        var (lowered, function) = KernelLowering.ToFunction(model, source.Method, body, source.Semantics.Compilation, cancellation);
        if (function is null) return (lowered, null);
        function.Visibility = "private";
        function.SymName = NameFor(model.Name);
        module.Body.Entry.Append(function);
        _functions[function.SymName] = function;
        return (lowered, function);
    }

    private (KernelModel Model, GraphOp? Graph) Graph(KernelModel model, KernelSource source, System.Action<GraphOp> found)
    {
        _open.Add(source.Method);
        var name = NameFor(model.Name);
        var (lowered, graph) = new WorkflowBody(model with { Name = name }, source, this).Lower(cancellation);
        _open.RemoveAt(_open.Count - 1);
        if (graph is null) return (lowered, null);
        found(graph);
        module.Body.Entry.Append(graph);
        _functions[graph.SymName] = graph;
        return (lowered with { Name = model.Name }, graph);
    }

    // Methods of different classes may have one name.
    private string NameFor(string name)
    {
        var free = name;
        for (var i = 2; !_names.Add(free); i++) free = $"{name}_{i}";
        return free;
    }
}

/// <summary>A kernel or workflow that a workflow calls.</summary>
internal sealed record Callee(KernelModel Model, IFunction Function)
{
    /// <summary>Whether it writes the array that is one of its parameters.</summary>
    public bool Writes(int ordinal) => ParameterSpelling.TryParse(Model.Parameters[ordinal].Texts[0])?.Access == Access.InOut;
}
