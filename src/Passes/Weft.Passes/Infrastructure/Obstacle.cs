using Weft.IR;

namespace Weft.Passes;

/// <summary>Why a pass leaves a loop as it is. All the words that users get to read about that are here.</summary>
/// <param name="Kind">What tools go by.</param>
/// <param name="Advice">What the author of the kernel can do; null where nothing is known.</param>
public sealed record Obstacle(string Kind, string Reason, string? Advice = null)
{
    /// <summary>Where it would be possible, and only costs more: how much.</summary>
    public Estimate? Cost { get; init; }

    /// <summary>Nothing that varies from turn to turn is computed or stored.</summary>
    internal static Obstacle Idle { get; } = new("idle", "no turn does anything that differs from the others");

    /// <summary>A loop that does not count by 1.</summary>
    internal static Obstacle Stride { get; } =
        new("stride", "the loop does not count by 1", "count by 1 and multiply the subscripts: x[2 * i]");

    /// <summary>A number of turns that is not known when the loop begins.</summary>
    internal static Obstacle EarlyExit { get; } = new(
        "early-exit", "a condition ends the loop: how many turns there are is not known when it begins",
        "where all turns may run, use 'for' without 'break', 'continue' or 'return' in it");

    /// <summary>Bounds that are not sums of multiples of counters and extents.</summary>
    internal static Obstacle Bounds { get; } = new(
        "bounds", "a bound is not a sum of multiples of extents and counters of loops around it",
        "compute the bound from extents, or pass it as an argument");

    /// <summary>Fewer turns than a vector has lanes.</summary>
    internal static Obstacle FewTurns(long turns, int lanes) =>
        new("few-turns", $"the loop has {turns} turns, and a vector {lanes} lanes");

    /// <summary>No vectors of this type.</summary>
    internal static Obstacle OneLane(int bytes) => new(
        "one-lane", $"numbers of {bytes} bytes fill a vector of the processor", "use a smaller type where its range suffices");

    /// <summary>A float join whose order is the source's.</summary>
    internal static Obstacle Strict(Operation join) => new(
        "strict-order", $"the values that {Place(join)} joins keep the order of the source, as floats round in each step",
        "declare the kernel 'fast' where any order will do, or write the reduction as sum(...), which has none");

    /// <summary>A value that each turn takes from the one before.</summary>
    internal static Obstacle Recurrence(Operation value) => new(
        "recurrence", $"each turn needs what {Place(value)} computed in the turn before",
        "make the turns independent, or put a loop with independent turns inside of this one");

    /// <summary>An access of a turn that must come before one of another, or may have to.</summary>
    /// <param name="dependence">Of the second access on the first.</param>
    /// <param name="depth">The loop that goes on between them; see <see cref="MemoryDependence.Find"/>.</param>
    internal static Obstacle Order(IAffineAccess source, IAffineAccess target, MemoryDependence dependence, int depth)
    {
        if (dependence.Kind == Dependence.Unknown) return Doubt(source, target);
        var distance = dependence.Distances()[depth - 1] is var (least, most) && least == most ? least : null;
        var turn = distance switch { 1 => "the next turn", > 1 => $"the turn {distance} later", _ => "a later turn" };
        var name = KernelAttributes.SubjectOf(source.Memref);
        var (first, second) = ((Operation)source, (Operation)target);
        return new(
            "dependence", $"{turn} {Verb(target)} at {Position(second)} the element of '{name}' that this one {Verb(source)} at "
                + Position(first),
            source is IAffineWrite && target is IAffineRead
                ? $"write to another array than '{name}' where the old values are meant"
                : "write each element in one turn only");
    }

    /// <summary>Two accesses of which nobody can tell whether they meet.</summary>
    private static Obstacle Doubt(IAffineAccess source, IAffineAccess target) => new(
        "unknown-dependence", $"whether turns meet in '{KernelAttributes.SubjectOf(source.Memref)}' at {Position((Operation)source)} and "
            + $"{Position((Operation)target)} cannot be told", "use subscripts that are sums of multiples of counters");

    /// <summary>Every turn writes the same element.</summary>
    internal static Obstacle OneElement(IAffineAccess store, bool isInner)
    {
        var (name, at) = (KernelAttributes.SubjectOf(store.Memref), Position((Operation)store));
        return isInner ? new("sweep", $"every turn writes the same elements of '{name}' at {at}, one turn after the other")
            : new(
                "one-element", $"every turn writes the same element of '{name}' at {at}",
                "join the values in a variable and store it behind the loop");
    }

