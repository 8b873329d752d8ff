using System.Globalization;
using System.Text;
using Weft.IR;

namespace Weft.Backends.Llvm;

/// <summary>
/// The memory of a program's globals: one behind the other, in the order of the module, as a linker lays them out. Each launch begins
/// with their contents.
/// </summary>
internal sealed class GlobalMemory
{
    private const string Symbol = "@weft.globals";
    private const long Alignment = 16;
    private readonly Dictionary<GlobalOp, long> _offsets = [];
    private readonly long _end;

    public GlobalMemory(ModuleOp module)
    {
        foreach (var global in module.Walk().OfType<GlobalOp>())
        {
            _offsets[global] = _end;
            _end += (BytesOf(global) + Alignment - 1) / Alignment * Alignment;
        }
    }

    /// <summary>Fills the memory, at the start of a program.</summary>
    public void Fill(FunctionEmitter to)
    {
        to.Module.Declare("llvm.memcpy.p0.p0.i64", "void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)");
        to.Module.Declare("llvm.memset.p0.i64", "void @llvm.memset.p0.i64(ptr, i8, i64, i1)");
        to.Line($"call void @llvm.memset.p0.i64(ptr {Symbol}, i8 0, i64 {_end}, i1 false)");
        foreach (var (global, offset) in _offsets)
        {
            if (Contents(global) is not { } contents || BytesOf(global) == 0) continue;
            var target = to.Assign($"getelementptr i8, ptr {Symbol}, i64 {offset}");
            if (contents.IsSplat)
            {
                var size = contents.ElementSize;
                var fill = to.Module.Use(ModuleFunctions.Fill);
                to.Line($"call void @{fill}(ptr {target}, ptr {NameOf(global)}, i64 {size}, i64 {BytesOf(global) / size})");
            }
            else
            {
                to.Line($"call void @llvm.memcpy.p0.p0.i64(ptr {target}, ptr {NameOf(global)}, i64 {BytesOf(global)}, i1 false)");
            }
        }
    }

    /// <summary>Vectors may go on with the next global.</summary>
    public MemRefOperand this[FunctionEmitter to, GlobalOp global]
    {
        get
        {
            var pointer = to.Assign($"getelementptr i8, ptr {Symbol}, i64 {_offsets[global]}");
            var count = (_end - _offsets[global]) / LlvmTypes.Size(global.Type.Element);
            return new(pointer, [.. global.Type.Shape.Select(LlvmTypes.Extent)], null, new(pointer, "0", LlvmTypes.Extent(count)));
        }
    }

    public void Write(StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n{Symbol} = internal global [{_end} x i8] zeroinitializer, align 64\n");
        foreach (var global in _offsets.Keys)
        {
            if (Contents(global) is not { } contents) continue;
            text.Append(CultureInfo.InvariantCulture, $"{NameOf(global)} = internal constant [{contents.Data.Count} x i8] c\"");
            foreach (var value in contents.Data) text.Append('\\').Append(value.ToString("X2", CultureInfo.InvariantCulture));
            text.Append("\"\n");
        }
    }

    /// <summary><c>memref.get_global</c>.</summary>
    public static void Get(FunctionEmitter to, Operation op)
    {
        var get = (GetGlobalOp)op;
        var global = (GlobalOp)SymbolTable.Resolve(op, get.Global)!;
        if (to.Module.Globals is { } globals) to.Bind(get.Result, globals[to, global]);
        else if (global.Constant && Contents(global) is not null) to.Bind(get.Result, to.Module.Constant(global));
        else throw EmissionException.Unsupported(op, "a global in a kernel that is no constant");
    }

    private string NameOf(GlobalOp global) => $"@weft.global.{_offsets[global].ToString(CultureInfo.InvariantCulture)}";

    private static long BytesOf(GlobalOp global)
    {
        if (!global.Type.HasIdentityLayout || LlvmTypes.Memory(global.Type.Element) is null)
            throw MemoryInstructions.Unsupported(global, global.Type);
        return global.Type.ElementCount * LlvmTypes.Size(global.Type.Element);
    }

    public static DenseElementsAttr? Contents(GlobalOp global) => global.InitialValue switch
    {
        DenseElementsAttr contents when contents.ElementSize == LlvmTypes.Size(global.Type.Element) => contents,
        null or UnitAttr => null,
        var other => throw EmissionException.Unsupported(global, $"contents of the form '{other}'"),
    };
}
