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

/// <summary>Reads one nest of loops.</summary>
internal sealed class ContractionReader(bool isApart)
{
    private readonly List<NestLoop> _loops = [];
    private readonly HashSet<Value> _counters = [];
    private readonly Dictionary<Value, HashSet<Value>?> _countersOf = [];

    // The result of a loop that carries what is joined, or the number that a turn joins to what is in memory.
    private AffineStoreOp? _store;
    private Operation? _join;
    private Value? _before;
    private Value? _initial;
    private Obstacle? _obstacle;

    public static Attempt<Contraction> Read(Operation root, bool isApart)
    {
        var reader = new ContractionReader(isApart);
        return reader.Descend(root) ? reader.Classify(root) : new(null, reader._obstacle);
    }

    // Loops in each other; what stands beside a loop is read only, and can as well be done in it.
    private bool Descend(Operation op)
    {
        if (!Enter(op)) return false;
        var ops = NestLoop.BodyOf(op).Ops.SkipLast(1).ToList();
        var inner = ops.Find(o => o is AffineForOp or AffineParallelOp);
        if (ops.Count == 0 || !ops.SkipLast(1).All(o => o == inner || CanMove(o))) return false;
        if (inner is null) return Stores(ops[^1], null) && JoinsMemory();
        if (inner == ops[^1]) return Descend(inner);
        if (inner.Results.Length != 1) return false;
        if (Stores(ops[^1], inner.Results[0])) return Carry(inner);
        _obstacle = Obstacle.PartOfMore(inner);
        return false;
    }

    private bool Enter(Operation op)
    {
        if (op.Results.Length > 1 || NestLoop.Of(op) is not { } loops) return false;
        _loops.AddRange(loops);
        _counters.UnionWith(loops.Select(loop => loop.Counter));
        return true;
    }

    private static bool CanMove(Operation op) => op is AffineLoadOp || (op.IsSpeculatable && op.Regions.Count == 0);

    private bool Stores(Operation last, Value? value)
    {
        _store = last as AffineStoreOp;
        return _store is not null && (value is null || _store.Value == value);
    }

    // Loops that hand one value on.
    private bool Carry(Operation op)
    {
        if (op is not AffineForOp { Inits.Count: 1 } loop || (_before is not null && loop.Inits[0] != _before)) return false;
        if (_before is null && !BeginsWith(loop.Inits[0])) return false;
        _before = loop.IterArgs.First();
        if (!Enter(loop)) return false;
        var ops = loop.Body.Ops.SkipLast(1).ToList();
        if (loop.Yielded[0].Def is AffineForOp inner)
            return ops.Count > 0 && ops[^1] == inner && ops.SkipLast(1).All(CanMove) && _before.HasOneUse && Carry(inner);
        _join = loop.Yielded[0].Def;
        return ops.TrueForAll(CanMove) && _before.HasOneUse;
    }

    private bool BeginsWith(Value initial)
    {
        if (IsInMemory(initial)) return true;
        _initial = initial;
        return ConstantOp.ValueOf(initial) is not null;
    }

    private bool JoinsMemory()
    {
        _join = _store!.Value.Def;
        _before = _join?.Operands.FirstOrDefault(IsInMemory);
        return _before is { HasOneUse: true };
    }

    private bool IsInMemory(Value value) => value.Def is AffineLoadOp load && load.IsSamePlaceAs(_store!);

    private Attempt<Contraction> Classify(Operation root)
    {
        if (_join is not { OperandSlots.Length: 2, Results: [{ HasOneUse: true }] } join || !IsElementwise(join)) return default;
        var joined = join.Operands[0] == _before ? 0 : join.Operands[1] == _before ? 1 : -1;
        if (joined < 0 || join.Operands[1 - joined].Def is not { OperandSlots.Length: 2, Results.Length: 1 } product
            || !IsElementwise(product) || !root.IsAncestorOf(product)) return default;
        if (CountersOf(product.Operands[0]) is not { } first || CountersOf(product.Operands[1]) is not { } second)
            return Obstacle.Factors(product);

        var (store, place) = (_store!, _store!.ComposedMap);
        var output = _counters.Where(place.Operands.Contains).ToHashSet();
        var column = _loops.LastOrDefault(loop =>
            store.FollowsInMemory(loop.Counter) && first.Contains(loop.Counter) != second.Contains(loop.Counter));
        if (column is null) return Obstacle.NoColumn(store);
        var rowSide = second.Contains(column.Counter) ? 0 : 1;
        var (rows, columns) = rowSide == 0 ? (first, second) : (second, first);
        var row = _loops.LastOrDefault(loop =>
            output.Contains(loop.Counter) && rows.Contains(loop.Counter) && !columns.Contains(loop.Counter));
        var sum = _loops.LastOrDefault(loop => !output.Contains(loop.Counter));
        if (row is null || sum is null || !rows.Contains(sum.Counter) || !columns.Contains(sum.Counter)) return Obstacle.NoRow;
        List<NestLoop> around = [.. _loops.Where(loop => loop != row && loop != column && loop != sum)];
        if (!HasFreeBounds(around, row, column, sum)) return Obstacle.MixedBounds;
        // Elements are apart: each counter of the output moves it alone.
        var moved = output.Select(counter => place.StridesOf(counter)).ToList();
        if (moved.Exists(strides => strides.Count(s => s != 0) != 1)
            || Enumerable.Range(0, place.Map.Results.Count).Any(d => moved.Count(strides => strides[d] != 0) > 1))
            return Obstacle.NoColumn(store);
        // What is made in pieces must begin in the first.
        if (_initial is not null && (_loops.Exists(l => !output.Contains(l.Counter) && l.Lower.Map.Results.Count != 1)
            || !around.Append(sum).All(loop => loop.IsIndependentOf(_counters)))) return Obstacle.MixedBounds;
        return new Contraction
        {
            Root = root, Around = around, Row = row, Column = column, Sum = sum,
            Output = store, Initial = _initial, Join = join, Joined = joined, Product = product, RowSide = rowSide,
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
        if (value.Def is not { } definition || !_loops.Exists(l => IsAround(l, definition))) return [];
        if (definition is AffineLoadOp load)
            return load.Memref == _store!.Memref && !isApart ? null : [.. load.ComposedMap.Operands.Where(_counters.Contains)];
        if (definition is not ConstantOp && !IsElementwise(definition)) return null;
        var all = new HashSet<Value>();
        foreach (var operand in definition.Operands)
        {
            if (CountersOf(operand) is not { } counters) return null;
            all.UnionWith(counters);
        }

        return all;
    }

    private static bool IsAround(NestLoop loop, Operation op) => loop.Counter.ParentBlock!.ParentOp!.IsAncestorOf(op);
}
