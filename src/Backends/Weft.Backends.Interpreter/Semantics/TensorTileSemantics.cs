using System.Collections.Immutable;
using Weft.IR;
using static Weft.Backends.SemanticsRow;

namespace Weft.Backends;

/// <summary>Tensors in tiles. Both directions go over the tiles' elements, each of which is an element of the other tensor or fills up a
/// tile.</summary>
internal static class TensorTileSemantics
{
    public static SemanticsRow[] Rows => [Step<PackOp>(Pack), Step<UnpackOp>(Unpack)];

    private static Handler Pack(PackOp op, Preparation prepare)
    {
        var (source, dest, result) = (prepare.Slot(op.Source), prepare.Slot(op.Dest), prepare.Slot(op.Result));
        var (tiles, padding) = (new Tiles(op, op, prepare), op.PaddingValue is { } given ? prepare.Slot(given) : -1);
        return frame =>
        {
            var (flat, packed) = (frame.Elements(source), frame.Elements(dest).Shape);
            tiles.Require(frame, packed, flat.Shape);
            var target = ElementBuffer.Like(flat, packed);
            var index = new long[packed.Length];
            for (var i = 0L; i < target.Count; i++, Layout.Advance(index, packed))
            {
                var inside = tiles.Flat(index, packed);
                target[i] = Tiles.Contains(flat.Shape, inside) ? flat[(int)Layout.Number(flat.Shape, inside)]
                    : padding >= 0 ? frame[padding]
                    : throw frame.Error(
                        InterpreterDiagnostics.ShapeMismatch, op.Location, op.Name, "full tiles, or a padding value",
                        $"[{string.Join(", ", flat.Shape)}] in tiles of [{string.Join(", ", packed)}]");
            }

            frame[result] = target.ToValue();
        };
    }

    private static Handler Unpack(UnpackOp op, Preparation prepare)
    {
        var (source, dest, result) = (prepare.Slot(op.Source), prepare.Slot(op.Dest), prepare.Slot(op.Result));
        var tiles = new Tiles(op, op, prepare);
        return frame =>
        {
            var packed = frame.Elements(source);
            var target = ElementBuffer.Of(frame.Elements(dest));
            tiles.Require(frame, packed.Shape, target.Shape);
            var index = new long[packed.Shape.Length];
            for (var i = 0; i < packed.Count; i++, Layout.Advance(index, packed.Shape))
            {
                var inside = tiles.Flat(index, packed.Shape);
                if (Tiles.Contains(target.Shape, inside)) target[Layout.Number(target.Shape, inside)] = packed[i];
            }

            frame[result] = target.ToValue();
        };
    }

    /// <summary>Where the elements of tiles belong.</summary>
    private sealed class Tiles(Operation op, ITiling tiling, Preparation prepare)
    {
        private readonly IndexList _sizes = new(tiling.MixedTiles, prepare);
        private readonly int[] _cut = [.. tiling.InnerDimsPos.Select(d => (int)d)];

        // The dimension that each outer one counts.
        private readonly int[] _outer = tiling.OuterDimsPerm is { Count: > 0 } order
            ? [.. order.Select(d => (int)d)] : [.. Enumerable.Range(0, tiling.UnpackedType.Rank)];

        /// <summary>The tiles must be as large as the operation says, and enough for the other tensor.</summary>
        public void Require(Frame frame, ImmutableArray<long> packed, ImmutableArray<long> flat)
        {
            var sizes = _sizes.Read(frame);
            var covered = new long[flat.Length];
            for (var place = 0; place < _outer.Length; place++) covered[_outer[place]] = packed[place];
            for (var i = 0; i < _cut.Length; i++) covered[_cut[i]] *= sizes[i];
            var fits = packed.AsSpan(_outer.Length..).SequenceEqual(sizes);
            for (var d = 0; d < flat.Length; d++) fits &= flat[d] <= covered[d];
            if (!fits)
                throw frame.Error(
                    InterpreterDiagnostics.ShapeMismatch, op.Location, op.Name,
                    $"tiles of [{string.Join(", ", sizes)}] for [{string.Join(", ", flat)}]",
                    $"[{string.Join(", ", packed)}]");
        }

        /// <summary>The index in the other tensor of an element of a tile.</summary>
        public long[] Flat(ReadOnlySpan<long> index, ImmutableArray<long> packed)
        {
            var flat = new long[_outer.Length];
            for (var place = 0; place < _outer.Length; place++) flat[_outer[place]] = index[place];
            for (var i = _outer.Length; i < index.Length; i++)
            {
                ref var at = ref flat[_cut[i - _outer.Length]];
                at = (at * packed[i]) + index[i];
            }

            return flat;
        }

        public static bool Contains(ImmutableArray<long> shape, ReadOnlySpan<long> index)
        {
            for (var d = 0; d < index.Length; d++)
                if (index[d] >= shape[d])
                    return false;
            return true;
        }
    }
}
