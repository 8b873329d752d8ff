using Weft.IR;

namespace Weft.Passes;

/// <summary>What holds in a branch besides what holds around it, and the ranges found under that.</summary>
internal sealed class RangeScope(RangeScope? outer)
{
    private readonly Dictionary<Value, ValueRange> _facts = [];

    public Dictionary<Value, ValueRange> Known { get; } = [];

    public bool HasFacts => _facts.Count > 0;

    public void Add(Value value, ValueRange fact, LimitBuilder limits) =>
        _facts[value] = _facts.TryGetValue(value, out var earlier) ? Tighten(earlier, fact, limits) : fact;

    /// <summary>A value's range with the facts about it.</summary>
    public ValueRange Refine(Value value, ValueRange range, LimitBuilder limits)
    {
        for (var scope = this; scope is not null; scope = scope.Outer)
            if (scope._facts.TryGetValue(value, out var fact)) range = Tighten(range, fact, limits);
        return range;
    }

    private RangeScope? Outer { get; } = outer;

    private static ValueRange Tighten(ValueRange a, ValueRange b, LimitBuilder limits) =>
        new ValueRange(Tighter(a.Low, b.Low, limits.Max), Tighter(a.High, b.High, limits.Min)).Given(a.Conditions).Given(b.Conditions);

    /// <summary>The better of two limits that both hold; a weak one gives way.</summary>
    public static Limit? Tighter(Limit? a, Limit? b, Func<Limit, Limit, Limit> best) =>
        a is not { } x ? b : b is not { } y ? a : x.IsWeak == y.IsWeak ? best(x, y) : x.IsWeak ? y : x;
}
