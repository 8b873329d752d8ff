using Weft.IR;

namespace Weft.Passes;

/// <summary>The elements of its memory that an access touches, over the counters of some outer loops and symbols.</summary>
internal sealed class AccessRegion
{
    private AccessRegion(Value memory, ConstraintSystem elements) => (Memory, Elements) = (memory, elements);

    public Value Memory { get; }

    /// <summary>Dimensions are the subscripts.</summary>
    public ConstraintSystem Elements { get; }

    private MemRefType Type => (MemRefType)Memory.Type;

    /// <summary>The bytes that one element takes; null when its type does not say.</summary>
    public static long? ElementSize(MemRefType type)
    {
        var (element, count) = type.Element is VectorType vector
            ? (vector.Element, vector.Shape.Aggregate(1L, (a, b) => a * b))
            : (type.Element, 1L);
        long? bits = element switch { IntegerType integer => integer.Width, FloatType real => real.Width, _ => null };
        return ((bits * count) + 7) / 8;
    }

    /// <summary>What an access touches; null where something is not affine.</summary>
    /// <param name="depth">The number of outer loops whose turn is a given one.</param>
    /// <param name="slice">Instead of all their turns, the turns of the loops in a slice.</param>
    public static AccessRegion? Of(IAffineAccess access, int depth, ComputationSlice? slice = null)
    {
        if (access is ClampedLoadOp) return null;
        var op = (Operation)access;
        var rank = ((MemRefType)access.Memref.Type).Rank;
        var outer = LoopsAround.Counters(op).Take(depth).ToList();
        if (rank == 0) return new(access.Memref, new([], outer));
        var map = access.ComposedMap;
        var further = slice is null ? [] : slice.Operands.Where(v => !map.Operands.Contains(v)).ToList();
        var elements = new ConstraintSystem(map.Dims, map.Symbols.Concat(further));
        foreach (var operand in map.Operands.Concat(further))
            if (!elements.TryAddKnowledge(operand)) return null;
        if (slice is not null)
        {
            foreach (var operand in slice.Operands) elements.AddInput(operand);
            if (!slice.TryAddBoundsTo(elements)) return null;
        }

        if (!elements.TryCompose(map)) return null;
        elements.SetSymbolCount(elements.InputCount - rank);
        foreach (var value in elements.Values.Skip(rank).ToList())
            if (value is not null && (value.CountingLoop is not null || value.CountingNest is not null) && !outer.Contains(value))
                elements.Eliminate(elements.Find(value));
        elements.ProjectOut(elements.InputCount, elements.LocalCount);
        elements.FoldConstantSymbols();
        var region = new AccessRegion(access.Memref, elements);
        region.AddShape(elements);
        elements.RemoveTrivialRedundancy();
        return region;
    }

    /// <summary>Where the region begins in each dimension, and how many elements it goes on, as far as constants tell; null where
    /// neither limits nor the type do.</summary>
    public IReadOnlyList<(long Size, long[] Lower, long Divisor)>? BoundingBox()
    {
        var bounded = Elements.Copy();
        AddShape(bounded);
        var box = new List<(long Size, long[] Lower, long Divisor)>();
        for (var i = 0; i < Type.Rank; i++)
        {
            if (bounded.ExtentOf(i) is { } extent) box.Add((extent.Size, extent.Lower, extent.Divisor));
            else if (Type.Shape[i] != ShapedType.Dynamic) box.Add((Type.Shape[i], new long[bounded.SymbolCount + 1], 1));
            else return null;
        }

        return box;
    }

    /// <summary>The bytes of the bounding box; 0 for memory with a layout, of which nothing is known.</summary>
    public long? SizeInBytes()
    {
        if (!Type.HasIdentityLayout) return 0;
        return BoundingBox() is { } box && ElementSize(Type) is { } size ? box.Aggregate(size, (all, dim) => all * dim.Size) : null;
    }

    public bool TryEnclose(AccessRegion other)
    {
        if (Elements.IsAlignedWith(other.Elements)) return Elements.TryEnclose(other.Elements);
        var aligned = other.Elements.Copy();
        ConstraintSystem.MergeVariables(Elements, aligned, Elements.DimCount);
        return Elements.TryEnclose(aligned);
    }

    /// <summary>The bytes that all accesses in a loop touch together; null where that is not known.</summary>
    public static long? Footprint(AffineForOp loop)
    {
        var regions = new Dictionary<Value, AccessRegion>();
        foreach (var op in loop.WalkPostOrder())
        {
            if (op is not (IAffineRead or IAffineWrite)) continue;
            if (Of((IAffineAccess)op, LoopsAround.Depth(loop)) is not { } region) return null;
            if (!regions.TryGetValue(region.Memory, out var known)) regions[region.Memory] = region;
            else if (!known.TryEnclose(region)) return null;
        }

        var sizes = regions.Values.Select(region => region.SizeInBytes()).ToList();
        return sizes.Contains(null) ? null : sizes.Sum();
    }

    // Projection may have lost what the type says.
    private void AddShape(ConstraintSystem elements)
    {
        for (var i = 0; i < Type.Rank; i++)
        {
            elements.AddBound(BoundKind.Lower, i, 0);
            if (Type.Shape[i] != ShapedType.Dynamic) elements.AddBound(BoundKind.Upper, i, Type.Shape[i] - 1);
        }
    }
}
