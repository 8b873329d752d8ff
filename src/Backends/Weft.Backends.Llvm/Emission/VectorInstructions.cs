using Weft.IR;

namespace Weft.Backends.Llvm;

/// <summary>What moves the elements of vectors about: shuffles of flat vectors.</summary>
internal static class VectorInstructions
{
    /// <summary>A vector whose lanes are the given ones of another; a scalar is a vector of one lane. -1: any value.</summary>
    public static string Shuffle(FunctionEmitter to, Operation op, Value source, params IReadOnlyList<int> lanes) =>
        Shuffle(to, to.TypeOf(TypeRules.ElementOf(source.Type), op), Flat(to, op, source), Lanes.Of(source.Type).Count, lanes);

    public static string Shuffle(FunctionEmitter to, string element, string vector, int count, IReadOnlyList<int> lanes) =>
        lanes.SequenceEqual(Enumerable.Range(0, count)) ? vector
        : to.Assign($"shufflevector <{count} x {element}> {vector}, <{count} x {element}> poison, {Mask(lanes)}");

    /// <summary>The operand as a flat vector; a scalar as one of a single lane.</summary>
    public static string Flat(FunctionEmitter to, Operation op, Value value)
    {
        if (value.Type is VectorType) return to[value];
        var type = to.TypeOf(value, op);
        return to.Assign($"insertelement <1 x {type}> poison, {type} {to[value]}, i64 0");
    }

    /// <summary>A constant vector of numbers.</summary>
    public static string Numbers(string element, IEnumerable<long> numbers) =>
        $"<{string.Join(", ", numbers.Select(n => $"{element} {n}"))}>";

    public static void Broadcast(FunctionEmitter to, Operation op)
    {
        var (source, target) = (Lanes.Of(op.Operands[0].Type), Lanes.Of(op.Results[0].Type));
        var leading = target.Rank - source.Rank;
        to.Bind(op.Results[0], Shuffle(to, op, op.Operands[0], source.From(
            target, p => [.. source.Shape.Select((extent, d) => extent == 1 ? 0 : p[leading + d])])));
    }

    public static void Reinterpret(FunctionEmitter to, Operation op)
    {
        var (from, into) = (to.TypeOf(op.Operands[0], op), to.TypeOf(op.Results[0], op));
        to.Bind(op.Results[0], from == into ? to[op.Operands[0]] : to.Assign($"bitcast {from} {to[op.Operands[0]]} to {into}"));
    }

    public static void Transpose(FunctionEmitter to, Operation op)
    {
        var transpose = (VectorTransposeOp)op;
        var (source, target) = (Lanes.Of(transpose.Vector.Type), Lanes.Of(transpose.Result.Type));
        to.Bind(transpose.Result, Shuffle(to, op, transpose.Vector, source.From(target, p =>
        {
            var position = new long[p.Length];
            for (var d = 0; d < p.Length; d++) position[transpose.Permutation[d]] = p[d];
            return position;
        })));
    }

    // Matrices of these lie column by column.
    public static void FlatTranspose(FunctionEmitter to, Operation op)
    {
        var transpose = (FlatTransposeOp)op;
        var (source, target) = (new Lanes([transpose.Columns, transpose.Rows]), new Lanes([transpose.Rows, transpose.Columns]));
        to.Bind(transpose.Res, Shuffle(to, op, transpose.Matrix, source.From(target, p => [p[1], p[0]])));
    }

    public static void ShuffleSlices(FunctionEmitter to, Operation op)
    {
        var shuffle = (VectorShuffleOp)op;
        var (first, second) = (Lanes.Of(shuffle.V1.Type), Lanes.Of(shuffle.V2.Type));
        var slice = first.Rank == 0 ? 1 : (int)first.Stride(0);
        var lanes = shuffle.Mask.Int64s.SelectMany(s => Enumerable.Range((int)s * slice, slice)).ToList();
        var element = to.TypeOf(TypeRules.ElementOf(shuffle.V1.Type), op);
        to.Bind(shuffle.Vector, Join(to, element, (to[shuffle.V1], first.Count), (to[shuffle.V2], second.Count), lanes));
    }

