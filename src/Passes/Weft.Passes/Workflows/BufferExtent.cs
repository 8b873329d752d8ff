using Weft.IR;

namespace Weft.Passes;

/// <summary>An extent of a buffer as a number, as a value, or as a dimension of memory that was given.</summary>
internal readonly record struct BufferExtent(long Number, Value? Value, int Dimension)
{
    /// <summary>The extent of memory in a dimension, followed to where it comes from.</summary>
    /// <param name="before">What an argument of a loop was before the loop; null of others.</param>
    public static BufferExtent Of(Value memory, int dimension, Func<Value, Value?> before)
    {
        var extent = ((MemRefType)memory.Type).Shape[dimension];
        if (extent != ShapedType.Dynamic) return new(extent, null, -1);
        if (memory.Def is AllocOp alloc) return Of(alloc.SizeOf(dimension)!, before);
        if (memory.Def is MemRefCastOp cast) return Of(cast.Source, dimension, before);
        return before(memory) is { } earlier ? Of(earlier, dimension, before) : new(0, memory, dimension);
    }

    private static BufferExtent Of(Value size, Func<Value, Value?> before)
    {
        if (ConstantOp.IntegerOf(size) is { } number) return new((long)number, null, -1);
        return size.Def is DimOp { ConstantIndex: { } dimension, Source.Type: MemRefType } dim
            ? Of(dim.Source, dimension, before) : new(0, size, -1);
    }

    public Value Emit(Builder builder) => Value is null ? builder.Add(ConstantOp.Index(Number))
        : Dimension < 0 ? Value : DimOp.Of(builder, Value, Dimension);
}