    /// <summary>An operation in a body that has no form for several turns at once.</summary>
    internal static Obstacle Body(Operation op) => op switch
    {
        CheckIndexOp check => new(
            "checked-subscript",
            $"the subscript of '{check.Subject}' at {Position(op)} is looked up or computed in each turn, and checked there",
            "nothing, where the subscript comes from data; else make it a sum of multiples of counters"),
        IMemoryAccess access => new(
            "indirect", $"the subscript of '{KernelAttributes.SubjectOf(access.Memref)}' at {Position(op)} is no sum of multiples of "
                + "counters and extents",
            "nothing, where the subscript comes from data; else make it such a sum"),
        AffineIfOp => new("limits", $"statements that turn a different number of times are together in it, as the one at {Position(op)}"),
        IfOp when op.Attribute(KernelAttributes.Likely) is not null => new(
            "checked-turn", $"what the loop at {Position(op)} may touch is checked in each turn, and differs from turn to turn"),
        IfOp when op.Walk().FirstOrDefault(inner => inner is ILoopLike) is { } loop => new(
            "inner-bounds", $"the loop at {Position(loop)} may have turns in one turn of this one, and none in another"),
        ICall call => new("call", $"{call.CalleeSymbol?.Leaf ?? "a function"} is called at {Position(op)}", "write out what it does"),
        WhileOp => new("inner-while", $"the loop at {Position(op)} ends by a condition, which other turns need not meet together"),
        ILoopLike => new("inner-loop", $"the loop at {Position(op)} is not one of affine bounds whose turns all lanes share"),
        CheckDivisionOp => new(
            "checked-division", $"a division at {Position(op)} is checked in each turn",
            "divide by a constant, or by what is not zero for sure"),
        _ => new("operation", $"{op.Name} at {Position(op)} has no form for several turns at once"),
    };

    /// <summary>A type that vectors do not have.</summary>
    internal static Obstacle Type(Operation op, IrType type) => new("type", $"vectors have no {type}, which {Place(op)} makes");

    /// <summary>A loop inside turns more often in one lane than in another.</summary>
    internal static Obstacle Lanes(Operation inner) => new(
        "inner-bounds", $"how often the loop at {Position(inner)} turns depends on the turn of this one");

    /// <summary>A loop cannot go inside of one whose bounds it moves.</summary>
    internal static Obstacle Bounded(Operation inner) => new(
        "inner-bounds", $"the bounds of the loop at {Position(inner)} depend on this one, which must stay around it");

    /// <summary>Several bounds of a loop that hands values on.</summary>
    internal static Obstacle ManyBounds { get; } = new("bounds", "the loop has several bounds, and hands values from turn to turn");

    /// <summary>Vectors that cost too much beside scalars.</summary>
    /// <param name="apart">Accesses not to neighbours in memory.</param>
    /// <param name="divided">Divisions that are done lane by lane.</param>
    /// <param name="alone">These, and accesses under conditions that are.</param>
    /// <param name="share">Of the scalars' cost, which they must stay below.</param>
    internal static Obstacle Dear(Estimate vectors, Estimate scalars, int apart, int divided, int alone, double share)
    {
        var (reason, advice) = apart > 0 || alone == 0
            ? ($"{Accesses(apart)} not to neighbours in memory would be put together element by element",
                "make the loop that runs along the last subscript the innermost, or transpose the array first")
            : divided > 0 ? ("divisions of 64 bits would be done element by element", "use numbers of 32 bits where their range suffices")
            : ("accesses under a condition would be made element by element, as the processor has no masks for them",
                "write a value in every turn: y[i] = c ? a : y[i]");
        var saving = share < 1 ? FormattableString.Invariant($", of which vectors must save {1 - share:P0}") : "";
        return new("cost", $"{reason}; one by one it is {scalars}{saving}", advice) { Cost = vectors };
    }

    /// <summary>Factors that cannot be read before the output is made.</summary>
    internal static Obstacle Factors(Operation product) => new(
        "factors", $"no contraction: a factor of {Place(product)} is an element of the output, or is not made of elements alone",
        "write the result to another array than the factors'");

    /// <summary>No loop along the output's rows.</summary>
    internal static Obstacle NoColumn(IAffineAccess store) => new(
        "no-columns", $"no contraction: no loop moves '{KernelAttributes.SubjectOf(store.Memref)}' to neighbours in memory, alone, and one "
            + "factor with it", "let the last subscript of the output be a counter that one factor has, too");

    /// <summary>A sum that is only a part of what is stored.</summary>
    internal static Obstacle PartOfMore(Operation loop) => new(
        "part-of-more", $"no contraction: what the loop at {Position(loop)} joins is changed once more before it is stored",
        "store the sum alone, and change it in a statement behind it");

    /// <summary>Not three loops of their own.</summary>
    internal static Obstacle NoRow { get; } = new(
        "no-rows", "no contraction: the factors do not share one loop whose products are joined, with one loop of its own each");

    /// <summary>Bounds of the three loops that depend on each other.</summary>
    internal static Obstacle MixedBounds { get; } = new(
        "mixed-bounds", "no contraction: the bounds of its loops depend on each other in a way that blocks do not have");

    /// <summary>Sweeps over the same arrays that cannot be made several at a time.</summary>
    internal static Obstacle Sweep(bool isKnown, long mostSkew) => isKnown
        ? new("no-skew", $"sweeps over the same arrays stay one after the other: no part of them has all it needs, also when skewed by "
            + $"up to {mostSkew} elements a step", "read neighbours only, and no element of the same sweep")
        : new("unknown-dependence", "sweeps over the same arrays stay one after the other: which elements their turns share cannot be told",
            "use subscripts that are sums of multiples of counters");

