using Weft.IR;

namespace Weft.Passes;

/// <summary>A copy of an array that loops read in its place, because it lies in memory as they walk through it.</summary>
internal static class ArrayCopy
{
    /// <summary>Why loops cannot read a copy; null where they can.</summary>
    public static Outcome.Ignored? ObstacleTo(Operation nest, Value array, Layout layout)
    {
        if (((MemRefType)array.Type).Rank is var rank && rank != layout.Order.Count) return new($"it has {rank} dimensions");
        var users = nest.Walk().Where(op => op.Operands.Contains(array)).ToList();
        if (!users.TrueForAll(op => op is AffineLoadOp or ClampedLoadOp))
            return new("it is not only read there, at affine subscripts");
        return ((ILoopLike)nest).IsDefinedOutside(array) && ApartMemory.CanRequire(nest) ? null : (Outcome.Ignored)Outcome.NotApart;
    }

    public static Outcome Make(Operation nest, Value array, Layout layout, RemarkLog remarks)
    {
        if (ObstacleTo(nest, array, layout) is { } obstacle) return obstacle;
        // What is written through another name would not be in the copy.
        ApartMemory.Require(nest, remarks);
        var builder = Builder.At(nest);
        var copy = Allocate(builder, array, layout);
        Builder.After(nest).Insert(new DeallocOp(copy));
        Fill(builder, array, copy, layout);
        foreach (var read in nest.Walk().OfType<IAffineElementRead>().Where(read => read.Memref == array).ToList())
        {
            read.ValueMap = layout.Of(read.ValueMap);
            ((Operation)read).SetOperand(0, copy);
        }

        return Outcome.Applied;
    }

    private static Value Allocate(Builder builder, Value array, Layout layout)
    {
        var type = (MemRefType)array.Type;
        var sizes = layout.Order.Where(d => type.Shape[d] == ShapedType.Dynamic).Select(d => DimOp.Of(builder, array, d)).ToList();
        var memory = builder.FilledArray(sizes, new MemRefType([.. layout.Of(type.Shape)], type.Element, null, type.MemorySpace));
        var name = new StringAttr(KernelAttributes.SubjectOf(array));
        // Its layout is chosen.
        memory.SetAttribute(KernelAttributes.Layout, name);
        memory.SetAttribute(KernelAttributes.Name, name);
        return memory.Memref;
    }

    // All elements, along the rows of the copy.
    private static void Fill(Builder builder, Value array, Value copy, Layout layout)
    {
        var shape = ((MemRefType)copy.Type).Shape;
        var ends = shape.Select((extent, d) => extent != ShapedType.Dynamic ? AffineValueMap.Constant(extent)
            : new AffineValueMap(AffineMap.SymbolIdentity, [((AllocOp)copy.Def!).SizeOf(d)!])).Aggregate((all, next) => all.And(next));
        var zeros = new AffineValueMap(new AffineMap(0, 0, shape.Select(_ => AffineExpr.Constant(0))), default(Sequence<Value>));
        builder.ParallelLoops(zeros, ends, at =>
        {
            var place = new AffineValueMap(AffineMap.Identity(at.Count), at);
            var from = new AffineValueMap(
                new AffineMap(at.Count, 0, at.Select((_, d) => AffineExpr.Dim(layout.Order.ToList().IndexOf(d))).ToSequence()), at);
            builder.Insert(new AffineStoreOp(builder.Add(new AffineLoadOp(array, from)), copy, place));
        });
    }
}
