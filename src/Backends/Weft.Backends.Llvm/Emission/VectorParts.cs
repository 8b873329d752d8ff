using Weft.IR;

namespace Weft.Backends.Llvm;

/// <summary>Parts of vectors, taken out and put in: elements, slices, and strided slices.</summary>
internal static class VectorParts
{
    public static void Extract(FunctionEmitter to, Operation op)
    {
        var extract = (VectorExtractOp)op;
        var (source, target) = (Lanes.Of(extract.Vector.Type), Lanes.Of(extract.Result.Type));
        var (type, element) = (to.TypeOf(extract.Vector, op), to.TypeOf(TypeRules.ElementOf(extract.Vector.Type), op));
        var first = FirstLane(to, source, extract.StaticPosition, extract.DynamicPosition);
        if (extract.Result.Type is not VectorType)
            to.Bind(extract.Result, to.Assign($"extractelement {type} {to[extract.Vector]}, i64 {first}"));
        else if (KnownLane(source, extract.StaticPosition) is { } lane)
            to.Bind(extract.Result, FlatVector.Shuffle(to, op, extract.Vector, [.. Enumerable.Range(lane, target.Count)]));
        else
            to.Bind(extract.Result, Gather(to, element, (to[extract.Vector], source.Count), first, target.Count));
    }

    public static void Insert(FunctionEmitter to, Operation op)
    {
        var insert = (VectorInsertOp)op;
        var (slice, target) = (Lanes.Of(insert.Source.Type), Lanes.Of(insert.Dest.Type));
        var (type, element) = (to.TypeOf(insert.Dest, op), to.TypeOf(TypeRules.ElementOf(insert.Dest.Type), op));
        var first = FirstLane(to, target, insert.StaticPosition, insert.DynamicPosition);
        var (vector, source) = (to[insert.Dest], to[insert.Source]);
        if (insert.Source.Type is not VectorType)
            to.Bind(insert.Result, to.Assign($"insertelement {type} {vector}, {element} {source}, i64 {first}"));
        else if (KnownLane(target, insert.StaticPosition) is { } start)
            to.Bind(insert.Result, FlatVector.Replace(to, element, (vector, target.Count), (source, slice.Count), start));
        else
            to.Bind(insert.Result, Scatter(to, element, (vector, target.Count), (source, slice.Count), first));
    }

    public static void ExtractElement(FunctionEmitter to, Operation op)
    {
        var extract = (ExtractElementOp)op;
        var at = Position(to, op, extract.Position, Lanes.Of(extract.Vector.Type));
        to.Bind(extract.Result, to.Assign($"extractelement {to.TypeOf(extract.Vector, op)} {to[extract.Vector]}, i64 {at}"));
    }

    public static void InsertElement(FunctionEmitter to, Operation op)
    {
        var insert = (InsertElementOp)op;
        var at = Position(to, op, insert.Position, Lanes.Of(insert.Dest.Type));
        var value = $"{to.TypeOf(insert.Source, op)} {to[insert.Source]}";
        to.Bind(insert.Result, to.Assign($"insertelement {to.TypeOf(insert.Dest, op)} {to[insert.Dest]}, {value}, i64 {at}"));
    }

    public static void ScalableExtract(FunctionEmitter to, Operation op)
    {
        var extract = (ScalableExtractOp)op;
        to.Bind(extract.Res, FlatVector.Shuffle(
            to, op, extract.Source, [.. Enumerable.Range((int)extract.Pos, Lanes.Of(extract.Res.Type).Count)]));
    }

    public static void ScalableInsert(FunctionEmitter to, Operation op)
    {
        var insert = (ScalableInsertOp)op;
        var (slice, target) = (Lanes.Of(insert.Source.Type).Count, Lanes.Of(insert.Dest.Type).Count);
        var element = to.TypeOf(TypeRules.ElementOf(insert.Dest.Type), op);
        to.Bind(insert.Res, FlatVector.Replace(to, element, (to[insert.Dest], target), (to[insert.Source], slice), (int)insert.Pos));
    }

    public static void ExtractStridedSlice(FunctionEmitter to, Operation op)
    {
        var extract = (ExtractStridedSliceOp)op;
        var (source, target) = (Lanes.Of(extract.Vector.Type), Lanes.Of(extract.Result.Type));
        to.Bind(extract.Result, FlatVector.Shuffle(to, op, extract.Vector, source.From(
            target, p => Strided(p, extract.Offsets.Int64s, extract.Strides.Int64s))));
    }