    /// <summary>A body that does not end in the one element that it stores.</summary>
    internal static Obstacle NoElement(Operation nest)
    {
        if (nest is AffineForOp { Step: not 1 }) return Stride;
        var other = nest.Walk().FirstOrDefault(op => op != nest && op is not (AffineYieldOp or AffineLoadOp or AffineStoreOp)
            && (op.Regions.Count > 0 || !op.IsSpeculatable));
        if (other is IfOp or AffineIfOp)
            return new(
                "condition", $"what depends on the condition at {Position(other)} is done in some turns only",
                "write a value in every turn: y[i] = c ? a : y[i]");
        if (other is ILoopLike) return new("inner-loop", $"the loop at {Position(other)} and what is around it cannot be taken apart");
        if (other is not null) return Body(other);
        var stores = nest.Walk().OfType<AffineStoreOp>().ToList();
        return nest.Results.Length > 0
            ? new("no-element", "the loop hands on a number that is not the element of an array at the end", "store it in an array")
            : stores.Count < 2 ? Idle : new(
                "several-elements", $"a turn stores several elements, as at {Position(stores[0])} and {Position(stores[1])}, of which one "
                    + "needs what the other brings");
    }

    /// <summary>A value that must wait outside of its element.</summary>
    internal static Obstacle Waits(Operation loop) => new(
        "carried", $"what the loop at {Position(loop)} joins cannot wait in memory: the element is looked at meanwhile",
        "write to another array than the one that is read");

    /// <summary>Loops of different lengths.</summary>
    internal static Obstacle NoBox { get; } = new(
        "no-box", "a bound of a loop is not the same in all turns of those around it, or no sum of multiples of extents",
        "nothing, for triangles; else compute the bound before the loops");

    /// <summary>An output that is not a box of elements.</summary>
    internal static Obstacle NoOutput(IAffineAccess store) => new(
        "no-output", $"a subscript of '{KernelAttributes.SubjectOf(store.Memref)}' at {Position((Operation)store)} is more than a counter "
            + "and what all turns share, or two have the same", "let each subscript of what is written be a counter of its own");

    /// <summary>A subscript that is no sum, or falls with a counter.</summary>
    internal static Obstacle NoSum(IAffineAccess load) => new(
        "no-sum", $"a subscript of '{KernelAttributes.SubjectOf(load.Memref)}' at {Position((Operation)load)} is no sum of positive "
            + "multiples of counters", "count upwards, without divisions in subscripts");

    /// <summary>A loop in which nothing moves.</summary>
    internal static Obstacle Repeats(Operation loop) =>
        new("repeats", $"the loop at {Position(loop)} does the same over and over: no subscript moves with it");

    /// <summary>A read of an element that is written before its value is used.</summary>
    internal static Obstacle Stale(AffineLoadOp load) => new(
        "dependence",
        $"the element of '{KernelAttributes.SubjectOf(load.Memref)}' at {Position(load)} is read before a loop that changes it",
        "write to another array than the one that is read");

    /// <summary>Arrays that are made in the nest.</summary>
    internal static Obstacle Overlap { get; } = new("overlap", "whether its arrays share memory cannot be told before it");

    /// <summary>Vectors of the loop around it, which puts fewer together from elements.</summary>
    internal static Obstacle Apart(VectorLoop plan, VectorLoop around) => new(
        "around", $"{Accesses(plan.Apart)} would be put together element by element; with turns of the loop around it "
            + (around.Apart == 0 ? "there is none" : $"it is {around.Apart}"))
    {
        Cost = plan.Cost,
    };

    internal static string Accesses(int count) => count == 1 ? "1 access" : $"{count} accesses";

    /// <summary>Turns of two loops that must not come one by one.</summary>
    internal static Obstacle NotJoined(Operation first, OrderVerdict verdict) => new(
        verdict.Doubt is null ? "dependence" : "unknown-dependence",
        $"not in one loop with that at {Position(first)}: {verdict.Doubt ?? $"{verdict.Reversal}"}");

    /// <summary>More questions about dependences than are worth it.</summary>
    internal static Obstacle ManyAccesses(Operation first) =>
        new("many-accesses", $"not in one loop with that at {Position(first)}: too many accesses may depend on each other");

    private static string Verb(IAffineAccess access) => access is IAffineWrite ? "writes" : "reads";

    private static string Place(Operation op) => $"{Noun(op)} at {Position(op)}";

    private static string Noun(Operation op) => op switch
    {
        AddFOp or AddIOp => "the sum",
        SubFOp or SubIOp => "the difference",
        MulFOp or MulIOp => "the product",
        DivFOp or DivSIOp or DivUIOp => "the quotient",
        SelectOp => "the choice",
        IAffineElementRead or LoadOp => "the element",
        _ => $"'{op.Name}'",
    };

    private static string Position(Operation op) =>
        op.Location.Position is { IsUnknown: false } place ? $"{place.Line}:{place.Column}" : "an unknown place";
}