    public static void Interleave(FunctionEmitter to, Operation op)
    {
        var interleave = (InterleaveOp)op;
        var source = Lanes.Of(interleave.Lhs.Type);
        var lanes = Enumerable.Range(0, source.Count).SelectMany(lane => new[] { lane, source.Count + lane }).ToList();
        var element = to.TypeOf(TypeRules.ElementOf(interleave.Lhs.Type), op);
        to.Bind(interleave.Result, Join(to, element, (to[interleave.Lhs], source.Count), (to[interleave.Rhs], source.Count), lanes));
    }

    public static void Deinterleave(FunctionEmitter to, Operation op)
    {
        var half = Lanes.Of(op.Results[0].Type).Count;
        for (var i = 0; i < 2; i++)
            to.Bind(op.Results[i], Shuffle(to, op, op.Operands[0], [.. Enumerable.Range(0, half).Select(lane => (2 * lane) + i)]));
    }

    public static void FromElements(FunctionEmitter to, Operation op)
    {
        var (type, element) = (to.TypeOf(op.Results[0], op), to.TypeOf(op.Operands[0], op));
        var vector = "poison";
        for (var i = 0; i < op.Operands.Count; i++)
            vector = to.Assign($"insertelement {type} {vector}, {element} {to[op.Operands[i]]}, i64 {i}");
        to.Bind(op.Results[0], vector);
    }

    public static void Step(FunctionEmitter to, Operation op) =>
        to.Bind(op.Results[0], Numbers("i64", Enumerable.Range(0, Lanes.Of(op.Results[0].Type).Count).Select(i => (long)i)));

    public static void Extract(FunctionEmitter to, Operation op)
    {
        var extract = (VectorExtractOp)op;
        var (source, target) = (Lanes.Of(extract.Vector.Type), Lanes.Of(extract.Result.Type));
        var (type, element) = (to.TypeOf(extract.Vector, op), to.TypeOf(TypeRules.ElementOf(extract.Vector.Type), op));
        var first = FirstLane(to, source, extract.StaticPosition, extract.DynamicPosition);
        if (extract.Result.Type is not VectorType)
            to.Bind(extract.Result, to.Assign($"extractelement {type} {to[extract.Vector]}, i64 {first}"));
        else if (KnownLane(source, extract.StaticPosition) is { } lane)
            to.Bind(extract.Result, Shuffle(to, op, extract.Vector, [.. Enumerable.Range(lane, target.Count)]));
        else
            to.Bind(extract.Result, Gather(to, element, (to[extract.Vector], source.Count), first, target.Count));
    }

    public static void Insert(FunctionEmitter to, Operation op)
    {
        var insert = (VectorInsertOp)op;
        var (slice, target) = (Lanes.Of(insert.Source.Type), Lanes.Of(insert.Dest.Type));
        var (type, element) = (to.TypeOf(insert.Dest, op), to.TypeOf(TypeRules.ElementOf(insert.Dest.Type), op));
        var first = FirstLane(to, target, insert.StaticPosition, insert.DynamicPosition);
        if (insert.Source.Type is not VectorType)
        {
            to.Bind(insert.Result, to.Assign($"insertelement {type} {to[insert.Dest]}, {element} {to[insert.Source]}, i64 {first}"));
            return;
        }

        if (KnownLane(target, insert.StaticPosition) is { } start)
        {
            to.Bind(insert.Result, Replace(to, element, (to[insert.Dest], target.Count), (to[insert.Source], slice.Count), start));
            return;
        }

        var vector = to[insert.Dest];
        for (var i = 0; i < slice.Count; i++)
        {
            var value = to.Assign($"extractelement <{slice.Count} x {element}> {to[insert.Source]}, i64 {i}");
            var at = to.Assign($"add i64 {first}, {i}");
            vector = to.Assign($"insertelement {type} {vector}, {element} {value}, i64 {at}");
        }

        to.Bind(insert.Result, vector);
    }

