using System;
using System.Linq;
using Weft.IR.Text;

namespace Weft.IR;

/// <summary>An operation between a tensor and its tiles.</summary>
public interface ITiling
{
    /// <summary>The order of the outer dimensions; null or empty where it is kept.</summary>
    Sequence<long>? OuterDimsPerm { get; }

    /// <summary>The dimensions that are cut into tiles.</summary>
    Sequence<long> InnerDimsPos { get; }

    OperandRange InnerTiles { get; }

    Sequence<long> StaticInnerTiles { get; }

    RankedTensorType UnpackedType { get; }

    RankedTensorType PackedType { get; }
}

/// <summary>What holds for tiles of tensors.</summary>
public static class Tilings
{
    extension(ITiling op)
    {
        public MixedIndex[] MixedTiles => MixedIndex.Zip(op.StaticInnerTiles, op.InnerTiles);

        /// <summary>Tiles, and the dimensions that they make, have known extents.</summary>
        public bool HasConstantTiles
        {
            get
            {
                var (tiles, shape) = (op.MixedTiles, op.PackedType.Shape);
                for (var i = 0; i < tiles.Length; i++)
                    if (tiles[i].Constant is null || Extents.IsOpen(shape[shape.Count - tiles.Length + i])) return false;
                return true;
            }
        }

        /// <summary>Whether both operations are of the same tiles in the same order.</summary>
        public bool HasSameTiles(ITiling other) =>
            op.InnerDimsPos == other.InnerDimsPos && op.MixedTiles.SequenceEqual(other.MixedTiles)
            && ((op.OuterDimsPerm ?? []) == (other.OuterDimsPerm ?? [])
                || (IsIdentity(op.OuterDimsPerm) && IsIdentity(other.OuterDimsPerm)));

        /// <summary>The shapes of the tensor and of its tiles, where a dimension that is not cut is known in one of them; null when nothing
        /// new is known.</summary>
        public (Sequence<long> Unpacked, Sequence<long> Packed)? InferredShapes
        {
            get
            {
                var (unpacked, packed, changed) = (op.UnpackedType.Shape.ToArray(), op.PackedType.Shape.ToArray(), false);
                for (var place = 0; place < unpacked.Length; place++)
                {
                    var d = op.OuterDimsPerm is { Count: > 0 } order ? (int)order[place] : place;
                    if (op.InnerDimsPos.Contains(d) || Extents.IsOpen(unpacked[d]) == Extents.IsOpen(packed[place])) continue;
                    unpacked[d] = packed[place] = Extents.IsOpen(unpacked[d]) ? packed[place] : unpacked[d];
                    changed = true;
                }

                return changed ? (new(unpacked), new(packed)) : null;
            }
        }

        /// <summary>As far as types and constants say, the tiles divide the dimensions.</summary>
        public bool HasFullTiles
        {
            get
            {
                var outer = op.PackedType.Shape.Take(op.UnpackedType.Rank).ToArray();
                if (op.OuterDimsPerm is { Count: > 0 } order)
                    for (var i = 0; i < order.Count; i++) outer[order[i]] = op.PackedType.Shape[i];
                var tiles = op.MixedTiles;
                for (var i = 0; i < tiles.Length; i++)
                {
                    var d = (int)op.InnerDimsPos[i];
                    var extent = op.UnpackedType.Shape[d];
                    if (Extents.IsOpen(extent)) continue;
                    var divisor = tiles[i].Constant ?? outer[d];
                    if (!Extents.IsOpen(divisor) && extent % divisor != 0) return false;
                }

                return true;
            }
        }
    }

    /// <summary>The type of a tensor in tiles.</summary>
    public static RankedTensorType Infer(RankedTensorType unpacked, Sequence<long> tiles, Sequence<long> positions, Sequence<long>? order)
    {
        var outer = unpacked.Shape.ToArray();
        for (var i = 0; i < positions.Count; i++) outer[positions[i]] = CountOf(outer[positions[i]], tiles[i]);
        var shape = order is { Count: > 0 } permutation ? Extents.Permute(new(outer), permutation) : new(outer);
        return new([.. shape, .. tiles], unpacked.Element);
    }

    public static bool Verify<T>(T op, DiagnosticBag diagnostics) where T : Operation, ITiling
    {
        var (unpacked, packed, tiles) = (op.UnpackedType, op.PackedType, op.StaticInnerTiles);
        var order = op.OuterDimsPerm ?? [];
        if (!IndexListForm.Verify(op, "tile", tiles.Count, tiles, op.InnerTiles.Count, diagnostics)) return false;
        if (op.MixedTiles.Any(t => t.Is(0))) return Fail("invalid zero tile factor");
        if (!AreDimensions(op.InnerDimsPos, unpacked.Rank)) return Fail("invalid inner_dims_pos vector");
        if (!AreDimensions(order, unpacked.Rank)) return Fail("invalid outer_dims_perm vector");
        if (!order.IsEmpty && order.Count != unpacked.Rank) return Fail("outer_dims_perm must be a permutation or empty");
        if (tiles.Count > unpacked.Rank)
            return Fail("tiling factors must be less than or equal to the input rank for pack or output rank for unpack");
        if (tiles.Count != op.InnerDimsPos.Count) return Fail("tiling factors must equal the number of dimensions to tile");
        if (unpacked.Rank + tiles.Count != packed.Rank) return Fail("packed rank must equal unpacked rank + tiling factors");
        var expected = Infer(unpacked, tiles, op.InnerDimsPos, order);
        for (var d = 0; d < packed.Rank; d++)
            if (!Extents.IsOpen(expected.Shape[d]) && !Extents.IsOpen(packed.Shape[d]) && expected.Shape[d] > packed.Shape[d])
                return Fail(
                    "the shape of output is not large enough to hold the packed data. "
                    + $"Expected at least '{expected}', got '{packed}'");
        // A tile whose size is a constant value has that size.
        return packed.Shape.Skip(unpacked.Rank).Zip(op.MixedTiles, (d, tile) => Extents.IsOpen(d) || tile.Constant == d).All(fits => fits)
            || Fail("mismatch in inner tile sizes specified and shaped of tiled dimension in the packed type");

        bool Fail(string message) => op.ErrorAsIs(diagnostics, message);
    }

    private static bool IsIdentity(Sequence<long>? order) => order is not { } given || given.Select((d, i) => d == i).All(same => same);

    private static bool AreDimensions(Sequence<long> positions, int rank) =>
        positions.Distinct().Count() == positions.Count && positions.All(d => d >= 0 && d < rank);

    private static long CountOf(long extent, long tile) =>
        Extents.IsOpen(extent) || Extents.IsOpen(tile) ? ShapedType.Dynamic : (extent + tile - 1) / tile;
}
