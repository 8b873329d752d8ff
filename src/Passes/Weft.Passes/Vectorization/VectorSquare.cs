using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Two loops of which some accesses follow the one in memory, and others the other one, as transpositions do: as many turns of both as a
/// vector has lanes are a square, which is read and written in whole vectors and turned round in registers.
/// </summary>
internal sealed record VectorSquare
{
    // Squares of more registers do not stay in them.
    private const int MostLanes = 16;

    /// <summary>The nest.</summary>
    public required Operation Root { get; init; }

    /// <summary>The loops around the two, outside in.</summary>
    public required IReadOnlyList<NestLoop> Around { get; init; }

    /// <summary>A turn of it is a vector.</summary>
    public required NestLoop Rows { get; init; }

    /// <summary>A turn of it is a lane.</summary>
    public required NestLoop Columns { get; init; }

    public required int Lanes { get; init; }

    public Block Body => Columns.Counter.ParentBlock!;

    /// <summary>The one that a nest is; null where it is none.</summary>
    public static VectorSquare? Of(Operation root, CpuModel machine)
    {
        if (LoopsOf(root) is not { } loops) return null;
        var body = loops[^1].Counter.ParentBlock!;
        if (!body.Ops.All(op => op is AffineLoadOp or AffineStoreOp or AffineYieldOp || VectorLoop.IsLaneByLane(op))) return null;
        var widest = body.Ops.SelectMany(op => op.Operands.ToArray().Concat(op.Results.ToArray())).Select(v => v.Type)
            .Where(type => type is FloatType or IntegerType).Max(CpuModel.BytesOf);
        var lanes = Math.Min(machine.VectorBytes / widest, MostLanes);
        return lanes < 4 ? null
            : loops.SelectMany(rows => loops.Select(columns => new VectorSquare
            {
                Root = root, Around = [.. loops.Where(l => l != rows && l != columns)], Rows = rows, Columns = columns, Lanes = lanes,
            })).FirstOrDefault(square => square.IsSquare());
    }

    /// <summary>Whether an access follows the rows.</summary>
    public bool IsAcross(IAffineAccess access) => access.FollowsInMemory(Rows.Counter) && access.StepInMemory(Columns.Counter) is null;

    /// <summary>The array that is written in whole vectors, aligned if its rows are, and not read; null where there is none.</summary>
    public AffineStoreOp? MayStream(CpuModel machine) => Body.Ops.OfType<AffineStoreOp>().ToList() is [var store]
        && Streams.HeadOf(store, IsAcross(store) ? Rows : Columns, Lanes, machine) == 0 ? store : null;

    /// <summary>Whether what is read follows the rows.</summary>
    public bool ReadsAcross => Body.Ops.OfType<AffineLoadOp>().All(IsAcross);

    // All turns are free.
    private static IReadOnlyList<NestLoop>? LoopsOf(Operation root) => root switch
    {
        AffineParallelOp => NestLoop.Of(root) is { Count: > 1 } loops ? loops : null,
        AffineForOp { Inits.Count: 0 } outer when outer.Body.Ops.ToList() is [AffineForOp { Inits.Count: 0 } inner, AffineYieldOp]
            && NestLoop.Of(outer) is { } first && NestLoop.Of(inner) is { } second
            && second[0].IsIndependentOf([first[0].Counter]) && outer.IsMemoryParallel && inner.IsMemoryParallel => [first[0], second[0]],
        _ => null,
    };

    private bool IsSquare()
    {
        if (Rows == Columns || !new[] { Rows, Columns }.All(loop => loop.HasPlainBounds && !(loop.TripCount < Lanes))) return false;
        var accesses = Body.Ops.OfType<IAffineAccess>().ToList();
        return accesses.Exists(IsAcross)
            && accesses.Exists(access => access.FollowsInMemory(Columns.Counter) && access.StepInMemory(Rows.Counter) is null)
            && accesses.TrueForAll(access => IsAcross(access) || access.StepInMemory(Columns.Counter) is 1
                || (access is AffineLoadOp && access.StepInMemory(Columns.Counter) is 0));
    }
}
