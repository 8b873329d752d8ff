using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Sums of counters of which one bounds the other: <c>k - i</c> with <c>i &lt; k</c> is above 0, though neither counter says so alone. The
/// innermost counter is at one of its bounds first, then those around it. Sums have the width of counters, and so do not wrap around.
/// </summary>
internal sealed class RelatedCounters
{
    private const int Most = 16;

    // A sum may be of itself and itself, many times over.
    private const int MostSteps = 64;

    private readonly RangeAnalysis _analysis;
    private readonly Dictionary<Value, long> _terms = [];
    private long _constant;
    private int _steps;
    private bool _areRelated;

    private RelatedCounters(RangeAnalysis analysis) => _analysis = analysis;

    /// <summary>The range of a sum or difference; null where no counter bounds another.</summary>
    public static ValueRange? Of(RangeAnalysis analysis, Operation op)
    {
        var (least, most) = (new RelatedCounters(analysis), new RelatedCounters(analysis));
        return least.Reduce(op, isHigh: false) && most.Reduce(op, isHigh: true) && (least._areRelated || most._areRelated)
            && least.Range() is { Low: { } low } under && most.Range() is { High: { } high } over
            ? new ValueRange(low, high).Given(under.Conditions).Given(over.Conditions) : null;
    }

    private bool Reduce(Operation op, bool isHigh)
    {
        Add(op.Results[0], 1);
        while (Innermost() is { } counter)
            if (!Replace(counter, isHigh)) return false;
        return true;
    }

    private void Add(Value value, long factor)
    {
        if (ConstantOp.IntegerOf(value) is { } constant) _constant += factor * constant;
        else if (!IsWide(value) || !_analysis.IsInside(value) || ++_steps > MostSteps) Count(value, factor);
        else if (value.Def is AddIOp (var a, var b)) Both(a, b, factor);
        else if (value.Def is SubIOp (var from, var less)) Both(from, less, -factor);
        else if (value.Def is MulIOp (var some, var times) && ConstantOp.IntegerOf(times) is > -Most and < Most and var scale)
            Add(some, factor * scale);
        else Count(value, factor);

        void Both(Value first, Value second, long factorOfSecond)
        {
            Add(first, factor);
            Add(second, factorOfSecond);
        }
    }

    private void Count(Value value, long factor)
    {
        var total = _terms.GetValueOrDefault(value) + factor;
        if (total == 0) _terms.Remove(value);
        else _terms[value] = total;
    }

    private BlockArgument? Innermost() => _terms.Keys.OfType<BlockArgument>()
        .Where(value => IsWide(value) && _analysis.IsInside(value) && CountedLoop.Bounds(value) is (not null, not null)).MaxBy(Depth);

    // What the counter is where the sum is least, or greatest.
    private bool Replace(BlockArgument counter, bool isHigh)
    {
        var (lower, upper) = CountedLoop.Bounds(counter);
        _terms.Remove(counter, out var factor);
        var others = _terms.Keys.OfType<BlockArgument>().Where(v => CountedLoop.Bounds(v) is (not null, not null)).ToHashSet();
        var isLast = factor > 0 == isHigh;
        var before = _terms.ToDictionary();
        Add(isLast ? upper! : lower!, factor);
        _constant -= isLast ? factor : 0;
        _areRelated |= others.Any(other => _terms.GetValueOrDefault(other) != before[other]);
        return _terms.Count <= Most && Math.Abs(_constant) < 1L << Limit.ExtentBits;
    }

    private ValueRange? Range()
    {
        var (limits, range) = (_analysis.Limits, ValueRange.Exactly(Limit.Constant(_constant)));
        foreach (var (value, factor) in _terms)
        {
            if (_analysis.Of(value) is not { Low: { } low, High: { } high } known || known.Bits > Limit.ExtentBits + 4) return null;
            var (a, b) = (limits.Scale(low, factor), limits.Scale(high, factor));
            range = new ValueRange(limits.Add(range.Low!.Value, factor > 0 ? a : b), limits.Add(range.High!.Value, factor > 0 ? b : a))
                .Given(range.Conditions).Given(known.Conditions);
        }

        return range.Bits <= Limit.MaximumBits ? range : null;
    }

    private static bool IsWide(Value value) => value.Type is IndexType or IntegerType { Width: 64 };

    private static int Depth(BlockArgument counter)
    {
        var depth = 0;
        for (var op = counter.Owner.ParentOp; op is not null; op = op.ParentOp) depth++;
        return depth;
    }
}
