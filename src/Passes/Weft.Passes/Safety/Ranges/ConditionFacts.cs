using Weft.IR;

namespace Weft.Passes;

/// <summary>Reads from a condition that holds, or does not, what it says of the values that it compares.</summary>
internal sealed class ConditionFacts(RangeAnalysis analysis, RangeScope scope)
{
    public void Learn(Value condition, bool holds)
    {
        foreach (var (compare, isSo) in Comparisons.SaidBy(condition, holds))
            Learn(isSo ? compare.Predicate : CmpIPredicates.Inverse(compare.Predicate), compare.Lhs, compare.Rhs);
    }

    /// <summary>What is so in any turn of a loop: there is one.</summary>
    public void LearnTurn(ForOp loop) => Learn(CmpIPredicate.Slt, loop.LowerBound, loop.UpperBound);

    private void Learn(CmpIPredicate predicate, Value a, Value b)
    {
        if (Readable(a) is not { } x || Readable(b) is not { } y) return;
        switch (predicate)
        {
            case CmpIPredicate.Slt: Ascending(a, x, b, y, 1); break;
            case CmpIPredicate.Sle: Ascending(a, x, b, y, 0); break;
            case CmpIPredicate.Sgt: Ascending(b, y, a, x, 1); break;
            case CmpIPredicate.Sge: Ascending(b, y, a, x, 0); break;
            case CmpIPredicate.Ult: Unsigned(a, y, 1); break;
            case CmpIPredicate.Ule: Unsigned(a, y, 0); break;
            case CmpIPredicate.Ugt: Unsigned(b, x, 1); break;
            case CmpIPredicate.Uge: Unsigned(b, x, 0); break;
            case CmpIPredicate.Eq: Ascending(a, x, b, y, 0); Ascending(b, y, a, x, 0); break;
        }
    }

    // What a hash or a large product compares is not worth a condition that nothing wrapped around.
    private ValueRange? Readable(Value value)
    {
        var range = analysis.Of(value);
        var isFar = range.IsKnown && value.Type is IntegerType { Width: <= 32 and var width } && range.Bits > width + 1;
        return isFar ? null : analysis.Narrowing.Fit(range, value.Type);
    }

    // a + gap <= b
    private void Ascending(Value a, ValueRange x, Value b, ValueRange y, int gap)
    {
        if (y.High is { IsWeak: false } high) Bound(a, new ValueRange(null, analysis.Limits.Add(high, -gap)).Given(y.Conditions));
        if (x.Low is { IsWeak: false } low) Bound(b, new ValueRange(analysis.Limits.Add(low, gap), null).Given(x.Conditions));
    }

    // Below what is not negative, unsigned: not negative either.
    private void Unsigned(Value a, ValueRange y, int gap)
    {
        if (y.High is { IsWeak: false } high && analysis.Narrowing.NonNegative(y) is { } limit)
            Bound(a, new ValueRange(Limit.Constant(0), analysis.Limits.Add(high, -gap)).Given(limit.Conditions));
    }

    // What is known of a sum with a constant, or of a cast, is known of the operand, if nothing was lost on the way.
    private void Bound(Value value, ValueRange fact)
    {
        if (!analysis.IsInside(value) || Readable(value) is not { } range) return;
        fact = fact.Given(range.Conditions);
        scope.Add(value, fact, analysis.Limits);
        switch (value.Def)
        {
            case ExtSIOp { In: var x }: Bound(x, fact); break;
            case IndexCastOp { In: var x } when analysis.Narrowing.Truncate(analysis.Of(x), value.Type) is { } kept:
                Bound(x, fact.Given(kept.Conditions));
                break;
            case AddIOp (var x, { Def: ConstantOp { Value: IntegerAttr c } }) when analysis.Of(x).IsKnown:
                Bound(x, fact.Map(limit => analysis.Limits.Add(limit, -c.Int64)));
                break;
            case SubIOp (var x, { Def: ConstantOp { Value: IntegerAttr c } }) when analysis.Of(x).IsKnown:
                Bound(x, fact.Map(limit => analysis.Limits.Add(limit, c.Int64)));
                break;
        }
    }
}
