using Weft.IR;

namespace Weft.Passes;

/// <summary>A loop each of whose turns sums up along rows of its own, again and again.</summary>
/// <param name="Root">The loop.</param>
/// <param name="Turns">Its counter and bounds.</param>
/// <param name="Rows">What is read along rows, and the loop along them.</param>
/// <param name="Block">How many turns have their rows turned round at once.</param>
/// <param name="MostElements">How long rows are at most of which a block stays in the second cache.</param>
internal sealed record RowsOfTurns(
    Operation Root, NestLoop Turns, IReadOnlyList<(AffineLoadOp Load, NestLoop Along)> Rows, long Block, long MostElements)
{
    /// <summary>The rows of a loop; null where it has none, its turns wait for each other, or they would be no lanes.</summary>
    public static RowsOfTurns? Of(Operation root, CpuModel machine)
    {
        if (root is not (AffineForOp { Inits.Count: 0 } or AffineParallelOp) || NestLoop.Of(root) is not [var turns]
            || turns is not { Lower.Map.Results.Count: 1, Upper.Map.Results.Count: 1 }) return null;
        var apart = root.Walk().OfType<AffineLoadOp>()
            .Where(load => load.MovesWith(turns.Counter) && load.StepInMemory(turns.Counter) is not (1 or -1)).ToList();
        var rows = apart.Select(load => AlongOf(load, root) is { } along ? (load, along) : default).ToList();
        if (rows.Count == 0 || rows.Contains(default) || apart.Exists(load => IsWritten(load.Memref, root))
            || (root is AffineForOp loop && !loop.IsMemoryParallel)) return null;
        var bytes = apart.Max(load => CpuModel.BytesOf(load.Result.Type));
        var block = (long)VectorLoop.RegistersThroughLoops * machine.VectorBytes / bytes;
        var found = new RowsOfTurns(root, turns, rows, block, machine.L2 / 2 / (block * bytes * rows.Count));
        return found.AreLanes(machine) ? found : null;
    }

    /// <summary>In words.</summary>
    public string Describe() => $"rows of {string.Join(" and ", Rows.Select(row => $"'{KernelAttributes.SubjectOf(row.Load.Memref)}'"))} "
        + $"are turned round for {Block} turns at once, which have their elements next to each other then"
        + (AreShort ? "" : $"; where they have more than {MostElements} elements, they are read as they are");

    /// <summary>Writes blocks in the place of the loop; turns that are left, and rows that are too long, are as they were.</summary>
    public void Replace()
    {
        var builder = Builder.At(Root);
        if (AreShort) Write(builder);
        else
        {
            var isShort = Rows.Select(row => builder.Counter(LengthOf(row.Along))).Distinct()
                .Select(length => builder.Add(new CmpIOp(CmpIPredicate.Sle, length, builder.Add(ConstantOp.Index(MostElements)))))
                .Aggregate((a, b) => builder.Add(new AndIOp(a, b)));
            builder.If(isShort, () => Write(builder), () => builder.Insert(new IrMapping().Clone(Root)));
        }

        Root.Erase();
    }

    // So far as is known.
    private bool AreShort => Rows.All(row => LengthOf(row.Along).Map.SingleConstant <= MostElements);

    private static AffineValueMap LengthOf(NestLoop along) => along.Upper.Minus(along.Lower);

    // A sum along one row that is made more than once in a turn, whatever happens there.
    private static NestLoop? AlongOf(AffineLoadOp load, Operation root)
    {
        var around = new List<AffineForOp>();
        for (var op = load.ParentOp; op != root; op = op!.ParentOp)
            if (op is AffineForOp loop) around.Add(loop);
            else return null;
        var moving = around.FindAll(loop => load.MovesWith(loop.InductionVariable));
        return moving is [{ Inits.Count: > 0 } along] && around[^1] != along && load.FollowsInMemory(along.InductionVariable)
            && NestLoop.Of(along) is [{ Lower.Map.Results.Count: 1, Upper.Map.Results.Count: 1 } found]
            && found.Lower.And(found.Upper).Normalized().Operands.All(((ILoopLike)root).IsDefinedOutside) ? found : null;
    }

    private static bool IsWritten(Value memory, Operation root) =>
        root.Walk().Any(op => op is IAffineWrite && ((IAffineAccess)op).Memref == memory);

    private bool AreLanes(CpuModel machine)
    {
        var builder = Builder.At(Root);
        var (blocks, lanes) = WriteBlocks(builder, Turns.Upper);
        var plan = VectorLoop.Of(lanes, machine);
        blocks.Erase();
        return plan is { Apart: 0 };
    }

    private void Write(Builder builder)
    {
        var whole = new LoopSpan(builder.Counter(Turns.Lower), Turns.Upper).WholeEnd(Block);
        WriteBlocks(builder, whole);
        // Without any turn, the end of the blocks is before the start.
        builder.Loop(Turns.Lower.And(whole), Turns.Upper, 1, turn => CopyBody(builder, turn));
    }

    private (Operation Blocks, AffineForOp Lanes) WriteBlocks(Builder builder, AffineValueMap end)
    {
        var lanes = default(AffineForOp);
        var blocks = default(Operation);
        builder.ParallelLoop(Turns.Lower, end, Block, at =>
        {
            blocks = at.ParentBlock!.ParentOp!;
            var (first, last) = (AffineValueMap.Of(at), AffineValueMap.Of(at).Select(start => start + Block));
            var packed = Rows.Select(row => Pack(builder, row.Load, row.Along, first, last)).ToList();
            foreach (var (load, along) in Rows) Prefetch(builder, load, along, last);
            builder.Loop(first, last, 1, turn =>
            {
                lanes = (AffineForOp)turn.ParentBlock!.ParentOp!;
                var copies = CopyBody(builder, turn);
                foreach (var ((load, along), memory) in Rows.Zip(packed))
                    Redirect(copies[load.Result].Def!, memory, PlaceOf(copies[along.Counter], along, turn, first));
            });
            foreach (var memory in packed) builder.Insert(new DeallocOp(memory));
        });
        return (blocks!, lanes!);
    }

    private IrMapping CopyBody(Builder builder, Value turn)
    {
        var copies = new IrMapping { [Turns.Counter] = turn };
        builder.Turn(NestLoop.BodyOf(Root), copies);
        return copies;
    }

    private Value Pack(Builder builder, AffineLoadOp load, NestLoop along, AffineValueMap first, AffineValueMap last)
    {
        var most = LengthOf(along).And(AffineValueMap.Constant(0)).Normalized();
        var length = builder.Add(new AffineMaxOp(new(most.Map), most.Operands));
        var memory = builder.FilledArray([length], new MemRefType([ShapedType.Dynamic, Block], load.Result.Type));
        builder.Loop(first, last, 1, turn => builder.Loop(along.Lower, along.Upper, 1, element =>
        {
            var copies = new IrMapping { [Turns.Counter] = turn, [along.Counter] = element };
            var value = builder.Insert(copies.Clone(load)).Results[0];
            builder.Insert(new AffineStoreOp(value, memory.Memref, PlaceOf(element, along, turn, first)));
        }));
        return memory.Memref;
    }

    // Asks for the rows of the next block, whose many beginnings no processor guesses, as far as to the second cache: the first takes few
    // that are on their way.
    private void Prefetch(Builder builder, AffineLoadOp load, NestLoop along, AffineValueMap next)
    {
        var line = CpuModel.LineBytes / CpuModel.BytesOf(load.Result.Type);
        builder.Loop(next, next.Select(first => first + Block), 1, turn => builder.Loop(along.Lower, along.Upper, line, element =>
        {
            var place = load.ComposedMap;
            VectorAccess.Prefetch(
                builder, load.Memref,
                place with { Operands = place.Operands.Select(v => v == Turns.Counter ? turn : v == along.Counter ? element : v) },
                locality: 2);
        }));
    }

    // In its column.
    private static AffineValueMap PlaceOf(Value element, NestLoop along, Value turn, AffineValueMap first) =>
        AffineValueMap.Of(element).Minus(along.Lower).And(AffineValueMap.Of(turn).Minus(first)).Normalized();

    private static void Redirect(Operation load, Value memory, AffineValueMap place) =>
        load.ReplaceWith([Builder.At(load).Add(new AffineLoadOp(memory, place))]);
}
