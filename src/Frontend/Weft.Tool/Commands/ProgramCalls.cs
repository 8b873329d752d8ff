using Weft.IR;
using Weft.Runtime;

namespace Weft.Tool;

/// <summary>The calls of a program that leave it.</summary>
internal static class ProgramCalls
{
    /// <summary>Throws <see cref="WeftException"/> at the first call, on any way from a function, of what is only declared and not given by
    /// the host with that type.</summary>
    public static void Require(FuncOp function)
    {
        var seen = new HashSet<FuncOp> { function };
        var pending = new Queue<FuncOp>(seen);
        while (pending.TryDequeue(out var caller))
        {
            foreach (var call in caller.Walk().OfType<CallOp>())
            {
                if (SymbolTable.Resolve(call, call.Callee) is not FuncOp callee) continue;
                if (callee.IsDeclaration) RequireHost(call, callee);
                else if (seen.Add(callee)) pending.Enqueue(callee);
            }
        }
    }

    private static void RequireHost(CallOp call, FuncOp callee)
    {
        if (HostFunctions.MemoryPrinterOf(callee.SymName) is >= 0 and var printer)
        {
            var provided = HostFunctions.MemoryPrinters[printer];
            // A tensor becomes memory on the way.
            if (callee.Type != new FunctionType([new UnrankedTensorType(provided.Takes)], [])) RequireType(call, callee, provided.Type);
            return;
        }

        var index = HostFunctions.IndexOf(callee.SymName);
        if (index < 0)
        {
            var known = string.Join(", ", HostFunctions.All);
            throw new WeftException(ToolDiagnostics.UnknownExternal.At(call.Location, callee.SymName, known));
        }

        RequireType(call, callee, HostFunctions.All[index].Type);
    }

    private static void RequireType(CallOp call, FuncOp callee, FunctionType provided)
    {
        if (callee.Type != provided)
            throw new WeftException(ToolDiagnostics.ExternalType.At(call.Location, callee.SymName, callee.Type, provided));
    }
}
