using Weft.IR;

namespace Weft.Backends.Llvm;

/// <summary>
/// Vectors from and to memory. Each lane has an index in every dimension of the memref, which says whether it is in range and how far
/// from the start it lies; lanes that follow each other are one masked access, others a gather or scatter. Vectors of programs are only
/// held to the memory that they go over: at the end of a row they go on with the next.
/// </summary>
internal static class VectorMemory
{
    /// <param name="Offsets">Elements from the start, a vector of i64.</param>
    /// <param name="Inside">Which lanes are where they must be, a vector of i1.</param>
    /// <param name="First">The offset of the first lane when all others follow it in memory; else null.</param>
    /// <param name="Present">Of a transfer: which lanes are in range in the dimensions in which it may leave it; null for all.</param>
    private sealed record Box(int Count, string Offsets, string Inside, string? First, string? Present = null);

    public static void Load(FunctionEmitter to, Operation op)
    {
        var load = (VectorLoadOp)op;
        var box = Minor(to, op, load.Base, load.Indices, Lanes.Of(load.Result.Type));
        Require(to, op, box.Inside, box.Count);
        to.Bind(load.Result, Read(to, op, load.Base, box, All(box.Count), "poison", load.Result.Type));
    }

    public static void Store(FunctionEmitter to, Operation op)
    {
        var store = (VectorStoreOp)op;
        var box = Minor(to, op, store.Base, store.Indices, Lanes.Of(store.ValueToStore.Type));
        Require(to, op, box.Inside, box.Count);
        Write(to, op, store.Base, box, All(box.Count), store.ValueToStore);
    }

    public static void MaskedLoad(FunctionEmitter to, Operation op)
    {
        var load = (MaskedReadOp)op;
        var mask = MaskInstructions.With(to, to[load.Mask], Lanes.Of(load.Result.Type).Count);
        var box = Minor(to, op, load.Base, load.Indices, Lanes.Of(load.Result.Type));
        RequireWhere(to, op, box, mask);
        to.Bind(load.Result, Read(to, op, load.Base, box, mask, to[load.PassThru], load.Result.Type));
    }

    public static void MaskedStore(FunctionEmitter to, Operation op)
    {
        var store = (MaskedWriteOp)op;
        var mask = MaskInstructions.With(to, to[store.Mask], Lanes.Of(store.ValueToStore.Type).Count);
        var box = Minor(to, op, store.Base, store.Indices, Lanes.Of(store.ValueToStore.Type));
        RequireWhere(to, op, box, mask);
        Write(to, op, store.Base, box, mask, store.ValueToStore);
    }

    // The i-th lane that the mask lets through takes the i-th element: its place is the number of those before it.
    public static void ExpandLoad(FunctionEmitter to, Operation op)
    {
        var load = (ExpandLoadOp)op;
        var mask = MaskInstructions.With(to, to[load.Mask], Lanes.Of(load.Result.Type).Count);
        var box = Ranked(to, op, load.Base, load.Indices, mask, Lanes.Of(load.Result.Type).Count);
        RequireWhere(to, op, box, mask);
        to.Bind(load.Result, Read(to, op, load.Base, box, mask, to[load.PassThru], load.Result.Type));
    }

    public static void CompressStore(FunctionEmitter to, Operation op)
    {
        var store = (CompressStoreOp)op;
        var mask = MaskInstructions.With(to, to[store.Mask], Lanes.Of(store.ValueToStore.Type).Count);
        var box = Ranked(to, op, store.Base, store.Indices, mask, Lanes.Of(store.ValueToStore.Type).Count);
        RequireWhere(to, op, box, mask);
        Write(to, op, store.Base, box, mask, store.ValueToStore);
    }

    public static void Gather(FunctionEmitter to, Operation op)
    {
        var gather = (VectorGatherOp)op;
        var mask = MaskInstructions.With(to, to[gather.Mask], Lanes.Of(gather.Result.Type).Count);
        var box = Indexed(to, op, gather.Base, gather.Indices, gather.IndexVec);
        RequireWhere(to, op, box, mask);
        to.Bind(gather.Result, Read(to, op, gather.Base, box, mask, to[gather.PassThru], gather.Result.Type));
    }

