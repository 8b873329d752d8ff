using Weft.IR;

namespace Weft.Passes;

/// <summary>Vectors from and to neighbouring elements of memory. What a pass writes as vectors were accesses of the program, whose
/// subscripts have been proved or checked; so these carry the word that they are in range.</summary>
internal static class VectorAccess
{
    extension(Operation nest)
    {
        /// <summary>Whether there are counted loops in it.</summary>
        public bool HasInnerLoops => nest.Walk().Skip(1).Any(op => op is AffineForOp);

        /// <summary>Whether anything in it makes a vector.</summary>
        public bool HasVectors => nest.Walk().Any(op => op.Results.ToArray().Any(result => result.Type is VectorType));
    }

    /// <param name="mask">Which elements are read; the others are zero. All where it is null.</param>
    public static Value Load(Builder builder, Value memory, AffineValueMap place, VectorType type, Value? mask) =>
        mask is null ? builder.Insert(Proved(new AffineVectorLoadOp(new(place.Map), memory, place.Operands, type))).Result
            : Masked(builder, memory, Indices(builder, place), type, mask);

    /// <summary>As the other, of what a load reads.</summary>
    /// <param name="place">Its inputs for the first element.</param>
    public static Value Load(Builder builder, IAffineElementRead load, AffineValueMap place, VectorType type, Value? mask)
    {
        if (load is not ClampedLoadOp) return Load(builder, load.Memref, place, type, mask);
        var indices = Indices(builder, load, place);
        return mask is null ? builder.Insert(Proved(new VectorLoadOp(load.Memref, indices, type))).Result
            : Masked(builder, load.Memref, indices, type, mask);
    }

    private static Value Masked(Builder builder, Value memory, IReadOnlyList<Value> indices, VectorType type, Value mask)
    {
        var zero = builder.Add(new ConstantOp(DenseElementsAttr.Splat(Zeros.Of(type.Element), type)));
        return builder.Insert(Proved(new MaskedLoadOp(memory, indices, mask, zero, type))).Result;
    }

    /// <param name="mask">Which elements are written; all where it is null.</param>
    /// <param name="streams">Whether all go past the caches.</param>
    public static void Store(Builder builder, Value vector, Value memory, AffineValueMap place, Value? mask, bool streams = false)
    {
        if (mask is null)
        {
            var store = builder.Insert(Proved(new AffineVectorStoreOp(new(place.Map), vector, memory, place.Operands)));
            if (streams) store.SetAttribute(KernelAttributes.Streams, UnitAttr.Instance);
        }
        else builder.Insert(Proved(new MaskedStoreOp(memory, Indices(builder, place), mask, vector)));
    }

    /// <summary>Asks for an element before it is needed. Behind the array, nothing comes of it.</summary>
    /// <param name="locality">3 for all caches, 2 for those from the second on.</param>
    public static void Prefetch(Builder builder, Value memory, AffineValueMap place, int locality = 3, bool writes = false) =>
        builder.Insert(new AffinePrefetchOp(
            IntegerAttr.Bool(writes), IntegerAttr.I32(locality), IntegerAttr.Bool(true), new(place.Map), memory, place.Operands));

    /// <summary>The subscripts as values.</summary>
    public static IReadOnlyList<Value> Indices(Builder builder, AffineValueMap place) =>
        Known(new AffineExpansion(builder, fewOperations: true).Expand(place, new DiagnosticBag()));

    /// <summary>Those of a load, within their limits, for what stands for its inputs.</summary>
    public static IReadOnlyList<Value> Indices(Builder builder, IAffineElementRead load, AffineValueMap inputs) =>
        load is not ClampedLoadOp clamped ? Indices(builder, inputs)
            : Known(new AffineExpansion(builder, fewOperations: true).Expand(clamped, inputs, new DiagnosticBag()));

    private static Value[] Known(Value[]? subscripts) =>
        subscripts ?? throw new InvalidOperationException("subscripts of accesses have values");

    private static T Proved<T>(T access) where T : Operation
    {
        access.SetAttribute(KernelAttributes.Proved, UnitAttr.Instance);
        return access;
    }
}
