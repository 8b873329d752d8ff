using Weft.IR;

namespace Weft.Passes;

/// <summary>Reads and writes vectors where a scalar nest reads and writes elements.</summary>
internal sealed class VectorTransfers(VectorStrategy strategy, VectorCopies copies, Builder builder)
{
    public bool Read(AffineLoadOp load)
    {
        var subscripts = copies.ScalarsOf(load.ValueMap);
        if (!IsIdentity(subscripts.Map) && subscripts.Operands.Any(v => v.Def is AffineApplyOp)) return false;
        var indices = Indices(subscripts);
        if (PermutationMap(indices) is not { } map) return false;
        var element = load.Result.Type;
        var padding = builder.Add(element is FloatType format ? ConstantOp.Float(0, format) : ConstantOp.Integer(0, element));
        copies.AddVector(load.Result, builder.Add(new TransferReadOp(
            new(map), InBounds(map), load.Memref, indices, padding, strategy.TypeOf(element))));
        return true;
    }

    public bool Write(AffineStoreOp store)
    {
        if (copies.VectorOf(store.Value) is not { } vector) return false;
        var indices = Indices(copies.ScalarsOf(store.ValueMap));
        // Of several elements for one place none would be the last.
        if (PermutationMap(indices) is not { } map || map.Results.Any(r => r is AffineConstant)) return false;
        builder.Insert(new TransferWriteOp(new(map), InBounds(map), vector, store.Memref, indices));
        return true;
    }

    private static bool IsIdentity(AffineMap map) => map.IsIdentity && map.SymbolCount == 0;

    private IReadOnlyList<Value> Indices(AffineValueMap subscripts) => IsIdentity(subscripts.Map)
        ? subscripts.Operands
        : [.. subscripts.Map.Results.Select(r => builder.Add(new AffineApplyOp(subscripts with { Map = subscripts.Map.With([r]) })))];

    // For each dimension of the vector the one of memory that it goes along, or 0 where the elements are the same. There is none where
    // the access is not inside all dimensions, or goes along a diagonal.
    private AffineMap? PermutationMap(IReadOnlyList<Value> indices)
    {
        var results = Enumerable.Repeat(AffineExpr.Constant(0), strategy.Sizes.Count).ToArray();
        var dimensions = copies.EnclosingDimensions.ToList();
        if (dimensions.Count != results.Length) return null;
        var taken = new HashSet<int>();
        foreach (var (loop, dimension) in dimensions)
        {
            for (var i = 0; i < indices.Count; i++)
            {
                if (!indices[i].DependsOn(loop.InductionVariable)) continue;
                if (!taken.Add(i)) return null;
                results[dimension] = AffineExpr.Dim(i);
            }
        }

        return new(indices.Count, 0, new(results));
    }

    private static ArrayAttr InBounds(AffineMap map) => ArrayAttr.Bool(map.Results.Select(r => r is AffineConstant));
}