    public static void Scatter(FunctionEmitter to, Operation op)
    {
        var scatter = (VectorScatterOp)op;
        var mask = MaskInstructions.With(to, to[scatter.Mask], Lanes.Of(scatter.ValueToStore.Type).Count);
        var box = Indexed(to, op, scatter.Base, scatter.Indices, scatter.IndexVec);
        RequireWhere(to, op, box, mask);
        Write(to, op, scatter.Base, box, mask, scatter.ValueToStore);
    }

    public static void TransferRead(FunctionEmitter to, Operation op)
    {
        var read = (TransferReadOp)op;
        var (box, mask) = Transfer(to, op, read);
        var element = to.TypeOf(read.Padding, op);
        var one = to.Assign($"insertelement <1 x {element}> poison, {element} {to[read.Padding]}, i64 0");
        var padding = FlatVector.Shuffle(to, element, one, 1, Enumerable.Repeat(0, box.Count).ToList());
        to.Bind(read.Vector, Read(to, op, read.Source, box, mask, padding, read.Vector.Type));
    }

    public static void TransferWrite(FunctionEmitter to, Operation op)
    {
        var write = (TransferWriteOp)op;
        var (box, mask) = Transfer(to, op, write);
        Write(to, op, write.Source, box, mask, write.Vector);
    }

    private static (Box Box, string Mask) Transfer(FunctionEmitter to, Operation op, IVectorTransfer transfer)
    {
        if (transfer.Source.Type is not MemRefType) throw EmissionException.Unsupported(op, $"'{transfer.Source.Type}'");
        var (lanes, map, memory) = (Lanes.Of(transfer.VectorType), transfer.PermutationMap.Map, ScalarMemory.Of(to, op, transfer.Source));
        // For each dimension of the memref the dimension of the vector that goes along it.
        var (along, mayLeave) = (memory.NoDimensions(), new bool[memory.Operand.Extents.Count]);
        for (var v = 0; v < map.Results.Count; v++)
            if (map.Results[v] is AffineDim dimension)
                (along[dimension.Position], mayLeave[dimension.Position]) = (v, !transfer.InBounds.Bools[v]);
        for (var d = 0; d < memory.Inner; d++) along[^(d + 1)] = lanes.Rank - d - 1;
        var box = At(to, op, memory, [.. transfer.Indices.Select(i => to[i])], lanes, along, mayLeave);
        var mask = box.Present ?? All(box.Count);
        if ((transfer.Mask ?? to.Mask) is { } own)
        {
            // The mask's dimensions are those of the memref that the map names, in their order.
            var masked = along.Where(v => v >= 0).ToArray();
            var source = Lanes.Of(own.Type);
            var chosen = FlatVector.Shuffle(to, op, own, source.From(lanes, p => [.. masked.Select(v => p[v])]));
            mask = to.Assign($"and <{box.Count} x i1> {mask}, {chosen}");
        }

        if (!mayLeave.All(may => may)) RequireWhere(to, op, box, mask);
        return (box, mask);
    }

    // The vector's dimensions are the last ones of the memref.
    private static Box Minor(FunctionEmitter to, Operation op, Value memref, OperandRange indices, Lanes lanes)
    {
        var memory = ScalarMemory.Of(to, op, memref);
        var rank = memory.Operand.Extents.Count;
        int[] along = [.. Enumerable.Range(0, rank).Select(d => Math.Max(-1, d - rank + lanes.Rank))];
        return At(to, op, memory, [.. indices.Select(i => to[i])], lanes, along, new bool[rank]);
    }

