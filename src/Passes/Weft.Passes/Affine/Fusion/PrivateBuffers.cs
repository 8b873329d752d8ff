using Weft.IR;

namespace Weft.Passes;

/// <summary>Memory for what one fused nest alone stores and loads, no larger than the part that is alive in one turn.</summary>
/// <param name="FastSpace">The memory space for small ones; null for the space of the memory that is replaced.</param>
/// <param name="Threshold">Up to how many bytes one is small.</param>
internal sealed record PrivateBuffers(int? FastSpace, long Threshold)
{
    /// <summary>Puts new memory at the head of the region in the place of the memory that a store in a nest writes; null where the
    /// part is not known.</summary>
    /// <param name="depth">The number of loops of the nest in one turn of which the part is alive.</param>
    public Value? Create(AffineForOp nest, IAffineWrite store, int depth)
    {
        if (AccessRegion.Of(store, depth) is not { } region || region.BoundingBox() is not { } box || store.Extents is not { } lanes)
            return null;
        var memory = store.Memref;
        var type = (MemRefType)memory.Type;
        long[] extents = [.. box.Zip(lanes, (dim, count) => dim.Size + count - 1)];
        var size = extents.Aggregate(AccessRegion.ElementSize(type) ?? 0, (all, extent) => all * extent);
        var space = size <= Threshold && FastSpace is { } fast ? Space(fast) : type.MemorySpace;
        var top = Builder.AtStart(nest.ParentRegion!.Entry, nest.Location);
        var buffer = top.Insert(new AllocOp([], [], new MemRefType([.. extents], type.Element, null, space))).Memref;
        var outer = region.Elements.Values.Skip(box.Count).Select(v => v!).ToList();
        var remap = new AffineMap(outer.Count + box.Count, 0, box.Select((dim, i) => Offset(dim.Lower, dim.Divisor, i)).ToSequence());
        Replace(memory, buffer, remap, outer, nest.Body.First!);
        return buffer;

        AffineExpr Offset(long[] lower, long divisor, int dim)
        {
            var start = AffineExpr.Constant(0);
            for (var i = 0; i < outer.Count; i++) start += AffineExpr.Dim(i) * lower[i];
            start = (start + lower[^1]).FloorDiv(AffineExpr.Constant(divisor));
            return (AffineExpr.Dim(outer.Count + dim) - start).Simplified(outer.Count + box.Count, 0);
        }
    }

    private static Weft.IR.Attribute? Space(int number) => number == 0 ? null : IntegerAttr.I64(number);

    // All accesses behind an operation; nothing where one is not affine.
    private static void Replace(Value memory, Value buffer, AffineMap remap, List<Value> outer, Operation first)
    {
        var dominance = new Dominance();
        var users = memory.Users.Distinct().Where(user => dominance.Dominates(first, user) && user is not DeallocOp).ToList();
        if (!users.TrueForAll(user => user is IAffineAccess and not ClampedLoadOp)) return;
        foreach (var user in users)
        {
            var access = (IAffineAccess)user;
            var (old, builder) = (access.ValueMap, Builder.At(user));
            var applied = new List<Operation>();
            List<Value> subscripts = [.. old.Operands];
            if (old.Map != AffineMap.Identity(old.Map.DimCount)) subscripts = Apply(old.Map, subscripts);
            if (remap != AffineMap.Identity(remap.DimCount)) subscripts = Apply(remap, [.. outer, .. subscripts]);
            access.ValueMap = new AffineValueMap(AffineMap.Identity(subscripts.Count), subscripts).Normalized();
            foreach (var slot in user.OperandSlots)
                if (slot.Value == memory) slot.Value = buffer;
            // In the order in which they were made, as mlir-opt does: those that another one uses stay.
            foreach (var op in applied)
                if (!op.HasUses) op.Erase();

            List<Value> Apply(AffineMap map, List<Value> operands)
            {
                var ops = map.Results.Select(r => builder.Insert(new AffineApplyOp(new AffineValueMap(map.With([r]), operands)))).ToArray();
                applied.AddRange(ops);
                return [.. ops.Select(op => op.Result)];
            }
        }
    }
}
