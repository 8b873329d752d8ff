using System.Collections.Immutable;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>
/// Checks that the iterations of perfectly nested parallel loops are independent: no variable from outside is assigned, and each
/// store goes to a place that depends on all the indices. Where several iterations may come to one place, updates in any order become
/// atomic; that others do not is assumed, and said so. Parallel loops deeper inside are loops like others here, and are checked by
/// themselves, too.
/// </summary>
/// <param name="assumed">The arrays of which that has been said.</param>
/// <param name="atomic">Takes the updates that must be one step.</param>
internal sealed class ParallelNest(
    BoundFor outermost, BindingDiagnostics diagnostics, HashSet<VariableSymbol> assumed, HashSet<BoundStore> atomic) : BoundWalker
{
    private readonly List<VariableSymbol> _indices = [];
    private readonly Dictionary<VariableSymbol, Dependence> _locals = [];
    private readonly List<BoundStore> _stores = [];
    private readonly List<BoundElement> _reads = [];
    private readonly List<(BoundStore Store, string Reason)> _meeting = [];
    private Dependence _guard = Dependence.None;
    private BoundFor? _innermost;
    private bool _isInOther;

    public void Check()
    {
        Visit(outermost);
        foreach (var (store, reason) in _meeting)
            if (!MakeAtomic(store.Array))
                Assume(store.Array, store, reason);
        foreach (var array in _stores.Select(store => store.Array).Distinct())
            if (MayMeet(array))
                MakeAtomic(array);
        foreach (var read in _reads)
        {
            var writes = _stores.Where(store => store.Array == read.Array).ToList();
            if (writes.Count > 0 && !writes.Exists(store => BelongTogether(store, read)))
                Assume(read.Array, read, "an element read here is not the one that its iteration writes");
        }
    }

    public override void Visit(BoundStatement statement)
    {
        if (statement is BoundDeclaration declaration)
            _locals[declaration.Variable] = declaration.Initializer is { } value ? DependenceOf(value) : Dependence.None;
        base.Visit(statement);
    }

    protected override void VisitFor(BoundFor loop)
    {
        VisitAll([loop.Lower, loop.Upper, loop.Step]);
        var isParallel = loop.Kind == LoopKind.Parallel;
        var inNest = _innermost is null || (isParallel && ReferenceEquals(loop, OnlyStatement(_innermost.Body)));
        if (inNest) _indices.Add((_innermost = loop).Index);
        _locals[loop.Index] = (inNest ? new Dependence([loop.Index], FromData: false) : Dependence.None)
            .And(DependenceOf(loop.Lower)).And(DependenceOf(loop.Upper));
        var isOther = isParallel && !inNest && !_isInOther;
        if (isOther) new ParallelNest(loop, diagnostics, assumed, atomic).Check();
        var outer = _isInOther;
        _isInOther |= isOther;
        Visit(loop.Body);
        _isInOther = outer;
    }

    private static BoundStatement? OnlyStatement(BoundBlock block) =>
        block.Statements is not [var only] ? null : only is BoundBlock inner ? OnlyStatement(inner) : only;

    protected override void VisitAssignment(BoundAssignment assignment)
    {
        base.VisitAssignment(assignment);
        if (_locals.TryGetValue(assignment.Variable, out var known))
            _locals[assignment.Variable] = known.And(DependenceOf(assignment.Value)).And(_guard);
        else if (!_isInOther)
            diagnostics.Report(DslDiagnostics.ParallelScalarWrite, assignment.Location, assignment.Variable.Name);
    }

    protected override void VisitElement(BoundElement element)
    {
        base.VisitElement(element);
        if (!_locals.ContainsKey(element.Array)) _reads.Add(element);
    }

    protected override void VisitStore(BoundStore store)
    {
        if (ElementUpdate.Of(store) is { } update)
            VisitAll([.. store.Subscripts, update.Operand]);
        else
            base.VisitStore(store);
        if (_locals.ContainsKey(store.Array)) return;
        _stores.Add(store);
        var place = store.Subscripts.Aggregate(Dependence.None, (all, subscript) => all.And(DependenceOf(subscript)));
        var missing = _indices.Where(index => !place.Indices.Contains(index)).ToList();
        if (missing.Count == 0 && place.FromData)
            _meeting.Add((store, "the place of this store comes from data"));
        else if (missing.Count == 0 && place.Folds)
            _meeting.Add((store, "the place of this store may be the same for several indices"));
        else if (missing.TrueForAll(_guard.Indices.Contains) && missing.Count > 0)
            Assume(store.Array, store, "only some iterations get to this store");
        else if (missing.Count > 0)
            ReportOverlap(store, string.Join("' and '", missing.Select(index => index.Name)));
    }

    protected override void VisitIf(BoundIf branch)
    {
        Visit(branch.Condition);
        var outer = _guard;
        _guard = outer.And(DependenceOf(branch.Condition));
        Visit(branch.Then);
        if (branch.Else is { } otherwise) Visit(otherwise);
        _guard = outer;
    }

    /// <summary>The same place, or at least one that no other iteration writes: all indices stand alone where they stand there.</summary>
    private bool BelongTogether(BoundStore store, BoundElement read) => BelongTogether(store.Subscripts, read.Subscripts);

    private bool BelongTogether(ImmutableArray<BoundExpression> one, ImmutableArray<BoundExpression> other) =>
        Similarity.Same(one, other) || _indices.TrueForAll(index =>
            one.Zip(other).Any(pair => IsAlone(pair.First, index) && IsAlone(pair.Second, index)));

    // Updates at i and i + 1 meet, though neither does by itself.
    private bool MayMeet(VariableSymbol array)
    {
        var stores = _stores.FindAll(store => store.Array == array);
        return stores.Exists(store => !BelongTogether(store.Subscripts, stores[0].Subscripts));
    }

    /// <summary>Makes all stores to an array atomic where these are updates in any order and nothing else reads it.</summary>
    private bool MakeAtomic(VariableSymbol array)
    {
        var stores = _stores.FindAll(store => store.Array == array);
        var updates = stores.ConvertAll(ElementUpdate.Of);
        var areAll = updates.TrueForAll(update => update is not null && update.Commutes(updates[0]!));
        if (!areAll || _reads.Exists(read => read.Array == array)) return false;
        atomic.UnionWith(stores);
        return true;
    }

    private static bool IsAlone(BoundExpression subscript, VariableSymbol index) =>
        subscript is BoundVariable { Variable: var variable } && variable == index;

    private void ReportOverlap(BoundStore store, string indices) =>
        diagnostics.Report(DslDiagnostics.ParallelWriteOverlap, store.Location, store.Array.Name, indices);

    private void Assume(VariableSymbol array, BoundNode at, string reason)
    {
        if (assumed.Add(array)) diagnostics.Report(DslDiagnostics.ParallelAssumed, at.Location, array.Name, reason);
    }

    private Dependence DependenceOf(BoundExpression expression)
    {
        var search = new DependenceSearch(_locals);
        search.Visit(expression);
        return search.Result;
    }
}
