using System.Collections.Immutable;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Backends;

/// <summary>Makes memory of a type, once its extents are known.</summary>
internal static class MemRefAllocation
{
    /// <summary>Reports what no extents can make possible.</summary>
    public static void Check(MemRefType type, Location location)
    {
        ElementForm.Of(type.Element, location);
        if (type.Layout is StridedLayoutAttr strided && strided.Strides.Append(strided.Offset).Contains(ShapedType.Dynamic))
            throw InterpreterDiagnostics.Refusal(location, $"new memory of type '{type}', whose strides are open");
    }

    public static MemRef Allocate(Frame frame, Operation op, MemRefType type, ImmutableArray<long> shape, ImmutableArray<long> symbols)
    {
        if (shape.FirstOrDefault(extent => extent < 0) is < 0 and var negative)
            throw frame.Error(InterpreterDiagnostics.ShapeMismatch, op.Location, op.Name, "extents of at least 0", negative);
        var bytes = long.MaxValue;
        try
        {
            var layout = LayoutOf(type, shape, symbols);
            bytes = checked(layout.End * MemRef.SizeOf(type.Element));
            return MemRef.Allocate(type.Element, layout);
        }
        catch (Exception e) when (e is OutOfMemoryException or OverflowException)
        {
            throw frame.Fault(FaultKind.OutOfMemory, op.Location, index: bytes);
        }
        catch (ArgumentException e)
        {
            throw frame.Error(InterpreterDiagnostics.ShapeMismatch, op.Location, op.Name, "a layout that stays in memory", e.Message);
        }
    }

    public static Layout LayoutOf(MemRefType type, ImmutableArray<long> shape, ImmutableArray<long> symbols) => type.Layout switch
    {
        StridedLayoutAttr strided => new StridedLayout(shape, strided.Strides.Span.ToImmutableArray(), strided.Offset),
        AffineMapAttr { Map: { IsIdentity: false } map } when type.Strided is not null => StridedOf(map, shape, symbols),
        AffineMapAttr { Map: { IsIdentity: false } map } => new MappedLayout(shape, map, symbols),
        _ => StridedLayout.Dense(shape),
    };

    // The map is linear: what it gives for the origin and one step in each dimension says all.
    private static StridedLayout StridedOf(AffineMap map, ImmutableArray<long> shape, ImmutableArray<long> symbols)
    {
        var index = new long[shape.Length];
        var (origin, strides) = (At(), new long[shape.Length]);
        for (var d = 0; d < index.Length; d++)
        {
            index[d] = 1;
            strides[d] = At() - origin;
            index[d] = 0;
        }

        return new(shape, [.. strides], origin);

        long At() => map.Results[0].Evaluate(index, symbols.AsSpan()) ?? throw new ArgumentException($"{map} leaves 64 bits");
    }
}