    private static Box At(
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

    // The addresses that lanes have are those that are asked for: no more is needed to stay in memory.
    private static string InMemory(FunctionEmitter to, MemRefOperand operand, string offsets, int count)
    {
        var within = operand.WithinOr(to);
        var places = to.Assign($"add <{count} x i64> {offsets}, {FlatVector.Splat(to, within.Offset, count)}");
        return to.Assign($"icmp ult <{count} x i64> {places}, {FlatVector.Splat(to, within.Count, count)}");
    }

    private static string And(FunctionEmitter to, int count, string? a, string b) =>
        a is null ? b : to.Assign($"and <{count} x i1> {a}, {b}");

    private static Box Indexed(FunctionEmitter to, Operation op, Value memref, OperandRange indices, Value vector)
    {
        var type = to.TypeOf(vector, op);
        var count = Lanes.Of(vector.Type).Count;
        var wide = $"<{count} x i64>";
        var more = type == wide ? to[vector] : to.Assign($"sext {type} {to[vector]} to {wide}");
        return Moved(to, op, memref, indices, more, count);
    }

    private static Box Ranked(FunctionEmitter to, Operation op, Value memref, OperandRange indices, string mask, int count)
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
    private static Box Moved(FunctionEmitter to, Operation op, Value memref, OperandRange indices, string distances, int count)
    {
        if (indices.Count == 0) throw EmissionException.Unsupported(op, "a memref of rank 0");
        ScalarIn(memref, op);
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

    private static string Read(FunctionEmitter to, Operation op, Value memref, Box box, string mask, string otherwise, IrType type)
    {
        var element = ScalarMemory.ElementOf(memref, op);
        var isBool = TypeRules.ElementOf(type) is IntegerType { Width: 1 };
        var (vector, count) = ($"<{box.Count} x {element}>", box.Count);
        if (isBool && otherwise != "poison") otherwise = to.Assign($"zext <{count} x i1> {otherwise} to {vector}");
        var (name, address) = Access(to, memref, box, element, "load", "gather");
        to.Module.Declare(name, $"{vector} @{name}({address.Type}, i32, <{count} x i1>, {vector})");
        var arguments = $"{address.Type} {address.Text}, i32 1, <{count} x i1> {mask}, {vector} {otherwise}";
        var value = to.Assign($"call {vector} @{name}({arguments})");
        return isBool ? to.Assign($"icmp ne {vector} {value}, zeroinitializer") : value;
    }

    private static void Write(FunctionEmitter to, Operation op, Value memref, Box box, string mask, Value vector)
    {
        var element = ScalarMemory.ElementOf(memref, op);
        var (type, value) = ($"<{box.Count} x {element}>", to[vector]);
        if (TypeRules.ElementOf(vector.Type) is IntegerType { Width: 1 }) value = to.Assign($"zext <{box.Count} x i1> {value} to {type}");
        var (name, address) = Access(to, memref, box, element, "store", "scatter");
        to.Module.Declare(name, $"void @{name}({type}, {address.Type}, i32, <{box.Count} x i1>)");
        to.Line($"call void @{name}({type} {value}, {address.Type} {address.Text}, i32 1, <{box.Count} x i1> {mask})");
    }

    private static (string Name, (string Type, string Text) Address) Access(
        FunctionEmitter to, Value memref, Box box, string element, string inOrder, string scattered)
    {
        var (pointer, suffix) = (to.MemRef(memref).Pointer, $"v{box.Count}{Suffix(element)}");
        if (box.First is { } first)
            return ($"llvm.masked.{inOrder}.{suffix}.p0", ("ptr", to.Assign($"getelementptr {element}, ptr {pointer}, i64 {first}")));
        var pointers = to.Assign($"getelementptr {element}, ptr {pointer}, <{box.Count} x i64> {box.Offsets}");
        return ($"llvm.masked.{scattered}.{suffix}.v{box.Count}p0", ($"<{box.Count} x ptr>", pointers));
    }

    private static string ScalarIn(Value memref, Operation op) => ((MemRefType)memref.Type).Element is VectorType
        ? throw EmissionException.Unsupported(op, $"'{memref.Type}'") : MemoryInstructions.ElementOf(memref, op);

    private static string Suffix(string element) => element switch
    {
        "half" => "f16",
        "bfloat" => "bf16",
        "float" => "f32",
        "double" => "f64",
        _ => element,
    };

    private static string All(int count) => $"<{string.Join(", ", Enumerable.Repeat("i1 true", count))}>";

    private static void RequireWhere(FunctionEmitter to, Operation op, Box box, string mask)
    {
        var masked = to.Assign($"xor <{box.Count} x i1> {mask}, {All(box.Count)}");
        Require(to, op, to.Assign($"or <{box.Count} x i1> {masked}, {box.Inside}"), box.Count);
    }

    private static void Require(FunctionEmitter to, Operation op, string inside, int count)
    {
        var name = $"llvm.vector.reduce.and.v{count}i1";
        to.Module.Declare(name, $"i1 @{name}(<{count} x i1>)");
        var all = to.Assign($"call i1 @{name}(<{count} x i1> {inside})");
        MemoryInstructions.Require(to, op, all);
    }
}