    public static void InsertStridedSlice(FunctionEmitter to, Operation op)
    {
        var insert = (InsertStridedSliceOp)op;
        var (source, target) = (Lanes.Of(insert.Source.Type), Lanes.Of(insert.Dest.Type));
        var lanes = Enumerable.Range(0, target.Count).ToArray();
        var (leading, lane) = (target.Rank - source.Rank, target.Count);
        foreach (var p in source.Positions)
        {
            // The slice's dimensions are the last ones of the target; the strides are theirs.
            var position = insert.Offsets.Int64s.ToArray();
            for (var d = 0; d < p.Length; d++) position[leading + d] += p[d] * insert.Strides.Int64s[d];
            lanes[target[position]] = lane++;
        }

        var element = to.TypeOf(TypeRules.ElementOf(insert.Dest.Type), op);
        to.Bind(insert.Res, FlatVector.Join(to, element, (to[insert.Dest], target.Count), (to[insert.Source], source.Count), lanes));
    }

    private static long[] Strided(long[] position, IReadOnlyList<long> offsets, IReadOnlyList<long> strides)
    {
        var source = position.ToArray();
        for (var d = 0; d < offsets.Count; d++) source[d] = offsets[d] + (position[d] * strides[d]);
        return source;
    }

    /// <summary>The first lane of a slice; null when it is known only when the program runs.</summary>
    private static int? KnownLane(Lanes lanes, Sequence<long> numbers) => numbers.Contains(ShapedType.Dynamic) ? null
        : (int)numbers.Select((number, d) => number * lanes.Stride(d)).Sum();

    // The first lane of a slice; positions that are not known are kept in range, so that no lane is poison.
    private static string FirstLane(FunctionEmitter to, Lanes lanes, Sequence<long> numbers, OperandRange values)
    {
        var (known, sum, next) = (0L, "", 0);
        for (var d = 0; d < numbers.Count; d++)
        {
            if (numbers[d] != ShapedType.Dynamic)
            {
                known += numbers[d] * lanes.Stride(d);
                continue;
            }

            var scaled = to.Assign($"mul i64 {Clamp(to, to[values[next++]], lanes.Shape[d])}, {lanes.Stride(d)}");
            sum = sum.Length == 0 ? scaled : to.Assign($"add i64 {sum}, {scaled}");
        }

        return sum.Length == 0 ? LlvmTypes.Extent(known) : to.Assign($"add i64 {sum}, {known}");
    }

    private static string Position(FunctionEmitter to, Operation op, Value? position, Lanes lanes)
    {
        if (position is null) return "0";
        var type = to.TypeOf(position, op);
        var wide = type == "i64" ? to[position] : to.Assign($"sext {type} {to[position]} to i64");
        return Clamp(to, wide, lanes.Count);
    }

    private static string Clamp(FunctionEmitter to, string index, long extent)
    {
        to.Module.Declare("llvm.umin.i64", "i64 @llvm.umin.i64(i64, i64)");
        return to.Assign($"call i64 @llvm.umin.i64(i64 {index}, i64 {extent - 1})");
    }

    // A slice from a lane on that is known only when the program runs.
    private static string Gather(FunctionEmitter to, string element, (string Text, int Count) source, string first, int count)
    {
        var vector = "poison";
        for (var i = 0; i < count; i++)
        {
            var value = to.Assign($"extractelement <{source.Count} x {element}> {source.Text}, i64 {to.Assign($"add i64 {first}, {i}")}");
            vector = to.Assign($"insertelement <{count} x {element}> {vector}, {element} {value}, i64 {i}");
        }

        return vector;
    }

    private static string Scatter(
        FunctionEmitter to, string element, (string Text, int Count) target, (string Text, int Count) slice, string first)
    {
        var vector = target.Text;
        for (var i = 0; i < slice.Count; i++)
        {
            var value = to.Assign($"extractelement <{slice.Count} x {element}> {slice.Text}, i64 {i}");
            var at = to.Assign($"add i64 {first}, {i}");
            vector = to.Assign($"insertelement <{target.Count} x {element}> {vector}, {element} {value}, i64 {at}");
        }

        return vector;
    }
}
