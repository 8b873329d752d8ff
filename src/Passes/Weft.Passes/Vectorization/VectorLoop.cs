using Weft.IR;

namespace Weft.Passes;

/// <summary>A loop whose turns can be lanes of vectors: an innermost one, or one around loops that all lanes go through together.</summary>
internal sealed record VectorLoop
{
    // Beside so much, what a turn of the loop itself costs is little.
    private const int LargeBody = 16;

    private const int MostVectors = 4;

    /// <summary>What lanes are that go through loops together, in registers, at most: sums in one of them are added while those in the
    /// others wait.</summary>
    internal const int RegistersThroughLoops = 4;

    /// <summary>The loop, or a nest of parallel ones, whose last counter is meant.</summary>
    public required Operation Root { get; init; }

    public required NestLoop Loop { get; init; }

    public required int Lanes { get; init; }

    /// <summary>How many vectors a turn of the new loop has.</summary>
    public required int Vectors { get; init; }

    /// <summary>Accesses whose lanes are no neighbours in memory.</summary>
    public required int Apart { get; init; }

    /// <summary>Accesses of which squares are turned round: see <see cref="RowSquares"/>.</summary>
    public required int Turned { get; init; }

    /// <summary>Those in loops that have no others in them: what is around these is done seldom.</summary>
    public required int ApartInnermost { get; init; }

    /// <summary>Conditions that may hold in some lanes and not in others.</summary>
    public required int Conditions { get; init; }

    /// <summary>The carried values that turns join, in their order.</summary>
    public required IReadOnlyList<Accumulator> Accumulators { get; init; }

    /// <summary>Those that turns hand on, each behind what it is made of.</summary>
    public required IReadOnlyList<HandedOn> Handed { get; init; }

    /// <summary>Rows whose elements are read once for the vectors of a turn.</summary>
    public required IReadOnlyList<SharedRow> Shared { get; init; }

    public required Estimate Cost { get; init; }

    /// <summary>What the same turns cost one by one.</summary>
    public required Estimate ScalarCost { get; init; }

    /// <summary>See <see cref="AlignedStart"/>; null where vectors begin with the first turn.</summary>
    public long? AlignedAt { get; init; }

    /// <summary>Whether what is left behind whole vectors is done by halves of them, down to one lane, and not under a mask: what a row
    /// gets that is looked up is read again as soon as the same row comes next, and processors hand on at once only what was written
    /// without a mask.</summary>
    public bool EndsInHalves => AlignedAt is null && Accumulators.Count == 0 && Handed.Count == 0 && !Root.HasInnerLoops
        && NestLoop.BodyOf(Root).Ops.OfType<AffineStoreOp>().Any(store => store.Memref.Def is IViewLike view
            && LoopsAround.Counters(Root) is [.., BlockArgument { Owner.ParentOp: { } around }] && around.IsAncestorOf((Operation)view)
            && NestLoop.BodyOf(Root).Ops.OfType<AffineLoadOp>().Any(load => load.IsSamePlaceAs(store)));

    /// <summary>The array that goes past the caches; null where none does.</summary>
    public StreamedArray? Streamed { get; init; }

    /// <summary>What is <see cref="Streamed"/>, decided and fenced around a nest; null where nothing may be. Blocks of a single parallel
    /// loop begin where it does, or at whole vectors behind.</summary>
    /// <param name="isAsked">Only what a schedule asks for.</param>
    public StreamedArray? StreamedFrom(Operation nest, CpuModel machine, bool isAsked = false)
    {
        if (Accumulators.Count > 0 || Handed.Count > 0 || Root.HasInnerLoops) return null;
        foreach (var store in NestLoop.BodyOf(Root).Ops.OfType<AffineStoreOp>().OrderByDescending(Streams.IsAsked))
        {
            if ((isAsked && !Streams.IsAsked(store)) || Streams.HeadOf(store, Loop, Lanes, machine) is not { } head) continue;
            if (Root is AffineParallelOp { InductionVariables.Count: 1 } && head > 0) return null;
            var condition = Streams.AreWorthIt(Builder.At(nest), store, Lanes, machine);
            Streams.FenceBehind(nest, condition);
            return new(store.Memref, condition, head, Streams.IsAsked(store));
        }

        return null;
    }

    /// <summary>A loop as one; null where it is none, or nothing is won.</summary>
    /// <param name="inAnyOrder">It is known of the turns that they need nothing of each other.</param>
    /// <param name="asked">How many lanes it is to have, whether anything is won or not; 0 for what suits it.</param>
    public static VectorLoop? Of(Operation root, CpuModel machine, bool inAnyOrder = false, int asked = 0) =>
        Try(root, machine, inAnyOrder, asked).Plan;

