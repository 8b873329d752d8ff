using Weft.IR;

namespace Weft.Passes;

/// <summary>Loops over the tiles of a band.</summary>
internal static class TileLoops
{
    /// <summary>Writes them.</summary>
    /// <param name="sizes">The extent of a tile in each direction; as many loops as there are sizes.</param>
    /// <param name="body">Writes what a tile does, for where it begins in each direction, and what each statement's turns in it have as
    /// limits.</param>
    public static void Write(
        LoopTree tree, TileBand band, IReadOnlyList<long> sizes, Builder builder,
        Action<IReadOnlyList<Value>, IReadOnlyDictionary<TreeStatement, IReadOnlyList<AffineSum>>> body) =>
        Write(band, sizes, builder, [], tree.Statements.ToDictionary(s => s, IReadOnlyList<AffineSum> (_) => []), body);

    private static void Write(
        TileBand band, IReadOnlyList<long> sizes, Builder builder, IReadOnlyList<Value> origins,
        IReadOnlyDictionary<TreeStatement, IReadOnlyList<AffineSum>> limits,
        Action<IReadOnlyList<Value>, IReadOnlyDictionary<TreeStatement, IReadOnlyList<AffineSum>>> body)
    {
        var (direction, size) = (origins.Count, sizes[origins.Count]);
        // From the first place of a turn on: tiles need not begin at multiples of their size.
        var place = new Block().AddArgument(IndexType.Instance, builder.Location);
        var turns = limits.ToDictionary(l => l.Key, l => TreeScanner.TurnsOf(
            l.Key, [.. l.Value, band.Places[l.Key][direction] - AffineSum.Of(place), AffineSum.Of(place) - band.Places[l.Key][direction]]));
        var bounds = TreeScanner.Limits(place, turns, s => s.Counters);
        Bound(BoundKind.Lower, lower => Bound(BoundKind.Upper, upper => builder.Loop(lower, upper, size, Tile)));

        // Where no limit holds for all statements, the widest of one of each.
        void Bound(BoundKind kind, Action<AffineValueMap> body)
        {
            var common = TreeScanner.Bound(kind, place, bounds);
            if (common.Map.Results.Count > 0)
            {
                body(common);
                return;
            }

            var ends = turns.Select(t => EndOf(kind, t.Key, t.Value)).Aggregate((a, b) => a.And(b));
            builder.Single(ends, kind == BoundKind.Lower ? BoundKind.Upper : BoundKind.Lower, body);
        }

        AffineValueMap EndOf(BoundKind kind, TreeStatement statement, ConstraintSystem turns)
        {
            var alone = new Dictionary<TreeStatement, ConstraintSystem> { [statement] = turns };
            var ends = TreeScanner.Bound(kind, place, TreeScanner.Limits(place, alone, s => s.Counters));
            return ends with { Map = ends.Map.With(ends.Map.Results.Take(1)) };
        }

        void Tile(Value origin)
        {
            var start = AffineSum.Of(origin);
            var inside = limits.ToDictionary(l => l.Key, IReadOnlyList<AffineSum> (l) =>
                [.. l.Value, band.Places[l.Key][direction] - start, start + (size - 1) - band.Places[l.Key][direction]]);
            IReadOnlyList<Value> all = [.. origins, origin];
            if (all.Count == sizes.Count) body(all, inside);
            else Write(band, sizes, builder, all, inside, body);
        }
    }
}
