using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Finds facts about values and, at the same time, which blocks can run at all: a branch whose condition is known leads one way
/// only, and what cannot run weakens no fact. Facts start strong and are weakened along the ways of control until they hold
/// everywhere; calls of functions all of whose callers are known take part.
/// </summary>
public sealed class SparseSolver<T>(IValueAnalysis<T> analysis) where T : class, IEquatable<T>
{
    private readonly Dictionary<Value, T> _facts = [];
    private readonly HashSet<Block> _live = [];
    private readonly HashSet<(Operation Branch, int Successor)> _liveEdges = [];
    private readonly Dictionary<Operation, HashSet<Operation>> _callers = [];
    private readonly Dictionary<Operation, List<Operation>> _returns = [];
    private readonly Queue<Operation> _work = new();
    private readonly HashSet<Operation> _queued = [];
    private readonly SymbolTables _symbols = new();
    private KnownCallers? _knownCallers;

    /// <summary>What holds for a value; null when no way of control gets to it.</summary>
    public T? this[Value value] => _facts.GetValueOrDefault(value);

    public bool IsLive(Block block) => _live.Contains(block);

    public void Run(Operation root)
    {
        _knownCallers = new(root, _symbols);
        foreach (var region in root.Regions) Enter(region, null);
        while (_work.TryDequeue(out var op))
        {
            _queued.Remove(op);
            if (op.Parent is { } block && _live.Contains(block)) Visit(op, root);
        }
    }

    private void Visit(Operation op, Operation root)
    {
        var facts = FactsOf(op.Operands);
        if (op is ICall call) VisitCall(op, call, root);
        else if (op is not IRegionBranch && op.Results.Length > 0) VisitResults(op, facts);
        // What decides which way control goes waits until all of it is known.
        var operands = Array.TrueForAll(facts, f => f is not null) ? (T[])facts! : null;

        if (op is IRegionBranch branch)
        {
            if (operands is not null) Follow(op, branch.EntrySuccessors(Constants(operands)), to => branch.EntryOperands(to));
        }
        else if (op is ICallable)
        {
            // Each caller enters the others.
            if (op.Regions.Count > 0 && !_knownCallers!.AreKnown(op)) foreach (var region in op.Regions) Enter(region, null);
        }
        else
        {
            foreach (var region in op.Regions) Enter(region, null);
        }

        if (op.Successors.Count > 0) VisitSuccessors(op, operands);
        else if (op.Parent!.Last == op) VisitRegionEnd(op, operands);
    }

    private void VisitResults(Operation op, IReadOnlyList<T?> operands)
    {
        var results = analysis.Transfer(op, operands, v => this[v]);
        for (var i = 0; i < op.Results.Length; i++) Weaken(op.Results[i], results[i]);
    }

    private void VisitCall(Operation op, ICall call, Operation root)
    {
        var callee = call.CalleeSymbol is { } symbol ? _symbols.Resolve(op, symbol) : null;
        if (callee is not ICallable { CallableRegion: { } region } || !root.IsAncestorOf(callee))
        {
            foreach (var result in op.Results) Weaken(result, analysis.Unknown(result));
            return;
        }

        if (!_callers.TryGetValue(callee, out var callers)) _callers.Add(callee, callers = []);
        var isNew = callers.Add(op);
        if (!_knownCallers!.AreKnown(callee)) Enter(region, null);
        else Enter(region, call.Arguments.ToArray());
        if (!isNew || !_returns.TryGetValue(callee, out var returns)) return;
        foreach (var exit in returns) Enqueue(exit);
    }

    private void VisitSuccessors(Operation op, T[]? operands)
    {
        var branch = op as IBranch;
        if (branch is not null && operands is null) return;
        var taken = branch?.TakenSuccessor(Constants(operands!));
        for (var s = 0; s < op.Successors.Count; s++)
        {
            if ((taken is null || taken == s) && _liveEdges.Add((op, s))) MakeLive(op.Successors[s]);
            if (!_liveEdges.Contains((op, s))) continue;
            var arguments = op.Successors[s].Arguments;
            if (branch is null) WeakenAll(arguments);
            else Pass(branch.SuccessorOperands(s), arguments);
        }
    }

