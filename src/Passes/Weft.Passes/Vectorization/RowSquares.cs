using Weft.IR;

namespace Weft.Passes;

/// <summary>Accesses of a loop that all lanes go through together, each along a row of its own: as many turns as lanes are a square, which
/// is read or written along rows and turned round in registers.</summary>
/// <param name="Loop">An innermost one.</param>
/// <param name="Loads">What nothing in the loop writes.</param>
/// <param name="Stores">To what nothing else in the loop touches.</param>
internal sealed record RowSquares(AffineForOp Loop, IReadOnlyList<AffineLoadOp> Loads, IReadOnlyList<AffineStoreOp> Stores)
{
    // Squares stay in registers.
    private const int MostLanes = 16;

    /// <summary>Those of a loop; null where it has none.</summary>
    /// <param name="lane">The counter that lanes follow.</param>
    public static RowSquares? Of(AffineForOp loop, Value lane)
    {
        if (NestLoop.Of(loop) is not [{ HasPlainBounds: true }] || loop.Body.Ops.Any(op => op.Regions.Count > 0)) return null;
        var accesses = loop.Body.Ops.OfType<IAffineAccess>().ToList();
        var loads = accesses.OfType<AffineLoadOp>()
            .Where(load => IsAlong(load) && !accesses.Exists(other => other is IAffineWrite && other.Memref == load.Memref)).ToList();
        var stores = accesses.OfType<AffineStoreOp>()
            .Where(store => IsAlong(store) && accesses.TrueForAll(other => other == store || other.Memref != store.Memref)).ToList();
        return loads.Count + stores.Count > 0 ? new(loop, loads, stores) : null;

        bool IsAlong(IAffineAccess access) => access.MovesWith(lane) && access.StepInMemory(lane) is null
            && access.StepInMemory(loop.InductionVariable) is 1 or -1;
    }

    public IEnumerable<Operation> Accesses => [.. Loads, .. Stores];

    /// <summary>Whether so many lanes can be turned round.</summary>
    public static bool Suit(int lanes) => lanes is > 1 and <= MostLanes && int.IsPow2(lanes);

    /// <summary>Writes as many turns as there are lanes.</summary>
    /// <param name="code">In which the inner loop's counter is free.</param>
    /// <param name="at">The first turn.</param>
    /// <param name="carried">What turns before hand on.</param>
    public IReadOnlyList<Value> Write(Builder builder, LaneCode code, Value at, IReadOnlyList<Value> carried, int lanes)
    {
        var last = builder.Ahead(at, lanes - 1);
        var read = Loads.ToDictionary(load => load, load => builder.Turned(
            [.. Rows(load).Select(row => VectorAccess.Load(builder, load.Memref, row, code.TypeOf(load.Result.Type), mask: null))]));
        var made = Stores.ToDictionary(store => store, _ => new List<Value>());
        for (var turn = 0; turn < lanes; turn++)
            carried = code.Inside(() =>
            {
                code.Set(Loop.InductionVariable, builder.Ahead(at, turn));
                for (var i = 0; i < carried.Count; i++) code.SetVector(Loop.Body.Arguments[i + 1], carried[i]);
                foreach (var (load, square) in read) code.SetVector(load.Result, square[IsBackward(load) ? lanes - 1 - turn : turn]);
                foreach (var op in Loop.Body.Ops)
                    if (op is AffineStoreOp store)
                    {
                        if (made.TryGetValue(store, out var square)) square.Add(code.Vector(store.Value));
                        else code.Store(store);
                    }
                    else if ((op is IAffineElementRead || op.IsDivision) && op.HasUses) code.Compute(op.Results[0]);
                return Loop.Body.Last!.Operands.Select(code.Vector).ToList();
            });
        foreach (var (store, square) in made)
        {
            if (IsBackward(store)) square.Reverse();
            foreach (var (vector, row) in builder.Turned(square).Zip(Rows(store)))
                VectorAccess.Store(builder, vector, store.Memref, row, mask: null);
        }

        return carried;

        // Where the row of each lane begins.
        IReadOnlyList<AffineValueMap> Rows(IAffineAccess access) => code.Inside(() =>
        {
            code.Set(Loop.InductionVariable, IsBackward(access) ? last : at);
            return Enumerable.Range(0, lanes).Select(lane => code.Here(access.ValueMap.Normalized(), lane)).ToList();
        });
    }

    private bool IsBackward(IAffineAccess access) => access.StepInMemory(Loop.InductionVariable) == -1;
}
