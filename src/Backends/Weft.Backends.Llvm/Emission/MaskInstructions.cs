using Weft.IR;

namespace Weft.Backends.Llvm;

/// <summary>
/// Masks, and <c>vector.mask</c>: the operation inside is written with the mask in sight. Accesses touch only what it lets through;
/// sums keep what they have where it does not.
/// </summary>
internal static class MaskInstructions
{
    public static void Mask(FunctionEmitter to, Operation op)
    {
        var mask = (MaskOp)op;
        if (mask.Masked is { } masked)
        {
            to.Mask = mask.Mask;
            Instructions.Emit(to, masked);
            to.Mask = null;
        }

        var yielded = mask.MaskRegion.Entry.Last!.Operands;
        for (var i = 0; i < yielded.Count; i++)
        {
            var (value, type) = (to[yielded[i]], to.TypeOf(yielded[i], op));
            if (mask.Passthru is { } otherwise && otherwise.Type is VectorType)
                value = to.Assign($"select {to.TypeOf(mask.Mask, op)} {to[mask.Mask]}, {type} {value}, {type} {to[otherwise]}");
            to.Bind(mask.Values[i], value);
        }
    }

    public static void CreateMask(FunctionEmitter to, Operation op)
    {
        var lanes = Lanes.Of(op.Results[0].Type);
        var mask = "";
        for (var d = 0; d < Math.Max(1, lanes.Rank); d++)
        {
            var here = FlatVector.Numbers("i64", lanes.Positions.Select(p => lanes.Rank == 0 ? 0 : p[d]));
            var inside = to.Assign($"icmp slt <{lanes.Count} x i64> {here}, {FlatVector.Splat(to, to[op.Operands[d]], lanes.Count)}");
            mask = d == 0 ? inside : to.Assign($"and <{lanes.Count} x i1> {mask}, {inside}");
        }

        to.Bind(op.Results[0], mask);
    }

    public static void ConstantMask(FunctionEmitter to, Operation op)
    {
        var sizes = ((ConstantMaskOp)op).MaskDimSizes.Int64s;
        var lanes = Lanes.Of(op.Results[0].Type);
        bool Inside(long[] p) => lanes.Rank == 0 ? sizes[0] > 0 : p.Zip(sizes).All(pair => pair.First < pair.Second);
        to.Bind(op.Results[0], $"<{string.Join(", ", lanes.Positions.Select(p => $"i1 {(Inside(p) ? "true" : "false")}"))}>");
    }

    /// <summary>A mask of an operation's own together with the one around it.</summary>
    public static string With(FunctionEmitter to, string own, int count) =>
        to.Mask is { } outer ? to.Assign($"and <{count} x i1> {own}, {to[outer]}") : own;

    /// <summary>A step of a sum for the lanes that the mask around it lets through; the others keep what there was.</summary>
    /// <param name="lanes">The places in the mask.</param>
    public static string Kept(FunctionEmitter to, Operation op, string vector, string joined, string before, Func<Lanes, int[]> lanes)
    {
        if (to.Mask is not { } outer) return joined;
        var places = lanes(Lanes.Of(outer.Type));
        var mask = FlatVector.Shuffle(to, op, outer, places);
        return to.Assign($"select <{places.Length} x i1> {mask}, {vector} {joined}, {vector} {before}");
    }

    /// <summary>A vector that is reduced: what the mask around it holds back becomes what changes nothing.</summary>
    public static string Reduced(FunctionEmitter to, Operation op, CombiningKind kind, Value vector)
    {
        if (to.Mask is not { } outer) return to[vector];
        var (type, lanes) = (to.TypeOf(vector, op), (VectorType)vector.Type);
        var neutral = $"{LlvmTypes.Register(lanes.Element)} {LlvmTypes.Constant(kind.Neutral(lanes.Element))}";
        var others = $"<{string.Join(", ", Enumerable.Repeat(neutral, (int)lanes.ElementCount))}>";
        return to.Assign($"select {to.TypeOf(outer, op)} {to[outer]}, {type} {to[vector]}, {type} {others}");
    }
}