    /// <summary>A loop as one, or why it is none.</summary>
    public static Attempt<VectorLoop> Try(Operation root, CpuModel machine, bool inAnyOrder = false, int asked = 0)
    {
        if (NestLoop.Of(root) is not { } loops) return Obstacle.Stride;
        var loop = loops[^1];
        // Values do not leave the loops that make one of several bounds.
        var isPlain = loop is { Lower.Map.Results.Count: 1, Upper.Map.Results.Count: 1 };
        if (!isPlain && root is not AffineForOp { Inits.Count: 0 }) return Obstacle.ManyBounds;
        var reading = new Reading(root, loop.Counter, machine);
        if (!reading.Read()) return reading.Obstacle;
        var (accumulators, handed) = (new List<Accumulator>(), new List<HandedOn>());
        if (root is AffineForOp { Inits.Count: var carried } counted)
            for (var i = 0; i < carried; i++)
            {
                if (HandedOn.Of(counted, i) is { } element)
                {
                    handed.Add(element);
                    continue;
                }

                var accumulator = Accumulator.Try(counted, i);
                if (accumulator.Plan is null) return accumulator.Obstacle!;
                accumulators.Add(accumulator.Plan);
            }

        // Lanes that go through loops together wait long: where nothing is put together from elements, they are two registers, or more
        // where so many turns are certain. What joins whole arrays waits for memory.
        var ofOne = machine.VectorBytes / reading.WidestBytes();
        var registers = reading.HasLoops && reading.Apart + reading.Turned == 0
            ? loop.TripCount >= ofOne * RegistersThroughLoops ? RegistersThroughLoops : 2
            : machine.HasHalves && accumulators.Count > 0 && !root.IsAlongRows ? 0.5 : 1;
        var lanes = asked > 0 ? asked : (int)(ofOne * registers);
        if (lanes < 2) return Obstacle.OneLane(reading.WidestBytes());
        if (loop.TripCount is { } turns && turns < lanes) return Obstacle.FewTurns(turns, lanes);
        var (vectors, scalars) = (reading.CostOfVectors(lanes, handed.Count), reading.CostOfScalars(lanes));
        if (asked == 0 && vectors.Value >= scalars.Value * reading.Share)
            return Obstacle.Dear(vectors, scalars, reading.Apart, reading.Divided, reading.Alone, reading.Share);
        if (root is AffineForOp ordered && !inAnyOrder && LaneOrder.ObstacleTo(ordered, lanes) is { } order) return order;
        var rows = reading.HasLoops ? [] : SharedRow.Of(root, loop.Counter, lanes);
        var shared = SharedRow.VectorsFor(rows, reading.Loads, reading.Cost - reading.Loads);
        var atOnce = reading.HasLoops ? 1 : accumulators.Count > 0
            ? Math.Max(MostVectors / accumulators.Count, reading.Loads == 1 ? 2 * MostVectors : MostVectors)
            : 1 << Logarithm.Of2((uint)Math.Clamp(LargeBody / reading.Cost, 1, isPlain ? MostVectors : MostVectors / 2));
        var plan = new VectorLoop
        {
            Root = root, Loop = loop, Lanes = lanes, Vectors = Math.Max(atOnce, shared ?? 1), Shared = shared is null ? [] : rows,
            Apart = reading.Apart, ApartInnermost = reading.ApartInnermost, Turned = reading.Turned, Conditions = reading.Conditions,
            Accumulators = accumulators, Handed = [.. handed.OrderBy(element => element.Turns)], Cost = vectors, ScalarCost = scalars,
        };
        return reading.HasLoops ? plan : plan with { AlignedAt = AlignedStart.Of(plan, machine) };
    }

    /// <summary>With what is asked of plans.</summary>
    public VectorLoop With(PlanSettings asked) => asked.AtOnce > 0 ? this with { Vectors = asked.AtOnce } : this;