    public static void ScalableExtract(FunctionEmitter to, Operation op)
    {
        var extract = (ScalableExtractOp)op;
        to.Bind(extract.Res, Shuffle(
            to, op, extract.Source, [.. Enumerable.Range((int)extract.Pos, Lanes.Of(extract.Res.Type).Count)]));
    }

    public static void ScalableInsert(FunctionEmitter to, Operation op)
    {
        var insert = (ScalableInsertOp)op;
        var (slice, target) = (Lanes.Of(insert.Source.Type).Count, Lanes.Of(insert.Dest.Type).Count);
        var element = to.TypeOf(TypeRules.ElementOf(insert.Dest.Type), op);
        to.Bind(insert.Res, Replace(to, element, (to[insert.Dest], target), (to[insert.Source], slice), (int)insert.Pos));
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

    public static void ExtractStridedSlice(FunctionEmitter to, Operation op)
    {
        var extract = (ExtractStridedSliceOp)op;
        var (source, target) = (Lanes.Of(extract.Vector.Type), Lanes.Of(extract.Result.Type));
        to.Bind(extract.Result, Shuffle(to, op, extract.Vector, source.From(
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
        to.Bind(insert.Res, Join(to, element, (to[insert.Dest], target.Count), (to[insert.Source], source.Count), lanes));
    }

    public static void CreateMask(FunctionEmitter to, Operation op)
    {
        var lanes = Lanes.Of(op.Results[0].Type);
        var mask = "";
        for (var d = 0; d < Math.Max(1, lanes.Rank); d++)
        {
            var here = Numbers("i64", lanes.Positions.Select(p => lanes.Rank == 0 ? 0 : p[d]));
            var inside = to.Assign($"icmp slt <{lanes.Count} x i64> {here}, {Splat(to, to[op.Operands[d]], lanes.Count)}");
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

    /// <summary>A 64-bit value in all lanes.</summary>
    public static string Splat(FunctionEmitter to, string value, int count)
    {
        var one = to.Assign($"insertelement <1 x i64> poison, i64 {value}, i64 0");
        return Shuffle(to, "i64", one, 1, Enumerable.Repeat(0, count).ToList());
    }

    // Lanes below the first's count are of the first, the others of the second: LLVM wants both of one length.
    private static string Join(
        FunctionEmitter to, string element, (string Text, int Count) first, (string Text, int Count) second, IReadOnlyList<int> lanes)
    {
        var width = Math.Max(first.Count, second.Count);
        var (a, b) = (Widen(to, element, first, width), Widen(to, element, second, width));
        var mask = lanes.Select(lane => lane < first.Count ? lane : lane - first.Count + width).ToList();
        return to.Assign($"shufflevector <{width} x {element}> {a}, <{width} x {element}> {b}, {Mask(mask)}");
    }

    // The lanes from a number on are those of the slice.
    private static string Replace(
        FunctionEmitter to, string element, (string Text, int Count) vector, (string Text, int Count) slice, int start) =>
        Join(to, element, vector, slice, [.. Enumerable.Range(0, vector.Count).Select(
            lane => lane < start || lane >= start + slice.Count ? lane : vector.Count + lane - start)]);

    private static string Widen(FunctionEmitter to, string element, (string Text, int Count) vector, int width) =>
        Shuffle(to, element, vector.Text, vector.Count, [.. Enumerable.Range(0, width).Select(i => i < vector.Count ? i : -1)]);

    private static string Mask(IReadOnlyList<int> lanes) =>
        $"<{lanes.Count} x i32> <{string.Join(", ", lanes.Select(lane => lane < 0 ? "i32 poison" : $"i32 {lane}"))}>";

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
}
