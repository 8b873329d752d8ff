using Weft.IR;

namespace Weft.Backends.Llvm;

/// <summary>What instructions on vectors are made of: constants, shuffles, and joins of flat ones, as LLVM has them.</summary>
internal static class FlatVector
{
    /// <summary>The operand as a flat vector; a scalar as one of a single lane.</summary>
    public static string Of(FunctionEmitter to, Operation op, Value value)
    {
        if (value.Type is VectorType) return to[value];
        var type = to.TypeOf(value, op);
        return to.Assign($"insertelement <1 x {type}> poison, {type} {to[value]}, i64 0");
    }

    /// <summary>A constant vector of numbers.</summary>
    public static string Numbers(string element, IEnumerable<long> numbers) =>
        $"<{string.Join(", ", numbers.Select(n => $"{element} {n}"))}>";

    /// <summary>A 64-bit value in all lanes.</summary>
    public static string Splat(FunctionEmitter to, string value, int count)
    {
        var one = to.Assign($"insertelement <1 x i64> poison, i64 {value}, i64 0");
        return Shuffle(to, "i64", one, 1, Enumerable.Repeat(0, count).ToList());
    }

    /// <summary>A vector whose lanes are the given ones of another; a scalar is a vector of one lane. -1: any value.</summary>
    public static string Shuffle(FunctionEmitter to, Operation op, Value source, params IReadOnlyList<int> lanes) =>
        Shuffle(to, to.TypeOf(TypeRules.ElementOf(source.Type), op), Of(to, op, source), Lanes.Of(source.Type).Count, lanes);

    public static string Shuffle(FunctionEmitter to, string element, string vector, int count, IReadOnlyList<int> lanes) =>
        lanes.SequenceEqual(Enumerable.Range(0, count)) ? vector
        : to.Assign($"shufflevector <{count} x {element}> {vector}, <{count} x {element}> poison, {Mask(lanes)}");

    /// <summary>Lanes of two vectors: those below the first's count are of the first, the others of the second.</summary>
    public static string Join(
        FunctionEmitter to, string element, (string Text, int Count) first, (string Text, int Count) second, IReadOnlyList<int> lanes)
    {
        // LLVM wants both of one length.
        var width = Math.Max(first.Count, second.Count);
        var (a, b) = (Widen(to, element, first, width), Widen(to, element, second, width));
        var mask = lanes.Select(lane => lane < first.Count ? lane : lane - first.Count + width).ToList();
        return to.Assign($"shufflevector <{width} x {element}> {a}, <{width} x {element}> {b}, {Mask(mask)}");
    }

    /// <summary>A vector whose lanes from a number on are those of a slice.</summary>
    public static string Replace(
        FunctionEmitter to, string element, (string Text, int Count) vector, (string Text, int Count) slice, int start) =>
        Join(to, element, vector, slice, [.. Enumerable.Range(0, vector.Count).Select(
            lane => lane < start || lane >= start + slice.Count ? lane : vector.Count + lane - start)]);

    private static string Widen(FunctionEmitter to, string element, (string Text, int Count) vector, int width) =>
        Shuffle(to, element, vector.Text, vector.Count, [.. Enumerable.Range(0, width).Select(i => i < vector.Count ? i : -1)]);

    private static string Mask(IReadOnlyList<int> lanes) =>
        $"<{lanes.Count} x i32> <{string.Join(", ", lanes.Select(lane => lane < 0 ? "i32 poison" : $"i32 {lane}"))}>";
}
