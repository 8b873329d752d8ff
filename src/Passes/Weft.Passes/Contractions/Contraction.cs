using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// <c>out[r, c] = join(out[r, c], product(x[r, s], y[s, c]))</c> for all rows, columns and, in their order, turns of a sum: loops that make
/// each element by joining products of a factor that its row has and one that its column has. Which operations join and multiply does not
/// matter: the order in which an element's products are joined stays.
/// </summary>
internal sealed record Contraction
{
    /// <summary>The outermost loop.</summary>
    public required Operation Root { get; init; }

    /// <summary>The loops but the three, outside in; some may be rows, columns or sums, too.</summary>
    public required IReadOnlyList<NestLoop> Around { get; init; }

    public required NestLoop Row { get; init; }

    /// <summary>Neighbours in memory, in the output.</summary>
    public required NestLoop Column { get; init; }

    public required NestLoop Sum { get; init; }

    public required AffineStoreOp Output { get; init; }

    /// <summary>What an element is before its first product; null for what it is in memory.</summary>
    public Value? Initial { get; init; }

    public required Operation Join { get; init; }

    /// <summary>The operand of <see cref="Join"/> that has been joined before.</summary>
    public required int Joined { get; init; }

    public required Operation Product { get; init; }

    /// <summary>The operand of <see cref="Product"/> that the row has; the other one is the column's.</summary>
    public required int RowSide { get; init; }

    public Value RowFactor => Product.Operands[RowSide];

    public Value ColumnFactor => Product.Operands[1 - RowSide];

    /// <summary>The three loops.</summary>
    public IReadOnlyList<NestLoop> Inner => [Row, Column, Sum];

    /// <summary>Whether there is one product for each turn of other loops, and all are of a size.</summary>
    public bool IsBatch => Around.Any(loop => Output.ComposedMap.Operands.Contains(loop.Counter)) && HasOneSize;

    private bool HasOneSize => Inner.All(loop => loop is { Lower.Map.Results.Count: 1, Upper.Map.Results.Count: 1 }
        && loop.IsIndependentOf([.. Around.Concat(Inner).Select(l => l.Counter)]));

    /// <summary>Whether a product of a batch is small.</summary>
    /// <param name="most">What it has at most then.</param>
    public Value IsSmall(Builder builder, long most)
    {
        var turns = Inner.Select(loop => builder.Add(new AffineApplyOp(loop.Upper.Minus(loop.Lower))))
            .Aggregate((a, b) => builder.AddFolded(new MulIOp(a, b)));
        return builder.Add(new CmpIOp(CmpIPredicate.Sle, turns, builder.Add(ConstantOp.Index(most))));
    }

    /// <summary>Whether a single product has more columns than some, and not more than others; null where that is known, or they are more
    /// in one row than in another.</summary>
    public Value? HasColumns(Builder builder, long above, long atMost)
    {
        if (Around.Count > 0 || Column.TripCount is not null || !HasOneSize) return null;
        var columns = builder.Add(new AffineApplyOp(Column.Upper.Minus(Column.Lower)));
        return builder.Add(new AndIOp(
            builder.Add(new CmpIOp(CmpIPredicate.Sgt, columns, builder.Add(ConstantOp.Index(above)))),
            builder.Add(new CmpIOp(CmpIPredicate.Sle, columns, builder.Add(ConstantOp.Index(atMost))))));
    }

    /// <summary>All loops whose turns are joined.</summary>
    public IEnumerable<NestLoop> Sums =>
        Around.Where(loop => !Output.ComposedMap.Operands.Contains(loop.Counter)).Append(Sum);

    /// <summary>Whether rows have columns of their own.</summary>
    public bool IsTriangle => !Column.IsIndependentOf([Row.Counter]);

    public IrType Element => Output.Value.Type;

    /// <summary>The contraction that a nest of loops is; null where it is none.</summary>
    /// <param name="isApart">Whether it is known that no factor is an element of the output.</param>
    public static Contraction? Of(Operation root, bool isApart = false) => ContractionReader.Read(root, isApart).Plan;

    /// <summary>The contraction that a nest of loops is; where it only resembles one, also what is missing.</summary>
    public static Attempt<Contraction> Try(Operation root) => ContractionReader.Read(root, isApart: false);
}

/// <summary>Reads what a nest computes of each element.</summary>
internal sealed class ContractionReader(ElementNest nest, bool isApart)
{
    private readonly HashSet<Value> _counters = [.. nest.Counters];
    private readonly Dictionary<Value, HashSet<Value>?> _countersOf = [];

    // The result of a loop that carries what is joined, or the number that a turn joins to what is in memory.
    private readonly Operation? _join = nest.Value.Def;
    private readonly Value? _before = nest.Carried ?? nest.Value.Def?.Operands.FirstOrDefault(nest.IsElement);