    /// <summary>In words.</summary>
    public string Describe()
    {
        var joined = Accumulators.Select(a => a.Noun).Distinct().ToList();
        return $"vectors of {Lanes} turns{(Vectors > 1 ? $", {Vectors} of them at once" : "")}"
            + (joined.Count > 0 ? $"; {string.Join(" and ", joined)} kept in {Lanes} lanes and joined behind the loop" : "")
            + (Handed.Count > 0 ? "; what a turn hands on is in the lane before" : "")
            + (Shared.Count > 0
                ? $"; what several turns read of {string.Join(" and ", Shared.Select(row => row.Subject).Distinct())} is read once" : "")
            + (AlignedAt is null ? "" : "; whole ones from the first on that is one line of an array whose rows begin at lines")
            + (Conditions > 0 ? $"; {(Conditions == 1 ? "1 condition is a mask" : $"{Conditions} conditions are masks")}" : "")
            + (Apart > 0 ? $"; {Obstacle.Accesses(Apart)} put together element by element" : "")
            + (Turned > 0 ? $"; squares of {Obstacle.Accesses(Turned)} turned round in registers" : "")
            + (Streamed is not { Memory: var memory } ? "" : $"; '{KernelAttributes.SubjectOf(memory)}' is written past the caches"
                + (Streamed.IsAsked ? "" : " where it is much larger than they are"))
            + (AlignedAt is null && Loop.TripCount is { } turns && turns % ((long)Lanes * Vectors) == 0
                ? "" : EndsInHalves ? "; halves of vectors for what is left over" : "; a mask for what is left over");
    }

    /// <summary>What a body needs to compute.</summary>
    private sealed class Reading(Operation root, Value counter, CpuModel machine)
    {
        private const int FunctionCost = 16;

        // Of a lane that a turn on its own would not have needed.
        private const int DivisionCost = 8;

        private readonly HashSet<Operation> _needed = [];
        private readonly Dictionary<Operation, bool> _varies = [];
        private readonly HashSet<Operation> _turned = [.. root.Walk().Skip(1).OfType<AffineForOp>()
            .Select(loop => RowSquares.Of(loop, counter)).OfType<RowSquares>().SelectMany(squares => squares.Accesses)];

        private Obstacle? _obstacle;

        /// <summary>Why it could not be read.</summary>
        public Obstacle Obstacle => _obstacle ?? Obstacle.Idle;

        public bool HasLoops { get; } = root.HasInnerLoops;

        public int Conditions => _needed.Count(IsMask);

        public int Loads => _needed.Count(op => op is IAffineElementRead && Varies(op));

        /// <summary>Accesses whose lanes are no neighbours in memory.</summary>
        public int Apart => _needed.Count(IsApart);

        /// <summary>Those that are, but for squares of them that are turned round.</summary>
        public int Turned => _needed.Count(IsTurned);

        public int ApartInnermost => _needed.Count(op => IsApart(op) && (!HasLoops || IsInnermost(op)));

        /// <summary>Instructions of a turn, more or less.</summary>
        public int Cost => Math.Max(1, _needed.Where(Varies).Sum(CostOf));

        public bool Read() =>
            (!HasLoops || root is AffineParallelOp or AffineForOp { Inits.Count: 0 }) && Read(NestLoop.BodyOf(root)) && _needed.Any(Varies);

        private bool Read(Block body)
        {
            foreach (var op in body.Ops)
                if (op switch
                    {
                        AffineForOp inner => IsSameForAll(inner) && Read(inner.Body),
                        IfOp choice => IsChoice(choice) && choice.Regions.SelectMany(side => side.Blocks).All(Read),
                        AffineStoreOp store => IsElement(store.Value.Type) && store.StepInMemory(counter) != 0,
                        IAffineElementRead or AffinePrefetchOp or AffineYieldOp or YieldOp => true,
                        _ => op.Regions.Count == 0 && (op.IsSpeculatable || op.IsDivision),
                    } is false)
                    return Fails(op switch
                    {
                        AffineForOp => Obstacle.Lanes(op),
                        AffineStoreOp { Value.Type: var type } stored => IsElement(type)
                            ? Obstacle.OneElement(stored, isInner: stored.Enclosing<AffineForOp>() is { } loop && loop != root)
                            : Obstacle.Type(op, type),
                        IfOp { Values.Types: var types } when types.FirstOrDefault(type => !IsLane(type)) is { } type =>
                            Obstacle.Type(op, type),
                        _ => Obstacle.Body(op),
                    });
            return body.Ops.Where(op => op is AffineStoreOp or AffineYieldOp or YieldOp).All(Need);
        }

        // Loops only where they turn in all lanes, or in none.
        private bool IsChoice(IfOp choice) => choice.Values.Types.All(IsLane) && Need(choice.Condition) && _needed.Add(choice)
            && (!Varies(choice.Condition) || !choice.Walk().Any(op => op is ILoopLike));

        private bool IsApart(Operation op) => op is IAffineAccess access and (IAffineElementRead or AffineStoreOp) && Varies(op)
            && !IsTurned(op) && access.StepInMemory(counter) is not (1 or -1);

        private bool IsTurned(Operation op) => _turned.Contains(op) && RowSquares.Suit(machine.VectorBytes / WidestBytes());

        private bool IsMask(Operation op) => op is IfOp choice && Varies(choice.Condition);

