using System.Globalization;
using Weft.IR;

namespace Weft.Backends.Llvm;

/// <summary>Neighbouring elements of memory that are known to be in range: one instruction reads or writes them.</summary>
internal sealed class ProvedVector
{
    private readonly string _address;
    private readonly string _alignment;
    private readonly string _type;

    // What is masked: where no instruction does it, LLVM takes numbers of 16 bits apart by way of a library that is not there.
    private readonly VectorType _bits;
    private readonly int _count;
    private readonly bool _streams;

    private ProvedVector(string address, VectorType vector, bool streams)
    {
        (_address, _type) = (address, LlvmTypes.Register(vector)!);
        _bits = vector.Element is FloatType { Width: 16 } ? new(vector.Extents, IntegerType.I16) : vector;
        (_count, _streams) = (Lanes.Of(vector).Count, streams);
        _alignment = (LlvmTypes.Size(vector.Element) * (streams ? _count : 1)).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Null for an access that nobody has proved, and for elements that memory has in another form than registers.</summary>
    /// <param name="mayLeave">Whether the first element may be out of range, where it is masked then.</param>
    public static ProvedVector? Of(FunctionEmitter to, Operation op, Value memory, OperandRange indices, Value value, bool mayLeave = false)
    {
        if (op.Attribute(KernelAttributes.Proved) is null || value.Type is not VectorType vector) return null;
        if (vector is not { Rank: 1, Element: FloatType or IntegerType { Width: 8 or 16 or 32 or 64 } or IndexType }) return null;
        var element = MemoryInstructions.ElementOf(memory, op);
        var streams = op.Attribute(KernelAttributes.Streams) is not null;
        return new(MemoryInstructions.Address(to, memory, indices, element, mayLeave), vector, streams);
    }

    public string Load(FunctionEmitter to, IntegerAttr? nontemporal) =>
        to.Assign($"load {_type}, ptr {_address}, align {_alignment}{MemoryInstructions.Hint(nontemporal)}");

    public string Load(FunctionEmitter to, string mask, string otherwise)
    {
        var (name, bits) = ($"llvm.masked.load.{LlvmTypes.Suffix(_bits)}.p0", LlvmTypes.Register(_bits)!);
        to.Module.Declare(name, $"{bits} @{name}(ptr, i32, <{_count} x i1>, {bits})");
        var before = Seen(to, otherwise, _type, bits);
        return Seen(
            to, to.Assign($"call {bits} @{name}(ptr {_address}, i32 {_alignment}, <{_count} x i1> {mask}, {bits} {before})"), bits, _type);
    }

    public void Store(FunctionEmitter to, string value, IntegerAttr? nontemporal = null, string? mask = null)
    {
        if (mask is null)
        {
            var hint = MemoryInstructions.Hint(_streams ? IntegerAttr.Bool(true) : nontemporal);
            to.Line($"store {_type} {value}, ptr {_address}, align {_alignment}{hint}");
            return;
        }

        var (name, bits) = ($"llvm.masked.store.{LlvmTypes.Suffix(_bits)}.p0", LlvmTypes.Register(_bits)!);
        to.Module.Declare(name, $"void @{name}({bits}, ptr, i32, <{_count} x i1>)");
        to.Line($"call void @{name}({bits} {Seen(to, value, _type, bits)}, ptr {_address}, i32 {_alignment}, <{_count} x i1> {mask})");
    }

    private static string Seen(FunctionEmitter to, string value, string from, string type) =>
        from == type ? value : to.Assign($"bitcast {from} {value} to {type}");
}
