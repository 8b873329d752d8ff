using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Loops whose turns each fill a vector anew get a matrix of as many as a block has turns, and are cut apart: where every turn multiplied
/// a vector with a matrix, a block multiplies matrices. <c>for i { s = x[i] * a; y[i] = s * b }</c> -> <c>for blocks { for i { s[i] =
/// x[i] * a } for i { y[i] = s[i] * b } }</c>.
/// </summary>
internal sealed class RowBlocks
{
    private readonly AffineForOp _nest;
    private readonly IReadOnlyList<RowArray> _arrays;
    private readonly long _size;
    private readonly Builder _builder;
    private readonly List<Value> _made = [];

    private RowBlocks(AffineForOp nest, IReadOnlyList<RowArray> arrays, long size) =>
        (_nest, _arrays, _size, _builder) = (nest, arrays, size, Builder.At(nest));

    /// <summary>Writes the blocks of a nest in its place, and gives the loop over them and the nests in it; null where no part is a
    /// contraction of several turns, and the nest stays. Different arrays are taken to be apart.</summary>
    /// <param name="size">Turns of a block.</param>
    public static (Operation Root, IReadOnlyList<Operation> Parts)? Write(AffineForOp nest, long size)
    {
        if (nest is not { Step: 1, Inits.Count: 0, LowerBoundMap.Map.Results.Count: 1, UpperBoundMap.Map.Results.Count: 1 }) return null;
        var arrays = RowArray.AllOf(nest);
        if (arrays.Count == 0) return null;
        var blocks = new RowBlocks(nest, arrays, size);
        var parts = blocks.Write();
        var root = (AffineForOp)nest.Previous!;
        if (!parts.Any(IsOfSeveralTurns))
        {
            root.Erase();
            return null;
        }

        return (blocks.Finish(root), parts);
    }

    private IReadOnlyList<Operation> Write()
    {
        IReadOnlyList<Operation> parts = [];
        var extents = _arrays.Select(array => array.ExtentsAt(_builder)).ToList();
        _builder.Loop(_nest.LowerBound, _nest.UpperBound, _size, start =>
        {
            var rows = _arrays.Zip(extents, (array, extent) => array.Rows(_builder, _size, extent)).ToList();
            _made.AddRange(rows);
            AffineValueMap first = AffineValueMap.Of(start), end = _nest.UpperBound.And(first.Select(at => at + _size));
            AffineForOp? turns = null;
            _builder.Loop(first, end, 1, turn =>
            {
                turns = (AffineForOp)turn.ParentBlock!.ParentOp!;
                _builder.Turn(_nest.Body, new() { [_nest.InductionVariable] = turn });
            });
            var row = RowOf(turns!.InductionVariable, start);
            foreach (var access in turns.Walk().Where(op => op is AffineLoadOp or AffineStoreOp).ToList())
                for (var i = 0; i < rows.Count; i++)
                    if (((IAffineAccess)access).Memref == _arrays[i].Memory) Move(access, rows[i], row);
            foreach (var value in turns.Body.Ops.OfType<AffineForOp>().SelectMany(op => op.Results.ToArray()).ToList())
                Keep(value, row, turns);
            parts = LoopDistribution.Distribute(turns);
            // The last turn of all leaves what it has made.
            for (var i = 0; i < rows.Count; i++)
                if (_arrays[i].IsReadBehind)
                    _builder.Loop(first.And(_nest.UpperBound.Select(e => e + -1)), end, 1, last =>
                        _arrays[i].CopyBack(_builder, rows[i], RowOf(last, start)));
        });
        return parts;
    }

    private static AffineValueMap RowOf(Value turn, Value start) =>
        new(new AffineMap(2, 0, [AffineExpr.Dim(0) - AffineExpr.Dim(1)]), [turn, start]);

    private static void Move(Operation access, Value rows, AffineValueMap row)
    {
        var builder = Builder.At(access);
        if (access is AffineLoadOp load) load.Result.ReplaceAllUsesWith(builder.Add(new AffineLoadOp(rows, row.And(load.ValueMap))));
        else if (access is AffineStoreOp store) builder.Insert(new AffineStoreOp(store.Value, rows, row.And(store.ValueMap)));
        access.Erase();
    }

    // What a loop hands to others goes through memory, so that they may be apart.
    private void Keep(Value value, AffineValueMap row, AffineForOp turns)
    {
        var memory = Builder.At(turns).FilledArray([], new MemRefType([_size], value.Type));
        _made.Add(memory.Memref);
        foreach (var part in turns.Body.Ops.Where(op => op.Walk().Any(user => user.Operands.ToArray().Contains(value))).ToList())
        {
            value.ReplaceUsesIn(part, Builder.At(part).Add(new AffineLoadOp(memory.Memref, row)));
        }

        Builder.After(value.Def!).Insert(new AffineStoreOp(value, memory.Memref, row));
    }

    private static bool IsOfSeveralTurns(Operation part) =>
        Contraction.Of(part) is { } contraction && NestLoop.CountersOf(part).Contains(contraction.Row.Counter);

    private Operation Finish(AffineForOp root)
    {
        var isParallel = root.IsMemoryParallel;
        var builder = Builder.At(root.Body.Last!);
        foreach (var memory in _made) builder.Insert(new DeallocOp(memory));
        return isParallel ? AffineParallelize.Convert(root, []) : root;
    }
}