    public static Attempt<Contraction> Read(Operation root, bool isApart)
    {
        var (nest, obstacle) = ElementNest.Read(root);
        return nest is null ? new(null, obstacle) : new ContractionReader(nest, isApart).Classify();
    }

    private Attempt<Contraction> Classify()
    {
        if (_before is not { HasOneUse: true } || _join is not { OperandSlots.Length: 2, Results: [{ HasOneUse: true }] } join
            || !IsElementwise(join)) return default;
        var joined = join.Operands[0] == _before ? 0 : join.Operands[1] == _before ? 1 : -1;
        if (joined < 0 || join.Operands[1 - joined].Def is not { OperandSlots.Length: 2, Results.Length: 1 } product
            || !IsElementwise(product) || !nest.Root.IsAncestorOf(product)) return default;
        if (CountersOf(product.Operands[0]) is not { } first || CountersOf(product.Operands[1]) is not { } second)
            return Obstacle.Factors(product);

        var (store, place, loops) = (nest.Store, nest.Store.ComposedMap, nest.Loops);
        var output = _counters.Where(place.Operands.Contains).ToHashSet();
        var column = loops.LastOrDefault(loop =>
            store.FollowsInMemory(loop.Counter) && first.Contains(loop.Counter) != second.Contains(loop.Counter));
        if (column is null) return Obstacle.NoColumn(store);
        var rowSide = second.Contains(column.Counter) ? 0 : 1;
        var (rows, columns) = rowSide == 0 ? (first, second) : (second, first);
        var row = loops.LastOrDefault(loop =>
            output.Contains(loop.Counter) && rows.Contains(loop.Counter) && !columns.Contains(loop.Counter));
        var sum = loops.LastOrDefault(loop => !output.Contains(loop.Counter));
        if (row is null || sum is null || !rows.Contains(sum.Counter) || !columns.Contains(sum.Counter)) return Obstacle.NoRow;
        List<NestLoop> around = [.. loops.Where(loop => loop != row && loop != column && loop != sum)];
        if (!HasFreeBounds(around, row, column, sum)) return Obstacle.MixedBounds;
        // Elements are apart: each counter of the output moves it alone.
        var moved = output.Select(counter => place.StridesOf(counter)).ToList();
        if (moved.Exists(strides => strides.Count(s => s != 0) != 1)
            || Enumerable.Range(0, place.Map.Results.Count).Any(d => moved.Count(strides => strides[d] != 0) > 1))
            return Obstacle.NoColumn(store);
        // What is made in pieces must begin in the first.
        if (nest.Initial is not null && (loops.Any(l => !output.Contains(l.Counter) && l.Lower.Map.Results.Count != 1)
            || !around.Append(sum).All(loop => loop.IsIndependentOf(_counters)))) return Obstacle.MixedBounds;
        return new Contraction
        {
            Root = nest.Root, Around = around, Row = row, Column = column, Sum = sum,
            Output = store, Initial = nest.Initial, Join = join, Joined = joined, Product = product, RowSide = rowSide,
        };
    }

    // Rows may say where columns begin or end, as in triangles; else the three go on by themselves.
    private static bool HasFreeBounds(List<NestLoop> around, NestLoop row, NestLoop column, NestLoop sum) =>
        around.TrueForAll(loop => loop.IsIndependentOf([row.Counter, column.Counter, sum.Counter]))
        && row.IsIndependentOf([column.Counter, sum.Counter]) && sum.IsIndependentOf([row.Counter, column.Counter])
        && column.IsIndependentOf([sum.Counter]) && (column.IsIndependentOf([row.Counter]) || column.IsWidestInATurnOf(row));

    private static bool IsElementwise(Operation op) => op.Info.Has(OpTraits.ElementwiseMappable) && op.IsSpeculatable;

    // The counters that a value depends on; null where it is made of something that cannot be computed elsewhere.
    private HashSet<Value>? CountersOf(Value value)
    {
        if (!_countersOf.TryGetValue(value, out var known)) _countersOf[value] = known = FindCounters(value);
        return known;
    }

    private HashSet<Value>? FindCounters(Value value)
    {
        if (_counters.Contains(value) || value == _before) return null;
        if (value.Def is not { } definition || !nest.Root.IsAncestorOf(definition)) return [];
        if (definition is AffineLoadOp load)
            return load.Memref == nest.Store.Memref && !isApart ? null : [.. load.ComposedMap.Operands.Where(_counters.Contains)];
        if (definition is not ConstantOp && !IsElementwise(definition)) return null;
        var all = new HashSet<Value>();
        foreach (var operand in definition.Operands)
        {
            if (CountersOf(operand) is not { } counters) return null;
            all.UnionWith(counters);
        }

        return all;
    }
}
