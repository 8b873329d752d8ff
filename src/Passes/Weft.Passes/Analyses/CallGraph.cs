using Weft.IR;

namespace Weft.Passes;

/// <summary>Which callables call which. A snapshot.</summary>
public sealed class CallGraph
{
    private readonly Dictionary<Operation, List<Operation>> _callees = [];
    private readonly List<IReadOnlyList<Operation>> _components = [];
    private readonly Dictionary<Operation, int> _depth = [];
    private readonly Stack<Operation> _path = [];

    public CallGraph(Operation root)
    {
        var symbols = new SymbolTables();
        foreach (var callable in root.Walk().Where(op => op is ICallable { CallableRegion: not null })) _callees.Add(callable, []);
        foreach (var (callable, callees) in _callees)
            foreach (var op in ((ICallable)callable).CallableRegion!.Ops.SelectMany(o => o.Walk()))
                if (op is ICall { CalleeSymbol: { } name } && symbols.Resolve(op, name) is { } callee && _callees.ContainsKey(callee))
                    callees.Add(callee);
        foreach (var callable in _callees.Keys) Visit(callable);
    }

    /// <summary>Callables that call each other in a circle stand together; those that are called stand before those that call.</summary>
    public IReadOnlyList<IReadOnlyList<Operation>> Components => _components;

    /// <summary>Whether a callable calls itself directly.</summary>
    public bool CallsItself(Operation callable) => _callees[callable].Contains(callable);

    // Tarjan's algorithm: the depth of the outermost callable on the path that can be reached.
    private int Visit(Operation callable)
    {
        if (_depth.TryGetValue(callable, out var known)) return known;
        var (place, reached) = (_path.Count, _depth.Count);
        var own = reached;
        _depth.Add(callable, own);
        _path.Push(callable);
        foreach (var callee in _callees[callable]) reached = Math.Min(reached, Visit(callee));
        if (reached < own) return _depth[callable] = reached;
        var component = new List<Operation>();
        while (_path.Count > place)
        {
            component.Add(_path.Pop());
            _depth[component[^1]] = int.MaxValue;
        }

        _components.Add(component);
        return int.MaxValue;
    }
}
