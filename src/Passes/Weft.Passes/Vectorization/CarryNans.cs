using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Loops that carry vectors of maxima or minima of floats carry beside each pair of them in which lanes there was no NaN, and the NaN
/// itself no longer: <c>s = max(s, a), t = max(t, b)</c> -> <c>s = s > a ? s : a, t = t > b ? t : b, ordered &= isordered(a, b)</c>.
/// That is one instruction for each vector and one for a pair, as a comparison under a mask is a conjunction as well, where a maximum
/// that hands NaNs on takes three.
/// </summary>
[Pass("carry-nans", "Carries beside vectors of maxima and minima whether there was a NaN.")]
public sealed record CarryNans : IPass
{
    public void Run(Operation root, PassContext context)
    {
        // A comparison's mask is no register of its own elsewhere.
        if (!context.Machine.HasMasks) return;
        foreach (var loop in root.Walk().OfType<AffineForOp>().ToList())
        {
            var joins = Enumerable.Range(0, loop.Inits.Count).Select(i => ExtremeJoin.Of(loop, i)).OfType<ExtremeJoin>().ToList();
            if (joins.Count < 2) continue;
            var pairs = joins.GroupBy(join => (join.Value.Type, join.IsMaximum)).SelectMany(kind => kind.Chunk(2))
                .Where(pair => pair.Length == 2).ToList();
            if (pairs.Count == 0) continue;
            context.Remarks.Chosen(
                "carry-nans", loop, "carried", "whether there was a NaN is carried beside the vectors, for two of them together");
            Carry(loop, pairs);
        }
    }

    private static void Carry(AffineForOp loop, IReadOnlyList<ExtremeJoin[]> pairs)
    {
        var (before, inside) = (Builder.At(loop), Builder.At(loop.Body.Last!));
        var inits = pairs.Select(pair => AreNumbers(before, loop.Inits.ElementAt(pair[0].Index), loop.Inits.ElementAt(pair[1].Index)));
        var seen = pairs.Select(pair => AreNumbers(inside, pair[0].Value, pair[1].Value)).ToList();
        foreach (var join in pairs.SelectMany(pair => pair)) join.LeaveNansOut();
        var wider = loop.WithMoreCarried([.. inits], seen);
        var carried = wider.Inits.Count - pairs.Count;
        for (var i = 0; i < pairs.Count; i++)
        {
            var all = Builder.At(wider.Body.Last!).Add(new AndIOp(wider.Body.Arguments[carried + i + 1], seen[i]));
            wider.Body.Last!.SetOperand(carried + i, all);
            HandOn(wider.Results[pairs[i][0].Index], wider.Results[carried + i]);
        }
    }

    private static Value AreNumbers(Builder builder, Value a, Value b) => builder.Add(new CmpFOp(CmpFPredicate.Ord, a, b));

    // One of a pair is enough: they are joined. The NaN has no sign.
    private static void HandOn(OpResult extreme, Value numbers)
    {
        var builder = Builder.After(extreme.Def!);
        var type = (VectorType)extreme.Type;
        var element = (FloatType)type.Element;
        var none = new FloatAttr(element, FloatFormat.QuietNan(element));
        var nan = builder.Add(new ConstantOp(DenseElementsAttr.Splat(none, type)));
        var choice = builder.Insert(new SelectOp(numbers, extreme, nan));
        foreach (var use in extreme.Uses.Where(use => use.Owner != choice).ToList()) use.Owner.SetOperand(use.Index, choice.Result);
    }
}

/// <summary>The join of a carried vector of floats with one of each turn, by maximum or minimum, where zeros have no sign.</summary>
/// <param name="Index">Of the carried vector.</param>
/// <param name="Value">The one of the turn.</param>
internal sealed record ExtremeJoin(Operation Op, int Index, Value Carried, Value Value)
{
    public bool IsMaximum => Op is MaximumFOp;

    public static ExtremeJoin? Of(AffineForOp loop, int index)
    {
        var carried = loop.Body.Arguments[index + 1];
        if (carried.Type is not VectorType { Element: FloatType { Width: 32 or 64 } } || !carried.HasOneUse
            || loop.Yielded[index].Def is not { } op || op is not (MaximumFOp or MinimumFOp)) return null;
        return op.Parent == loop.Body && op.Results[0].HasOneUse && op.Operands.Contains(carried)
            && ((IFastMath)op).Fastmath.HasFlag(FastMath.Nsz)
            ? new(op, index, carried, op.Operands[0] == carried ? op.Operands[1] : op.Operands[0]) : null;
    }

    /// <summary>Chooses the value where it is a NaN, which the next turn forgets.</summary>
    public void LeaveNansOut()
    {
        var builder = Builder.At(Op);
        var isBeyond = builder.Add(new CmpFOp(IsMaximum ? CmpFPredicate.Ogt : CmpFPredicate.Olt, Carried, Value));
        Op.ReplaceWith([builder.Add(new SelectOp(isBeyond, Carried, Value))]);
    }
}
