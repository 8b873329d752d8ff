using System.Runtime.CompilerServices;
using Weft.IR;
using Weft.Runtime;
using static Weft.Backends.SemanticsRow;

namespace Weft.Backends;

/// <summary>Calls, of functions and of what the host gives to programs.</summary>
internal static class FuncSemantics
{
    public static SemanticsRow[] Rows =>
    [
        Declaration<FuncOp>(), Exit<ReturnOp>(), Step<CallOp>(Call), Step<CallIndirectOp>(CallIndirect), Step<FunctionConstantOp>(Constant),
    ];

    private static Handler Call(CallOp op, Preparation prepare)
    {
        if (prepare.Output is { } output && SymbolTable.Resolve(op, op.Callee) is FuncOp { IsDeclaration: true } host)
        {
            if (HostFunctions.IndexOf(host.SymName) is >= 0 and var index)
                return HostCall(op, prepare, HostFunctions.All[index], output);
            if (HostFunctions.MemoryPrinterOf(host.SymName) is >= 0 and var printer)
                return PrintMemory(op, prepare, HostFunctions.MemoryPrinters[printer].Element, output);
        }

        var callee = prepare.Function(op, op.Callee);
        var (arguments, results) = (prepare.Slots(op.Arguments), prepare.Slots(op.Values));
        return frame =>
        {
            frame.Poll();
            callee.Call(frame, arguments, results);
        };
    }

    private static Handler HostCall(CallOp op, Preparation prepare, HostFunction function, TextWriter output)
    {
        if (function.Input is not { } type) return _ => function.Print(output, 0);
        var argument = prepare.Slot(op.Arguments[0]);
        return frame => function.Print(output, frame[argument].ToRaw(type));
    }

    // A tensor is printed as the memory that would hold it.
    private static unsafe Handler PrintMemory(CallOp op, Preparation prepare, IrType printed, TextWriter output)
    {
        var (slot, access) = (prepare.Slot(op.Arguments[0]), new MemoryAccess(op, op.Arguments[0], prepare));
        var element = ((ShapedType)op.Arguments[0].Type).Element;
        return frame =>
        {
            var memory = frame[slot].Reference is Elements tensor ? MemRef.Of(tensor, element) : access.Live(frame);
            if (memory.Layout is not StridedLayout) memory = memory.Copy();
            var layout = (StridedLayout)memory.Layout;
            MemoryPrinter.Print(output, printed, new((nint)memory.Storage.Address, layout.Offset, memory.Shape, layout.Strides));
            // The address does not keep the bytes behind it alive.
            GC.KeepAlive(memory);
        };
    }

    private static Handler CallIndirect(CallIndirectOp op, Preparation prepare)
    {
        var callee = prepare.Slot(op.Callee);
        var (arguments, results) = (prepare.Slots(op.Arguments), prepare.Slots(op.Values));
        return frame =>
        {
            frame.Poll();
            Unsafe.As<FunctionCode>(frame[callee].Reference!).Call(frame, arguments, results);
        };
    }

    private static Handler Constant(FunctionConstantOp op, Preparation prepare)
    {
        var (function, result) = (prepare.Function(op, op.Value), prepare.Slot(op.Result));
        return frame => frame[result] = new(function);
    }
}
