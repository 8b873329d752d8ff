using Weft.IR;

namespace Weft.Passes;

/// <summary>Loops in each other each of whose turns makes one element of an array: it stores the element, or hands it to the next turn
/// until a loop behind which it is stored has ended.</summary>
internal sealed record ElementNest
{
    /// <summary>The outermost loop.</summary>
    public required Operation Root { get; init; }

    /// <summary>Outside in.</summary>
    public required IReadOnlyList<NestLoop> Loops { get; init; }

    public required AffineStoreOp Store { get; init; }

    /// <summary>What the innermost turn makes of the element.</summary>
    public required Value Value { get; init; }

    /// <summary>What turns before made of it; null where it waits in memory.</summary>
    public Value? Carried { get; init; }

    /// <summary>What the first turn is handed; null for what is in memory.</summary>
    public Value? Initial { get; init; }

    public IEnumerable<Value> Counters => Loops.Select(loop => loop.Counter);

    /// <summary>Whether a value is the element before the turn.</summary>
    public bool IsElement(Value value) => value.Def is AffineLoadOp load && load.IsSamePlaceAs(Store);

    /// <summary>The nest that loops are; where they only resemble one, also what is missing.</summary>
    public static Attempt<ElementNest> Read(Operation root)
    {
        var reader = new Reader(root);
        return new(reader.Read(), reader.Obstacle);
    }

    private sealed class Reader(Operation root)
    {
        private readonly List<NestLoop> _loops = [];
        private AffineStoreOp? _store;
        private Value? _carried;
        private Value? _initial;

        public Obstacle? Obstacle { get; private set; }

        public ElementNest? Read() => Descend(root) is not { } value ? null : new()
        {
            Root = root, Loops = _loops, Store = _store!, Value = value, Carried = _carried, Initial = _initial,
        };

        // What stands beside a loop is read only, and can as well be done in it.
        private Value? Descend(Operation op)
        {
            if (!Enter(op)) return null;
            var ops = NestLoop.BodyOf(op).Ops.SkipLast(1).ToList();
            var inner = ops.Find(o => o is AffineForOp or AffineParallelOp);
            if (ops.Count == 0 || !ops.SkipLast(1).All(o => o == inner || CanMove(o))) return null;
            if (inner is null) return Stores(ops[^1], null) ? _store!.Value : null;
            if (inner == ops[^1]) return Descend(inner);
            if (inner.Results.Length != 1) return null;
            if (Stores(ops[^1], inner.Results[0])) return Carry(inner);
            Obstacle = Obstacle.PartOfMore(inner);
            return null;
        }

        private bool Enter(Operation op)
        {
            if (op.Results.Length > 1 || NestLoop.Of(op) is not { } loops) return false;
            _loops.AddRange(loops);
            return true;
        }

        private static bool CanMove(Operation op) => op is AffineLoadOp || (op.IsSpeculatable && op.Regions.Count == 0);

        private bool Stores(Operation last, Value? value)
        {
            _store = last as AffineStoreOp;
            return _store is not null && (value is null || _store.Value == value);
        }

        // Loops that hand one value on.
        private Value? Carry(Operation op)
        {
            if (op is not AffineForOp { Inits.Count: 1 } loop || (_carried is not null && loop.Inits[0] != _carried)) return null;
            if (_carried is null && !BeginsWith(loop.Inits[0])) return null;
            _carried = loop.IterArgs.First();
            if (!Enter(loop)) return null;
            var ops = loop.Body.Ops.SkipLast(1).ToList();
            if (loop.Yielded[0].Def is AffineForOp inner)
                return ops.Count > 0 && ops[^1] == inner && ops.SkipLast(1).All(CanMove) && _carried.HasOneUse ? Carry(inner) : null;
            return ops.TrueForAll(CanMove) ? loop.Yielded[0] : null;
        }

        private bool BeginsWith(Value initial)
        {
            if (initial.Def is AffineLoadOp load && load.IsSamePlaceAs(_store!)) return true;
            _initial = initial;
            return ConstantOp.ValueOf(initial) is not null;
        }
    }
}
