using Weft.IR;

namespace Weft.Backends.Llvm;

/// <summary><c>memref.cast</c>: what the new type says must be true of the memory.</summary>
internal static class MemRefCasts
{
    public static void Cast(FunctionEmitter to, Operation op)
    {
        var (source, result) = (to.MemRef(op.Operands[0]), op.Results[0]);
        if (result.Type is not MemRefType target)
        {
            to.Bind(result, source with { Strides = source.StridesOr(to), Within = source.WithinOr(to) });
            return;
        }

        MemoryInstructions.ElementOf(result, op);
        MemoryInstructions.CheckRank(to, op, source, target.Rank);
        if (source.Extents.Count != target.Rank)
        {
            // Nothing gets here.
            to.Bind(result, MemRefOperand.Of(target, type => type == "ptr" ? "null" : "0"));
            return;
        }

        var extents = Agreeing(to, op, source.Extents, target.Shape);
        if (target.HasIdentityLayout)
        {
            RequireDense(to, op, source);
            if (source.Within is { } memory) MemoryInstructions.CheckExtent(to, op, memory.Offset, "0");
            var whole = source.Within is { } view ? view with { Offset = "0" } : null;
            to.Bind(result, source with { Extents = extents, Strides = null, Within = whole });
            return;
        }

        var (layout, within) = (target.Strided!, source.WithinOr(to));
        var strides = Agreeing(to, op, source.StridesOr(to), layout.Strides, except: source.Extents);
        var offset = Agreeing(to, op, [within.Offset], [layout.Offset])[0];
        to.Bind(result, new MemRefOperand(source.Pointer, extents, strides, within with { Offset = offset }));
    }

    /// <summary>Elements must lie row by row without gaps.</summary>
    public static void RequireDense(FunctionEmitter to, Operation op, MemRefOperand memory)
    {
        if (memory.Strides is not { } strides) return;
        var dense = MemRefOperand.RowMajor(to, memory.Extents);
        for (var d = 0; d < dense.Count; d++) CheckStride(to, op, strides[d], dense[d], memory.Extents[d]);
    }

    // What the type leaves open is what is there; what it says must be.
    private static string[] Agreeing(
        FunctionEmitter to, Operation op, IReadOnlyList<string> actual, IReadOnlyList<long> wanted, IReadOnlyList<string>? except = null)
    {
        var agreed = actual.ToArray();
        for (var d = 0; d < agreed.Length; d++)
        {
            if (wanted[d] == ShapedType.Dynamic) continue;
            agreed[d] = LlvmTypes.Extent(wanted[d]);
            if (except is null) MemoryInstructions.CheckExtent(to, op, actual[d], agreed[d]);
            else CheckStride(to, op, actual[d], agreed[d], except[d]);
        }

        return agreed;
    }

    // The stride of a dimension with one element is never used.
    private static void CheckStride(FunctionEmitter to, Operation op, string actual, string wanted, string extent)
    {
        if (actual == wanted || extent is "0" or "1") return;
        var same = to.Assign($"icmp eq i64 {actual}, {wanted}");
        MemoryInstructions.Require(to, op, to.Assign($"or i1 {same}, {to.Assign($"icmp ule i64 {extent}, 1")}"), actual, wanted);
    }
}
