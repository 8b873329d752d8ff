using Weft.IR;

namespace Weft.Backends.Llvm;

/// <summary>Vectors from and to memory: lanes that follow each other are one masked access, others a gather or scatter.</summary>
internal static class VectorMemory
{
    public static void Load(FunctionEmitter to, Operation op)
    {
        var load = (VectorLoadOp)op;
        if (ProvedVector.Of(to, op, load.Base, load.Indices, load.Result) is { } proved)
        {
            to.Bind(load.Result, proved.Load(to, load.Nontemporal));
            return;
        }

        var places = LanePlaces.Minor(to, op, load.Base, load.Indices, Lanes.Of(load.Result.Type));
        Require(to, op, places.Inside, places.Count);
        to.Bind(load.Result, Read(to, op, load.Base, places, LanePlaces.All(places.Count), "poison", load.Result.Type));
    }

    public static void Store(FunctionEmitter to, Operation op)
    {
        var store = (VectorStoreOp)op;
        if (ProvedVector.Of(to, op, store.Base, store.Indices, store.ValueToStore) is { } proved)
        {
            proved.Store(to, to[store.ValueToStore], store.Nontemporal);
            return;
        }

        var places = LanePlaces.Minor(to, op, store.Base, store.Indices, Lanes.Of(store.ValueToStore.Type));
        Require(to, op, places.Inside, places.Count);
        Write(to, op, store.Base, places, LanePlaces.All(places.Count), store.ValueToStore);
    }

    public static void MaskedLoad(FunctionEmitter to, Operation op)
    {
        var load = (MaskedReadOp)op;
        if (to.Mask is null && ProvedVector.Of(to, op, load.Base, load.Indices, load.Result, mayLeave: true) is { } proved)
        {
            to.Bind(load.Result, proved.Load(to, to[load.Mask], to[load.PassThru]));
            return;
        }

        var mask = MaskInstructions.With(to, to[load.Mask], Lanes.Of(load.Result.Type).Count);
        var places = LanePlaces.Minor(to, op, load.Base, load.Indices, Lanes.Of(load.Result.Type));
        ReadWhere(to, op, load.Base, places, mask, load.PassThru, load.Result);
    }

    public static void MaskedStore(FunctionEmitter to, Operation op)
    {
        var store = (MaskedWriteOp)op;
        if (to.Mask is null && ProvedVector.Of(to, op, store.Base, store.Indices, store.ValueToStore, mayLeave: true) is { } proved)
        {
            proved.Store(to, to[store.ValueToStore], mask: to[store.Mask]);
            return;
        }

        var mask = MaskInstructions.With(to, to[store.Mask], Lanes.Of(store.ValueToStore.Type).Count);
        var places = LanePlaces.Minor(to, op, store.Base, store.Indices, Lanes.Of(store.ValueToStore.Type));
        WriteWhere(to, op, store.Base, places, mask, store.ValueToStore);
    }

    public static void ExpandLoad(FunctionEmitter to, Operation op)
    {
        var load = (ExpandLoadOp)op;
        var mask = MaskInstructions.With(to, to[load.Mask], Lanes.Of(load.Result.Type).Count);
        var places = LanePlaces.Ranked(to, op, load.Base, load.Indices, mask, Lanes.Of(load.Result.Type).Count);
        ReadWhere(to, op, load.Base, places, mask, load.PassThru, load.Result);
    }

    public static void CompressStore(FunctionEmitter to, Operation op)
    {
        var store = (CompressStoreOp)op;
        var mask = MaskInstructions.With(to, to[store.Mask], Lanes.Of(store.ValueToStore.Type).Count);
        var places = LanePlaces.Ranked(to, op, store.Base, store.Indices, mask, Lanes.Of(store.ValueToStore.Type).Count);
        WriteWhere(to, op, store.Base, places, mask, store.ValueToStore);
    }

    public static void Gather(FunctionEmitter to, Operation op)
    {
        var gather = (VectorGatherOp)op;
        var mask = MaskInstructions.With(to, to[gather.Mask], Lanes.Of(gather.Result.Type).Count);
        var places = LanePlaces.Indexed(to, op, gather.Base, gather.Indices, gather.IndexVec);
        ReadWhere(to, op, gather.Base, places, mask, gather.PassThru, gather.Result);
    }

    public static void Scatter(FunctionEmitter to, Operation op)
    {
        var scatter = (VectorScatterOp)op;
        var mask = MaskInstructions.With(to, to[scatter.Mask], Lanes.Of(scatter.ValueToStore.Type).Count);
        var places = LanePlaces.Indexed(to, op, scatter.Base, scatter.Indices, scatter.IndexVec);
        WriteWhere(to, op, scatter.Base, places, mask, scatter.ValueToStore);
    }

    public static void TransferRead(FunctionEmitter to, Operation op)
    {
        var read = (TransferReadOp)op;
        var (places, mask) = Transfer(to, op, read);
        var element = to.TypeOf(read.Padding, op);
        var one = to.Assign($"insertelement <1 x {element}> poison, {element} {to[read.Padding]}, i64 0");
        var padding = FlatVector.Shuffle(to, element, one, 1, Enumerable.Repeat(0, places.Count).ToList());
        to.Bind(read.Vector, Read(to, op, read.Source, places, mask, padding, read.Vector.Type));
    }

    public static void TransferWrite(FunctionEmitter to, Operation op)
    {
        var write = (TransferWriteOp)op;
        var (places, mask) = Transfer(to, op, write);
        Write(to, op, write.Source, places, mask, write.Vector);
    }

