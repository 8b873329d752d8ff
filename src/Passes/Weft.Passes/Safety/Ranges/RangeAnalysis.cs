using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Finds, for an index inside a loop, limits that can be computed before the loop. What must hold for the limits to be exact
/// (narrow integers do not wrap around, unknown values are of sensible size) is among a range's conditions.
/// </summary>
internal sealed class RangeAnalysis
{
    // Choices between choices can make an expression's range exponentially expensive.
    private const int Budget = 20_000;

    private readonly Operation _loop;
    private readonly InvariantRanges _invariants;
    private readonly Dictionary<Region, RangeScope> _regions = [];
    private readonly RangeScope _root = new(null);
    private RangeScope _scope;
    private int _budget = Budget;

    public RangeAnalysis(Operation loop)
    {
        (_loop, _scope) = (loop, _root);
        Limits = new LimitBuilder(Builder.At(loop));
        Narrowing = new Narrowing(Limits);
        _invariants = new InvariantRanges(Limits);
    }

    public LimitBuilder Limits { get; }

    public Narrowing Narrowing { get; }

    /// <summary>From here on, what holds where an operation stands is taken into account.</summary>
    public void MoveTo(Operation op) => _scope = ScopeOf(op);

    public ValueRange Of(Value value)
    {
        if (_scope.Known.TryGetValue(value, out var known)) return known;
        return _scope.Known[value] = _scope.Refine(value, Compute(value), Limits);
    }

    /// <summary>The range of a value as it is: whatever it was computed from fits its type.</summary>
    public ValueRange Exact(Value value) => Narrowing.Fit(Of(value), value.Type) ?? ValueRange.Of(value.Type);

    /// <summary>The range of a value where a condition holds, or does not.</summary>
    public ValueRange ExactWhere(Value value, Value condition, bool holds)
    {
        var outer = _scope;
        _scope = Enter(outer, facts => facts.Learn(condition, holds));
        var range = Exact(value);
        _scope = outer;
        return range;
    }

    /// <summary>Whether a value is computed in the loop, so that conditions in the loop say something new about it.</summary>
    public bool IsInside(Value value) => value.ParentBlock?.Parent is { } region && _loop.Regions.Any(r => r.Encloses(region));

    private ValueRange Compute(Value value)
    {
        if (ConstantOp.ValueOf(value) is IntegerAttr constant) return ValueRange.Exactly(Limit.Constant(constant.Int64));
        if (value.Type is not (IndexType or IntegerType { Width: <= 32 or 64 })) return new(null, null);
        if (!IsInside(value)) return _invariants.Of(value);
        if (--_budget < 0) return ValueRange.Of(value.Type);
        var range = value is BlockArgument argument ? OfArgument(argument) : RangeRules.Of(this, value.Def!);
        var isTooLarge = range is { Low: not null, High: not null, Bits: > Limit.MaximumBits };
        return range is null || isTooLarge ? ValueRange.Of(value.Type) : range;
    }

    // A counter: loops end before it could wrap around.
    private ValueRange? OfArgument(BlockArgument argument)
    {
        if (argument.Owner.ParentOp is WhileOp search) return OfSearch(search, argument);
        var (lower, upper) = CountedLoop.Bounds(argument);
        if (lower is null || upper is null) return null;
        var (low, high) = (Of(lower), Of(upper));
        var last = high.Map(limit => Limits.Add(limit, -1) with { Bits = limit.Bits });
        return new ValueRange(low.Low, last.High).Given(low.Conditions).Given(high.Conditions);
    }

    // A counter of a loop that may end early: it starts somewhere, grows, and the condition keeps it below something.
    private ValueRange? OfSearch(WhileOp loop, BlockArgument argument)
    {
        if (CountedLoop.Start(loop, argument) is not ({ } start, { } counter)) return null;
        var facts = new RangeScope(_scope);
        new ConditionFacts(this, facts).Learn(loop.Condition.Condition, true);
        return facts.Refine(counter, new(null, null), Limits) is { High: { Bits: <= Limit.ExtentBits + 1 } high } fact
            ? new ValueRange(Of(start).Low, high).Given(fact.Conditions).Given(Of(start).Conditions)
            : null;
    }

    private RangeScope ScopeOf(Operation op)
    {
        if (op.ParentRegion is not { } region || op.ParentOp == _loop) return _root;
        var outer = ScopeOf(op.ParentOp!);
        if (_regions.TryGetValue(region, out var scope)) return scope;
        var before = _scope;
        _scope = outer;
        scope = op.ParentOp switch
        {
            IfOp choice => Enter(outer, facts => facts.Learn(choice.Condition, region == choice.ThenRegion)),
            ForOp loop => Enter(outer, facts => facts.LearnTurn(loop)),
            _ => outer,
        };
        _scope = before;
        return _regions[region] = scope;
    }

    private RangeScope Enter(RangeScope outer, Action<ConditionFacts> learn)
    {
        var inner = new RangeScope(outer);
        learn(new ConditionFacts(this, inner));
        return inner.HasFacts ? inner : outer;
    }
}