        // How often its lanes turn.
        private bool IsSameForAll(AffineForOp inner) => inner.LowerBound.And(inner.UpperBound).Normalized().Operands.All(v => v != counter)
            && inner.Inits.All(Need) && inner.IterArgs.All(v => IsLane(v.Type));

        // Of inner loops, where there are some: what is around them is done seldom.
        public int WidestBytes() => (_needed.Where(IsInnermost).Any(Varies) ? _needed.Where(IsInnermost) : _needed).Where(Varies)
            .SelectMany(op => op is AffineStoreOp store ? [store.Value.Type] : op.Results.ToArray().Select(r => r.Type))
            .Max(type => type is IndexType ? 8 : CpuModel.BytesOf(type));

        private bool IsInnermost(Operation op) =>
            HasLoops && op.Enclosing<AffineForOp>() is { HasInnerLoops: false } loop && loop != root;

        /// <summary>Divisions, and accesses under conditions, that are done lane by lane.</summary>
        public int Alone => Divided + _needed.Count(op => Varies(op) && op is IAffineAccess access && IsUnderMask(op)
            && !machine.CanMask(CpuModel.BytesOf(((MemRefType)access.Memref.Type).Element)));

        public int Divided => _needed.Count(op => op.IsDividedLaneByLane && Varies(op));

        private bool IsUnderMask(Operation op) => op.ParentOp is { } parent && parent != root && (IsMask(parent) || IsUnderMask(parent));

        // What is gathered is read element by element, and put together; to turn squares round takes as often two vectors as halves
        // make lanes; what is handed on moves by a lane.
        public Estimate CostOfVectors(int lanes, int handed) => new(
            (Apart * 1.5 * lanes) + (Turned * Math.Log2(lanes)) + (Alone * 2 * lanes) + (Divided * DivisionCost * lanes) + Others + handed,
            $"instructions for {lanes} turns");

        public Estimate CostOfScalars(int lanes) => new((Apart + Others) * (double)lanes, $"instructions for {lanes} turns");

        // Inner loops are those whose turns wait for each other.
        /// <summary>The share of the scalars' cost below which vectors pay.</summary>
        public double Share => HasLoops ? 1 : 0.7;

        private int Others => _needed.Where(Varies).Sum(CostOf) - Apart;

        private static int CostOf(Operation op) => op switch
        {
            ConstantOp or AffineYieldOp or YieldOp => 0,
            // A mask, and what is chosen by it.
            IfOp => 1 + op.Results.Length,
            DivFOp => 4,
            _ when op.Name.StartsWith("math.", StringComparison.Ordinal) && op is not (AbsFOp or SqrtOp or FmaOp) => FunctionCost,
            _ => 1,
        };

        private bool Need(Operation op)
        {
            if (!root.IsAncestorOf(op) || op is AffineForOp or IfOp || !_needed.Add(op)) return true;
            if (op is AffineStoreOp store) return Need(store.Value);
            if (op is IAffineElementRead load) return IsElement(load.Result.Type) || Fails(Obstacle.Type(op, load.Result.Type));
            return (op is AffineYieldOp or YieldOp || !Varies(op) || IsLaneByLane(op) || Fails(Obstacle.Body(op))) && op.Operands.All(Need);
        }

        // What is found first is in the innermost loop.
        private bool Fails(Obstacle obstacle)
        {
            _obstacle ??= obstacle;
            return false;
        }

        private bool Need(Value value) => value.Def is not { } definition || Need(definition);

        private bool Varies(Operation op)
        {
            if (!_varies.TryGetValue(op, out var known))
                _varies[op] = known = op is IAffineElementRead load
                    ? load.MovesWith(counter)
                    : op is AffineStoreOp or AffineForOp || (op is IfOp && op.Results.Length > 0) || op.Operands.Any(Varies);
            return known;
        }

        // Lanes carry values of their own.
        private bool Varies(Value value) => value is BlockArgument { Owner.ParentOp: { } owner } argument
            ? value == counter || (argument.Index > 0 && owner is AffineForOp && (owner == root || root.IsAncestorOf(owner)))
            : value.Def is { } definition && root.IsAncestorOf(definition) && Varies(definition);
    }

    /// <summary>Whether an operation does the same with each lane of vectors.</summary>
    public static bool IsLaneByLane(Operation op) =>
        op.Info.Has(OpTraits.ElementwiseMappable) && op.Results.ToArray().All(result => IsLane(result.Type));

    private static bool IsElement(IrType type) =>
        type is FloatType { Width: 16 or 32 or 64 } or IntegerType { Width: 8 or 16 or 32 or 64 };

    private static bool IsLane(IrType type) => IsElement(type) || type is IndexType or IntegerType { Width: 1 };
}
