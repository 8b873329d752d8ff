using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// In sums that are free in their order, what the turn before has made comes last, so that turns wait for one sum alone:
/// <c>s = (s + a) + b</c> -> <c>s = (a + b) + s</c>, and <c>s = ((s + a) + b) * c</c> -> <c>s = s * c + (a + b) * c</c>.
/// </summary>
[Pass("join-carried-last", "Shortens what turns of a loop wait for in sums that are free.")]
public sealed record JoinCarriedLast : IPass
{
    public void Run(Operation root, PassContext context)
    {
        foreach (var loop in root.Walk().OfType<AffineForOp>().Where(loop => !loop.Body.Ops.Any(op => op.Regions.Count > 0)).ToList())
            if (new LateJoins(loop, context.Machine).Write() is var count && count > 0)
                context.Remarks.Chosen(
                    "join-carried-last", loop, "joined",
                    $"{count} {(count == 1 ? "sum ends" : "sums end")} with what the turn before has made");
    }
}

/// <summary>The sums of an innermost loop.</summary>
internal sealed class LateJoins(AffineForOp loop, CpuModel machine)
{
    // How late values are there: what comes from the turn before is later than what it got itself.
    private readonly Dictionary<Value, int> _lateness = [];

    /// <param name="later">What is there later still than what the turn before has made.</param>
    public int Write(params IReadOnlyList<AffineLoadOp> later)
    {
        foreach (var carried in loop.IterArgs)
            _lateness[carried] = loop.Yielded[carried.Index - 1] is BlockArgument ? 1 : 2;
        foreach (var load in loop.Body.Ops.OfType<AffineLoadOp>().Where(IsOfTurnBefore)) _lateness[load.Result] = 2;
        foreach (var load in later) _lateness[load.Result] = 3;
        return _lateness.Count == 0 ? 0 : loop.Body.Ops.Where(IsWhole).ToList().Count(TryWrite);
    }

    private bool IsOfTurnBefore(AffineLoadOp load) => loop.Step == 1 && loop.Body.Ops.OfType<AffineStoreOp>().Any(store =>
        store.Memref == load.Memref && store.ComposedMap.Operands.Contains(loop.InductionVariable)
        && load.ComposedMap.IsSameAs(store.ComposedMap.StepBack(loop.InductionVariable)));

    // The last sum of a chain.
    private static bool IsWhole(Operation op) => op is AddFOp { IsFreeSum: true } sum
        && !(sum.Result.HasOneUse && sum.Result.Users.First() is AddFOp { IsFreeSum: true });

    private bool TryWrite(Operation last)
    {
        var parts = new List<Value>();
        Read(last, parts);
        var latest = parts.Max(LatenessOf);
        if (parts.Count < 3 || latest == 0 || parts.Count(part => LatenessOf(part) == latest) > 1) return false;
        var flags = ((IFastMath)last).Fastmath;
        var builder = Builder.At(last);
        builder.Location = last.Location;
        var ordered = parts.Select((part, i) => (part, i)).OrderBy(p => LatenessOf(p.part)).ThenBy(p => p.i).Select(p => p.part).ToList();
        if (ordered.SequenceEqual(parts) && ScaleOf(last) is null) return false;
        var early = ordered.SkipLast(1).Aggregate((a, b) => builder.Add(new AddFOp(a, b, flags)));
        if (ScaleOf(last) is { } scale)
        {
            builder.MoveBefore(scale);
            var factor = FactorOf(builder, scale);
            var scaled = builder.Add(new MulFOp(early, factor, flags));
            // As one operation, where there is one: of a sum of products LLVM takes the factor out again, or waits for both products.
            scale.ReplaceWith([machine.HasFusedProducts ? builder.Add(new FmaOp(ordered[^1], factor, scaled, flags))
                : builder.Add(new AddFOp(scaled, builder.Add(new MulFOp(ordered[^1], factor, flags)), flags))]);
        }
        else last.ReplaceWith([builder.Add(new AddFOp(early, ordered[^1], flags))]);

        return true;
    }

    private static Value FactorOf(Builder builder, Operation scale) => scale is MulFOp ? scale.Operands[1]
        : builder.AddFolded(new DivFOp(
            builder.Add(new ConstantOp(FloatAttr.Of(1, (FloatType)scale.Results[0].Type))), scale.Operands[1], ((IFastMath)scale).Fastmath));

    private static void Read(Operation sum, List<Value> parts)
    {
        foreach (var operand in sum.Operands)
            if (operand.Def is AddFOp { IsFreeSum: true } inner && operand.HasOneUse && inner.Parent == sum.Parent) Read(inner, parts);
            else parts.Add(operand);
    }

    // A factor that all parts may have as well, which joins the last product to the sum.
    private Operation? ScaleOf(Operation sum)
    {
        if (!sum.Results[0].HasOneUse || sum.Results[0].Users.First() is not (MulFOp or DivFOp)) return null;
        var scale = sum.Results[0].Users.First();
        return ((IFastMath)scale).Fastmath.HasFlag(FastMath.Reassoc | FastMath.Contract | FastMath.Arcp) && scale.Parent == sum.Parent
            && scale.Operands[0] == sum.Results[0] && LatenessOf(scale.Operands[1]) == 0 && IsCarried(scale) ? scale : null;
    }

    private bool IsCarried(Operation op) => op.Results[0].Users.Any(user => user == loop.Body.Last || user is AffineStoreOp);

    private int LatenessOf(Value value)
    {
        if (!_lateness.TryGetValue(value, out var known))
            _lateness[value] = known = value.Def is { } definition && definition.Parent == loop.Body && definition is not AffineLoadOp
                && definition.Operands.Count > 0 ? definition.Operands.Max(LatenessOf) : 0;
        return known;
    }
}
