using Weft.IR;

namespace Weft.Backends.Llvm;

/// <summary>
/// Where in memory the lanes of a vector lie. Each has an index in every dimension of the memref, which says whether it is in range and
/// how far from the start it is. Vectors of programs are only held to the memory that they go over: at the end of a row they go on with
/// the next.
/// </summary>
/// <param name="Offsets">Elements from the start, a vector of i64.</param>
/// <param name="Inside">Which lanes are where they must be, a vector of i1.</param>
/// <param name="First">The offset of the first lane when all others follow it in memory; else null.</param>
/// <param name="Present">Of a transfer: which lanes are in range in the dimensions in which it may leave it; null for all.</param>
internal sealed record LanePlaces(int Count, string Offsets, string Inside, string? First, string? Present = null)
{
    /// <summary>The mask that lets all of so many lanes through.</summary>
    public static string All(int count) => $"<{string.Join(", ", Enumerable.Repeat("i1 true", count))}>";

    /// <summary>Of a vector whose dimensions are the last ones of the memref.</summary>
    public static LanePlaces Minor(FunctionEmitter to, Operation op, Value memref, OperandRange indices, Lanes lanes)
    {
        var memory = ScalarMemory.Of(to, op, memref);
        var rank = memory.Operand.Extents.Count;
        int[] along = [.. Enumerable.Range(0, rank).Select(d => Math.Max(-1, d - rank + lanes.Rank))];
        return At(to, op, memory, [.. indices.Select(i => to[i])], lanes, along, new bool[rank]);
    }

    /// <summary>Of a vector that begins at indices.</summary>
    /// <param name="along">For each dimension of the memref that of the vector which goes along it; -1 for none.</param>
    /// <param name="mayLeave">In which dimensions of the memref lanes may be out of range.</param>
    public static LanePlaces At(
        FunctionEmitter to, Operation op, ScalarMemory memory, List<string> indices, Lanes lanes, int[] along, bool[] mayLeave)
    {
        var (operand, count) = (memory.Operand, lanes.Count);
        var strides = operand.StridesOr(to);
        var (offsets, present, inside) = ("", (string?)null, (string?)null);
        for (var d = 0; d < along.Length; d++)
        {
            var index = FlatVector.Splat(to, d < indices.Count ? indices[d] : "0", count);
            if (along[d] >= 0)
            {
                var steps = FlatVector.Numbers("i64", lanes.Positions.Select(p => p[along[d]]));
                index = to.Assign($"add <{count} x i64> {index}, {steps}");
            }

            var scaled = to.Assign($"mul <{count} x i64> {index}, {FlatVector.Splat(to, strides[d], count)}");
            offsets = d == 0 ? scaled : to.Assign($"add <{count} x i64> {offsets}, {scaled}");
            if (to.Module.IsProgram && !mayLeave[d]) continue;
            var here = to.Assign($"icmp ult <{count} x i64> {index}, {FlatVector.Splat(to, operand.Extents[d], count)}");
            if (mayLeave[d]) present = And(to, count, present, here);
            else inside = And(to, count, inside, here);
        }

        if (along.Length == 0) offsets = FlatVector.Splat(to, "0", count);
        if (to.Module.IsProgram) inside = InMemory(to, operand, offsets, count);
        var follows = along.Length > 0 && strides[^1] == "1" && lanes.Rank == 1 && along[^1] == 0 && along.Count(v => v >= 0) == 1;
        var first = follows ? to.Assign($"extractelement <{count} x i64> {offsets}, i64 0") : null;
        return new(count, offsets, inside ?? All(count), first, present);
    }

    /// <summary>Lanes at the distances that a vector of numbers has.</summary>
    public static LanePlaces Indexed(FunctionEmitter to, Operation op, Value memref, OperandRange indices, Value vector)
    {
        var type = to.TypeOf(vector, op);
        var count = Lanes.Of(vector.Type).Count;
        var wide = $"<{count} x i64>";
        var more = type == wide ? to[vector] : to.Assign($"sext {type} {to[vector]} to {wide}");
        return Moved(to, op, memref, indices, more, count);
    }

    /// <summary>The i-th lane that the mask lets through is the i-th element: its place is the number of those before it.</summary>
    public static LanePlaces Ranked(FunctionEmitter to, Operation op, Value memref, OperandRange indices, string mask, int count)
    {
        var (places, sum) = ("poison", "0");
        for (var i = 0; i < count; i++)
        {
            places = to.Assign($"insertelement <{count} x i64> {places}, i64 {sum}, i64 {i}");
            var bit = to.Assign($"extractelement <{count} x i1> {mask}, i64 {i}");
            sum = to.Assign($"add i64 {sum}, {to.Assign($"zext i1 {bit} to i64")}");
        }

        return Moved(to, op, memref, indices, places, count);
    }

    // Lanes at distances from one element, along the last dimension.
    private static LanePlaces Moved(FunctionEmitter to, Operation op, Value memref, OperandRange indices, string distances, int count)
    {
        if (indices.Count == 0) throw EmissionException.Unsupported(op, "a memref of rank 0");
        RequireScalars(memref, op);
        var operand = to.MemRef(memref);
        var strides = operand.StridesOr(to);
        var (offset, inside) = ("0", "true");
        for (var d = 0; d < indices.Count - 1; d++)
        {
            offset = to.Add(offset, to.Multiply(to[indices[d]], strides[d]));
            if (!to.Module.IsProgram)
                inside = to.Assign($"and i1 {inside}, {to.Assign($"icmp ult i64 {to[indices[d]]}, {operand.Extents[d]}")}");
        }

        var last = to.Assign($"add <{count} x i64> {distances}, {FlatVector.Splat(to, to[indices[^1]], count)}");
        var scaled = to.Assign($"mul <{count} x i64> {last}, {FlatVector.Splat(to, strides[^1], count)}");
        var offsets = to.Assign($"add <{count} x i64> {scaled}, {FlatVector.Splat(to, offset, count)}");
        if (to.Module.IsProgram) return new(count, offsets, InMemory(to, operand, offsets, count), null);
        var here = to.Assign($"icmp ult <{count} x i64> {last}, {FlatVector.Splat(to, operand.Extents[^1], count)}");
        var rows = to.Assign($"select i1 {inside}, <{count} x i1> {here}, <{count} x i1> zeroinitializer");
        return new(count, offsets, rows, null);
    }

    // The addresses that lanes have are those that are asked for: no more is needed to stay in memory.
    private static string InMemory(FunctionEmitter to, MemRefOperand operand, string offsets, int count)
    {
        var within = operand.WithinOr(to);
        var places = to.Assign($"add <{count} x i64> {offsets}, {FlatVector.Splat(to, within.Offset, count)}");
        return to.Assign($"icmp ult <{count} x i64> {places}, {FlatVector.Splat(to, within.Count, count)}");
    }

    private static string And(FunctionEmitter to, int count, string? a, string b) =>
        a is null ? b : to.Assign($"and <{count} x i1> {a}, {b}");

    // Memory of scalars, with strides.
    private static void RequireScalars(Value memref, Operation op)
    {
        if (((MemRefType)memref.Type).Element is VectorType) throw EmissionException.Unsupported(op, $"'{memref.Type}'");
        MemoryInstructions.ElementOf(memref, op);
    }
}
