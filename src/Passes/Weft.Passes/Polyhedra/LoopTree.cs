using Weft.IR;

namespace Weft.Passes;

/// <summary>A store in loops, with the operations beside it that make what it stores: all run once in each turn.</summary>
/// <param name="Around">The loops and conditions around it, from the root of the tree on.</param>
internal sealed record TreeStatement(AffineStoreOp Store, IReadOnlyList<Operation> Around, IReadOnlySet<Operation> Ops)
{
    public IReadOnlyList<AffineForOp> Loops { get; } = [.. Around.OfType<AffineForOp>()];

    public IEnumerable<IAffineAccess> Accesses => Ops.OfType<IAffineAccess>();

    public IReadOnlyList<Value> Counters => [.. Loops.Select(Value (loop) => loop.InductionVariable)];

    /// <summary>Whether its innermost loop joins numbers to one element.</summary>
    public bool JoinsTurns => !Store.ComposedMap.Operands.Contains(Counters[^1])
        && Accesses.Any(access => access is AffineLoadOp && IsAtItsPlace(access));

    /// <summary>Whether an access is where the statement stores.</summary>
    public bool IsAtItsPlace(IAffineAccess access) => access.IsSamePlaceAs(Store);
}

/// <summary>Loops in each other with stores anywhere among them, also under conditions, all affine: <c>for { for { a } if { b } for { c }
/// }</c>.</summary>
internal sealed class LoopTree
{
    private readonly List<TreeStatement> _statements = [];

    private LoopTree(AffineForOp root) => Root = root;

    public AffineForOp Root { get; }

    /// <summary>In the order in which they stand.</summary>
    public IReadOnlyList<TreeStatement> Statements => _statements;

    /// <summary>The most loops around a statement.</summary>
    public int Depth => _statements.Max(s => s.Loops.Count);

    /// <summary>The tree of a loop; null where something in it is not of this kind, or never runs.</summary>
    public static LoopTree? Of(AffineForOp root)
    {
        var tree = new LoopTree(root);
        return tree.Read(root, []) && tree._statements.Count > 0
            && tree._statements.TrueForAll(statement => !TreeScanner.TurnsOf(statement, []).IsEmpty()) ? tree : null;
    }

    private bool Read(AffineForOp loop, IReadOnlyList<Operation> around) =>
        loop.Step == 1 && loop.Inits.Count == 0 && AffineSum.Of(loop.LowerBound) is not null && AffineSum.Of(loop.UpperBound) is not null
        && Read(loop.Body, [.. around, loop]);

    private bool Read(Block body, IReadOnlyList<Operation> around) => body.Ops.SkipLast(1).All(op => op switch
    {
        AffineForOp inner => Read(inner, around),
        AffineIfOp { Values.Count: 0 } condition => condition.ElseRegion.Blocks.Count == 0
            && AffineSum.Of(condition.ValueMap) is not null && Read(condition.ThenRegion.Entry, [.. around, condition]),
        AffineStoreOp store => Add(store, around),
        IAffineElementRead load => load.Result.Users.All(user => user.Parent == op.Parent),
        _ => op.Regions.Count == 0 && op.IsSpeculatable,
    });

    private bool Add(AffineStoreOp store, IReadOnlyList<Operation> around)
    {
        var (ops, open) = (new HashSet<Operation> { store }, new Stack<Operation>([store]));
        while (open.TryPop(out var op))
            foreach (var operand in op.Operands)
                if (operand.Def is { } definition && Root.IsAncestorOf(definition) && ops.Add(definition)) open.Push(definition);
        if (!ops.Where(op => op is IAffineElementRead).All(op => op.Parent == store.Parent && IsReadJustBefore(op, store))) return false;
        if (ops.OfType<IAffineElementRead>().Any(load => AffineSum.Of(load.ComposedMap) is null) || AffineSum.Of(store.ComposedMap) is null)
            return false;
        _statements.Add(new(store, around, ops));
        return true;
    }

    // Nothing between them writes to what it reads: the load may as well stand beside the store.
    private static bool IsReadJustBefore(Operation load, AffineStoreOp store)
    {
        for (var op = load; op != store; op = op!.Next)
            if (op!.Walk().OfType<IAffineWrite>().Any(write => write.Memref == ((IAffineElementRead)load).Memref))
                return false;
        return true;
    }
}
