using Weft.IR;

namespace Weft.Passes;

/// <summary>Tensors that are made of elements: new buffers that are filled.</summary>
internal static class FilledBuffers
{
    public static void FromElements(TensorFromElementsOp op, Buffers buffers)
    {
        var (type, builder) = ((MemRefType)Buffers.Dense(op.Result.Type), Builder.At(op));
        var buffer = Buffers.New(builder, type, []);
        buffers[op.Result] = buffer;
        var largest = type.Rank == 0 ? 0 : type.Shape.Max();
        var numbers = new List<Value>();
        for (var i = 0L; i < largest; i++) numbers.Add(builder.Add(ConstantOp.Index(i)));
        var position = new long[type.Rank];
        foreach (var element in op.Elements)
        {
            builder.Insert(new StoreOp(element, buffer, [.. position.Select(i => numbers[(int)i])]));
            for (var d = type.Rank - 1; d >= 0 && ++position[d] == type.Shape[d]; d--) position[d] = 0;
        }
    }

    public static void Splat(TensorSplatOp op, Buffers buffers)
    {
        var buffer = New(op, op.Aggregate, op.DynamicSizes.ToArray());
        Builder.AtEnd(Fill(Builder.At(op), buffer), op.Location).Insert(new LinalgYieldOp([op.Input]));
        buffers[op.Aggregate] = buffer;
    }

    public static void Generate(GenerateOp op, Buffers buffers)
    {
        var buffer = New(op, op.Result, op.DynamicExtents.ToArray());
        FillBy(op.Body, op, buffer, buffers);
        buffers[op.Result] = buffer;
    }

    /// <summary>A buffer full of padding, in whose middle the source is copied.</summary>
    public static void Pad(PadOp op, Buffers buffers)
    {
        var (source, builder) = (buffers[op.Source], Builder.At(op));
        var (low, high, type) = (op.MixedLow, op.MixedHigh, (RankedTensorType)op.Result.Type);
        var inner = Sizes(builder, source);
        var sizes = new List<Value>();
        for (var d = 0; d < type.Rank; d++)
        {
            if (type.Shape[d] != ShapedType.Dynamic) continue;
            var front = builder.Add(new AddIOp(low[d].At(builder), inner[d].At(builder)));
            sizes.Add(builder.Add(new AddIOp(front, high[d].At(builder))));
        }

        var buffer = New(op, op.Result, sizes);
        FillBy(op.Region, op, buffer, buffers);
        CopyInto(builder, source, buffer, low, inner);
        buffers[op.Result] = buffer;
    }

    public static void Concat(ConcatOp op, Buffers buffers)
    {
        var (builder, type, along) = (Builder.At(op), (RankedTensorType)op.Result.Type, (int)op.Dim);
        var parts = op.Inputs.Select(input => (Buffer: buffers[input], Sizes: Sizes(builder, buffers[input]))).ToList();
        var (starts, end) = (new List<MixedIndex>(), (MixedIndex)0);
        foreach (var (_, sizes) in parts)
        {
            starts.Add(end);
            end = end.Number is { } a && sizes[along].Number is { } b ? a + b
                : builder.Add(new AddIOp(end.At(builder), sizes[along].At(builder)));
        }

        var open = Enumerable.Range(0, type.Rank).Where(d => type.Shape[d] == ShapedType.Dynamic);
        var buffer = New(op, op.Result, [.. open.Select(d => (d == along ? end : parts[0].Sizes[d]).At(builder))]);
        for (var i = 0; i < parts.Count; i++)
        {
            var place = Enumerable.Range(0, type.Rank).Select(d => d == along ? starts[i] : 0);
            CopyInto(builder, parts[i].Buffer, buffer, [.. place], parts[i].Sizes);
        }

        buffers[op.Result] = buffer;
    }

    private static Value New(Operation op, Value tensor, IReadOnlyList<Value> sizes) =>
        Buffers.New(Builder.At(op), (MemRefType)Buffers.Dense(tensor.Type), sizes);

    private static MixedIndex[] Sizes(Builder builder, Value buffer) =>
        [.. ((MemRefType)buffer.Type).Shape.Select((e, d) => e == ShapedType.Dynamic ? (MixedIndex)DimOp.Of(builder, buffer, d) : e)];

    private static void CopyInto(Builder builder, Value source, Value target, MixedIndex[] offsets, MixedIndex[] sizes)
    {
        var ones = sizes.Select(_ => (MixedIndex)1).ToArray();
        var (o, s, t) = (MixedIndex.Split(offsets), MixedIndex.Split(sizes), MixedIndex.Split(ones));
        builder.Insert(new CopyOp(source, TensorBuffers.Part(builder, target, s.Numbers, o, s, t)));
    }

    // The block that computes the elements of a new buffer, still without an end.
    /// <summary>Puts an operation that fills a buffer where the builder stands. Its block, to which the caller adds the yield, gives each
    /// element.</summary>
    public static Block Fill(Builder builder, Value buffer)
    {
        var state = new OperationState(MapOp.OpInfo, builder.Location) { Operands = { buffer } };
        state.AddRegion().AddBlock();
        return builder.Insert(state.Build()).Regions[0].Entry;
    }

    // A region that gives the element at an index.
    private static void FillBy(Region region, Operation op, Value buffer, Buffers buffers)
    {
        var (source, target) = (region.Entry, Fill(Builder.At(op), buffer));
        var builder = Builder.AtEnd(target, op.Location);
        foreach (var argument in source.Arguments) argument.ReplaceAllUsesWith(builder.Add(new LinalgIndexOp(argument.Index)));
        source.MoveOpsFrom(source.First, target);
        var yield = (TensorYieldOp)target.Last!;
        builder.Insert(new LinalgYieldOp([yield.Value]));
        yield.Erase();
        buffers.Process(target);
    }
}