    private static (LanePlaces Places, string Mask) Transfer(FunctionEmitter to, Operation op, IVectorTransfer transfer)
    {
        if (transfer.Source.Type is not MemRefType) throw EmissionException.Unsupported(op, $"'{transfer.Source.Type}'");
        var (lanes, map, memory) = (Lanes.Of(transfer.VectorType), transfer.PermutationMap.Map, ScalarMemory.Of(to, op, transfer.Source));
        // For each dimension of the memref the dimension of the vector that goes along it.
        var (along, mayLeave) = (memory.NoDimensions(), new bool[memory.Operand.Extents.Count]);
        for (var v = 0; v < map.Results.Count; v++)
            if (map.Results[v] is AffineDim dimension)
                (along[dimension.Position], mayLeave[dimension.Position]) = (v, !transfer.InBounds.Bools[v]);
        for (var d = 0; d < memory.Inner; d++) along[^(d + 1)] = lanes.Rank - d - 1;
        var places = LanePlaces.At(to, op, memory, [.. transfer.Indices.Select(i => to[i])], lanes, along, mayLeave);
        var mask = places.Present ?? LanePlaces.All(places.Count);
        if ((transfer.Mask ?? to.Mask) is { } own)
        {
            // The mask's dimensions are those of the memref that the map names, in their order.
            var masked = along.Where(v => v >= 0).ToArray();
            var source = Lanes.Of(own.Type);
            var chosen = FlatVector.Shuffle(to, op, own, source.From(lanes, p => [.. masked.Select(v => p[v])]));
            mask = to.Assign($"and <{places.Count} x i1> {mask}, {chosen}");
        }

        if (!mayLeave.All(may => may)) RequireWhere(to, op, places, mask);
        return (places, mask);
    }

    private static void ReadWhere(
        FunctionEmitter to, Operation op, Value memref, LanePlaces places, string mask, Value otherwise, OpResult result)
    {
        RequireWhere(to, op, places, mask);
        to.Bind(result, Read(to, op, memref, places, mask, to[otherwise], result.Type));
    }

    private static void WriteWhere(FunctionEmitter to, Operation op, Value memref, LanePlaces places, string mask, Value vector)
    {
        RequireWhere(to, op, places, mask);
        Write(to, op, memref, places, mask, vector);
    }

    private static string Read(
        FunctionEmitter to, Operation op, Value memref, LanePlaces places, string mask, string otherwise, IrType type)
    {
        var element = ScalarMemory.ElementOf(memref, op);
        var isBool = TypeRules.ElementOf(type) is IntegerType { Width: 1 };
        var (vector, count) = ($"<{places.Count} x {element}>", places.Count);
        if (isBool && otherwise != "poison") otherwise = to.Assign($"zext <{count} x i1> {otherwise} to {vector}");
        var (name, address) = Access(to, memref, places, element, "load", "gather");
        to.Module.Declare(name, $"{vector} @{name}({address.Type}, i32, <{count} x i1>, {vector})");
        var arguments = $"{address.Type} {address.Text}, i32 1, <{count} x i1> {mask}, {vector} {otherwise}";
        var value = to.Assign($"call {vector} @{name}({arguments})");
        return isBool ? to.Assign($"icmp ne {vector} {value}, zeroinitializer") : value;
    }

    private static void Write(FunctionEmitter to, Operation op, Value memref, LanePlaces places, string mask, Value vector)
    {
        var element = ScalarMemory.ElementOf(memref, op);
        var (type, value) = ($"<{places.Count} x {element}>", to[vector]);
        if (TypeRules.ElementOf(vector.Type) is IntegerType { Width: 1 })
            value = to.Assign($"zext <{places.Count} x i1> {value} to {type}");
        var (name, address) = Access(to, memref, places, element, "store", "scatter");
        to.Module.Declare(name, $"void @{name}({type}, {address.Type}, i32, <{places.Count} x i1>)");
        to.Line($"call void @{name}({type} {value}, {address.Type} {address.Text}, i32 1, <{places.Count} x i1> {mask})");
    }

    private static (string Name, (string Type, string Text) Address) Access(
        FunctionEmitter to, Value memref, LanePlaces places, string element, string inOrder, string scattered)
    {
        var (pointer, suffix) = (to.MemRef(memref).Pointer, $"v{places.Count}{Suffix(element)}");
        if (places.First is { } first)
            return ($"llvm.masked.{inOrder}.{suffix}.p0", ("ptr", to.Assign($"getelementptr {element}, ptr {pointer}, i64 {first}")));
        var pointers = to.Assign($"getelementptr {element}, ptr {pointer}, <{places.Count} x i64> {places.Offsets}");
        return ($"llvm.masked.{scattered}.{suffix}.v{places.Count}p0", ($"<{places.Count} x ptr>", pointers));
    }

    private static string Suffix(string element) => element switch
    {
        "half" => "f16",
        "bfloat" => "bf16",
        "float" => "f32",
        "double" => "f64",
        _ => element,
    };

    private static void RequireWhere(FunctionEmitter to, Operation op, LanePlaces places, string mask)
    {
        var masked = to.Assign($"xor <{places.Count} x i1> {mask}, {LanePlaces.All(places.Count)}");
        Require(to, op, to.Assign($"or <{places.Count} x i1> {masked}, {places.Inside}"), places.Count);
    }

    private static void Require(FunctionEmitter to, Operation op, string inside, int count)
    {
        var name = $"llvm.vector.reduce.and.v{count}i1";
        to.Module.Declare(name, $"i1 @{name}(<{count} x i1>)");
        var all = to.Assign($"call i1 @{name}(<{count} x i1> {inside})");
        MemoryInstructions.Require(to, op, all);
    }
}
