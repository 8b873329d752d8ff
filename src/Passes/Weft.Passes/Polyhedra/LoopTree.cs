using Weft.IR;

namespace Weft.Passes;

/// <summary>A store in loops, with the operations beside it that make what it stores: all run once in each turn.</summary>
/// <param name="Loops">From the root of the tree on.</param>
internal sealed record TreeStatement(AffineStoreOp Store, IReadOnlyList<AffineForOp> Loops, IReadOnlySet<Operation> Ops)
{
    public IEnumerable<IAffineAccess> Accesses => Ops.OfType<IAffineAccess>();

    public IReadOnlyList<Value> Counters => [.. Loops.Select(Value (loop) => loop.InductionVariable)];

    /// <summary>Whether an access is where the statement stores.</summary>
    public bool IsAtItsPlace(IAffineAccess access) => access.IsSamePlaceAs(Store);
}

/// <summary>Loops in each other with stores anywhere among them, all affine: <c>for { for { a } b for { c } }</c>.</summary>
internal sealed class LoopTree
{
    private readonly List<TreeStatement> _statements = [];

    private LoopTree(AffineForOp root) => Root = root;

    public AffineForOp Root { get; }

    /// <summary>In the order in which they stand.</summary>
    public IReadOnlyList<TreeStatement> Statements => _statements;

    /// <summary>The tree of a loop; null where something in it is not of this kind.</summary>
    public static LoopTree? Of(AffineForOp root)
    {
        var tree = new LoopTree(root);
        return tree.Read(root, []) && tree._statements.Count > 0 ? tree : null;
    }

    private bool Read(AffineForOp loop, IReadOnlyList<AffineForOp> around)
    {
        if (loop.Step != 1 || loop.Inits.Count > 0 || AffineSum.Of(loop.LowerBound) is null || AffineSum.Of(loop.UpperBound) is null)
            return false;
        List<AffineForOp> loops = [.. around, loop];
        foreach (var op in loop.Body.Ops.SkipLast(1))
            if (!(op switch
            {
                AffineForOp inner => Read(inner, loops),
                AffineStoreOp store => Add(store, loops),
                AffineLoadOp load => load.Result.Users.All(user => user.Parent == load.Parent),
                _ => op.Regions.Count == 0 && op.IsSpeculatable,
            })) return false;
        return true;
    }

    private bool Add(AffineStoreOp store, IReadOnlyList<AffineForOp> loops)
    {
        var (ops, open) = (new HashSet<Operation> { store }, new Stack<Operation>([store]));
        while (open.TryPop(out var op))
            foreach (var operand in op.Operands)
                if (operand.Def is { } definition && loops[0].IsAncestorOf(definition) && ops.Add(definition)) open.Push(definition);
        if (!ops.All(op => op.Parent == store.Parent ? op is not AffineLoadOp load || IsReadJustBefore(load, store) : op is not AffineLoadOp))
            return false;
        if (ops.OfType<AffineLoadOp>().Any(load => AffineSum.Of(load.ComposedMap) is null) || AffineSum.Of(store.ComposedMap) is null)
            return false;
        _statements.Add(new(store, loops, ops));
        return true;
    }

    // Nothing between them writes to what it reads: the load may as well stand beside the store.
    private static bool IsReadJustBefore(AffineLoadOp load, AffineStoreOp store)
    {
        for (Operation? op = load; op != store; op = op.Next)
            if (op!.Walk().OfType<IAffineWrite>().Any(write => write.Memref == load.Memref))
                return false;
        return true;
    }
}
