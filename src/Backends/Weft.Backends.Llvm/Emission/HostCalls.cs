using Weft.IR;
using Weft.Passes;
using Weft.Runtime;

namespace Weft.Backends.Llvm;

/// <summary>Calls of what the host gives to programs.</summary>
internal static class HostCalls
{
    public static void Call(FunctionEmitter to, CallOp call)
    {
        var (index, printer) = (HostFunctions.IndexOf(call.Callee.Leaf), HostFunctions.MemoryPrinterOf(call.Callee.Leaf));
        if (!to.Module.IsProgram || (index < 0 && printer < 0) || call.Results.Length > 0)
            throw new EmissionException(PassDiagnostics.UnknownCallee.At(call.Location, call.Callee.Leaf));
        if (printer >= 0) PrintMemory(to, printer, to.MemRef(call.Arguments[0]));
        else PrintInstructions.Call(to, call, index, call.Arguments.Count == 0 ? "0" : Bits(to, call.Arguments[0], call));
    }

    private static void PrintMemory(FunctionEmitter to, int printer, MemRefOperand memory)
    {
        var (within, numbers) = (memory.WithinOr(to), memory.Extents.Concat(memory.StridesOr(to)).Select(n => ("i64", n)));
        var block = to.Block([("ptr", within.Base), ("i64", within.Offset), ("i64", LlvmTypes.Extent(memory.Extents.Count)), .. numbers]);
        to.Line($"call void {MemoryInstructions.Callback(to, ContextOffsets.PrintMemory)}(ptr {to.Context}, i32 {printer}, ptr {block})");
    }

    private static string Bits(FunctionEmitter to, Value value, Operation user)
    {
        var (text, type) = (to[value], to.TypeOf(value, user));
        if (value.Type is FloatType real)
        {
            text = to.Assign($"bitcast {type} {text} to i{real.Width}");
            type = $"i{real.Width}";
        }

        return type == "i64" ? text : to.Assign($"zext {type} {text} to i64");
    }
}