    private void VisitRegionEnd(Operation op, T[]? operands)
    {
        if (op.ParentOp is IRegionBranch)
        {
            if (operands is null) return;
            Func<Region?, OperandRange?> passed = op.IsRegionTerminator ? to => op.PassedOn(to) : _ => null;
            Follow(op.ParentOp, op.RegionSuccessors(Constants(operands)), passed);
        }
        else if (op.ParentOp is ICallable)
        {
            if (!_returns.TryGetValue(op.ParentOp, out var returns)) _returns.Add(op.ParentOp, returns = []);
            if (!returns.Contains(op)) returns.Add(op);
            foreach (var caller in _callers.GetValueOrDefault(op.ParentOp, []))
            {
                if (op.Info.Has(OpTraits.ReturnLike)) Pass(op.Operands, caller.ResultList);
                else WeakenAll(caller.ResultList);
            }
        }
    }

    // Control goes on to regions of an operation or behind it; what is not passed on, the operation gives itself.
    private void Follow(Operation owner, IEnumerable<RegionSuccessor> successors, Func<Region?, OperandRange?> passed)
    {
        foreach (var successor in successors)
        {
            IReadOnlyList<Value> all = successor.Region is { } region ? region.Entry.Arguments : owner.ResultList;
            if (successor.Region is not null) MakeLive(successor.Region.Entry);
            if (passed(successor.Region) is { } values)
            {
                Pass(values, successor.Inputs);
                foreach (var value in all)
                    if (!successor.Inputs.Contains(value)) WeakenOwn(owner, value);
            }
            else
            {
                WeakenAll(all);
            }
        }
    }

    // Null: from somewhere, with any values.
    private void Enter(Region region, Value[]? values)
    {
        if (region.IsEmpty) return;
        MakeLive(region.Entry);
        if (values is not null) Pass(values, region.Entry.Arguments);
        else
            foreach (var argument in region.Entry.Arguments)
            {
                if (region.Parent is ICallable) Weaken(argument, analysis.Unknown(argument));
                else WeakenOwn(region.Parent!, argument);
            }
    }

    private void MakeLive(Block block)
    {
        if (!_live.Add(block)) return;
        foreach (var op in block.Ops) Enqueue(op);
    }

    private void Pass(IReadOnlyList<Value> from, IReadOnlyList<Value> to)
    {
        for (var i = 0; i < to.Count; i++)
            Weaken(to[i], i < from.Count ? this[from[i]] : analysis.Unknown(to[i]));
    }

    private void WeakenAll(IEnumerable<Value> values)
    {
        foreach (var value in values) Weaken(value, analysis.Unknown(value));
    }

    private void WeakenOwn(Operation owner, Value value) => Weaken(
        value, value is BlockArgument argument ? analysis.OwnArgument(owner, argument, v => this[v]) : analysis.Unknown(value));

    private void Weaken(Value value, T? fact)
    {
        if (fact is null) return;
        var known = this[value];
        var joined = known is null ? fact : analysis.Join(known, fact);
        if (joined.Equals(known)) return;
        _facts[value] = joined;
        foreach (var user in value.Users) Enqueue(user);
    }

    private void Enqueue(Operation op)
    {
        if (_queued.Add(op)) _work.Enqueue(op);
    }

    private T?[] FactsOf(OperandRange values)
    {
        var facts = new T?[values.Count];
        for (var i = 0; i < facts.Length; i++) facts[i] = this[values[i]];
        return facts;
    }

    private IR.Attribute?[] Constants(T[] facts) => Array.ConvertAll(facts, analysis.ConstantOf);
}
