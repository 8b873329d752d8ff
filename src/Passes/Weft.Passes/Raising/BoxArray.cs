using System.Collections.Immutable;
using Weft.IR;

namespace Weft.Passes;

/// <summary>What the turns of a box touch of one dimension of an array.</summary>
/// <param name="Subscript">What moves in it with the box's counters; null where nothing does, and the part has no such dimension.</param>
/// <param name="Size">How many elements there are from the first one to the last.</param>
internal sealed record BoxDimension(AffineExpr? Subscript, AffineSum Offset, AffineSum Size, long Stride);

/// <summary>An array as the turns of a box see it: <c>x[i + r + 1, t]</c> is the element <c>i + r</c> of a part of it.</summary>
internal sealed record BoxArray(Value Array, TurnBox Box, ImmutableArray<BoxDimension> Dimensions)
{
    /// <summary>Null where a subscript is no sum, or falls with a counter, or the array is made in the nest.</summary>
    public static BoxArray? Of(IAffineAccess access, TurnBox box)
    {
        if (!box.IsThere(access.Memref) || access.Memref.Type is not MemRefType { Strided: not null }) return null;
        return AffineSum.Of(access.ComposedMap) is { } sums && sums.All(box.Has)
            ? new(access.Memref, box, [.. sums.Select(sum => DimensionOf(sum, box))]) : null;
    }

    /// <summary>From the box's loops to the subscripts in the part.</summary>
    public AffineMap Map => new(Box.Loops.Length, 0, Dimensions.Select(d => d.Subscript).OfType<AffineExpr>().ToSequence());

    public bool IsSameAs(BoxArray other) => Array == other.Array && Map == other.Map && Dimensions.Zip(other.Dimensions)
        .All(pair => pair.First.Offset.IsSameAs(pair.Second.Offset) && pair.First.Size.IsSameAs(pair.Second.Size));

    /// <summary>Whether the part is in the array also where there are no turns.</summary>
    public bool IsInside(ArrayKnowledge arrays) => Dimensions.Select((d, i) => (Part: d, Extent: arrays.ExtentOf(Array, i))).All(pair =>
        arrays.IsNatural(pair.Part.Offset) && pair.Extent is { } extent
        && arrays.IsNatural(extent - pair.Part.Offset - Reach(pair.Part)));

    /// <summary>The part: the array itself where that is all of it.</summary>
    public Value Part(Builder builder, ArrayKnowledge arrays)
    {
        if (IsWhole(arrays)) return Array;
        var offsets = MixedIndex.Split([.. Dimensions.Select(d => arrays.OffsetAt(builder, d.Offset))]);
        var sizes = MixedIndex.Split([.. Dimensions.Select(d => arrays.CountAt(builder, d.Size))]);
        var strides = Dimensions.Select(d => d.Stride).ToSequence();
        var full = SubViewTypes.Infer((MemRefType)Array.Type, offsets.Numbers, sizes.Numbers, strides)!;
        var type = SubViewTypes.Without(full, [.. Dimensions.Select(d => d.Subscript is null)]);
        return builder.Add(new SubViewOp(offsets.Numbers, sizes.Numbers, strides, Array, offsets.Values, sizes.Values, [], type));
    }

    private bool IsWhole(ArrayKnowledge arrays) => Dimensions.Select((d, i) => (Part: d, Extent: arrays.ExtentOf(Array, i))).All(pair =>
        pair.Part is { Subscript: not null, Stride: 1, Offset: { IsConstant: true, Offset: 0 } }
        && pair.Extent is { } extent && extent.IsSameAs(pair.Part.Size));

    // A step of several elements goes into the part; where several counters move the subscript, it stays in the map.
    private static BoxDimension DimensionOf(AffineSum sum, TurnBox box)
    {
        var moving = sum.Terms.Where(term => box.IndexOf(term.Value) >= 0).ToList();
        var offset = box.First(sum);
        if (moving is []) return new(null, offset, AffineSum.Constant(1), 1);
        if (moving is [var (counter, stride)])
            return new(AffineExpr.Dim(box.IndexOf(counter)), offset, box.Loops[box.IndexOf(counter)].Count, stride);
        var subscript = moving.OrderBy(term => box.IndexOf(term.Value)).Aggregate(
            AffineExpr.Constant(0), (all, term) => all + (AffineExpr.Dim(box.IndexOf(term.Value)) * term.Factor));
        return new(subscript, offset, box.Last(sum) - offset + 1, 1);
    }

    // From the offset to behind the last element.
    private static AffineSum Reach(BoxDimension part) => ((part.Size + -1) * part.Stride) + 1;
}
