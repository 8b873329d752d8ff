using Weft.IR;

namespace Weft.Backends.Llvm;

/// <summary>
/// <c>vector.mask</c>: the operation inside is written with the mask in sight. Accesses touch only what it lets through; sums keep what
/// they have where it does not.
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

    /// <summary>A mask of an operation's own together with the one around it.</summary>
    public static string With(FunctionEmitter to, string own, int count) =>
        to.Mask is { } outer ? to.Assign($"and <{count} x i1> {own}, {to[outer]}") : own;

    /// <summary>A step of a sum for the lanes that the mask around it lets through; the others keep what there was.</summary>
    /// <param name="lanes">The places in the mask.</param>
    public static string Kept(FunctionEmitter to, Operation op, string vector, string joined, string before, Func<Lanes, int[]> lanes)
    {
        if (to.Mask is not { } outer) return joined;
        var places = lanes(Lanes.Of(outer.Type));
        var mask = VectorInstructions.Shuffle(to, op, outer, places);
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
