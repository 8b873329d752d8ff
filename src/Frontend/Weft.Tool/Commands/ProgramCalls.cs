using Weft.IR;
using Weft.Runtime;

namespace Weft.Tool;

/// <summary>The calls of a program that leave it.</summary>
internal static class ProgramCalls
{
    /// <summary>Throws <see cref="WeftException"/> at the first call, on any way from a function, of what is only declared and not given by
    /// the host with that type.</summary>
    /// <param name="printsMemory">Whether the target offers <see cref="HostFunctions.MemoryPrinters"/>.</param>
    public static void Require(FuncOp function, bool printsMemory)
    {
        var seen = new HashSet<FuncOp> { function };
        var pending = new Queue<FuncOp>(seen);
        while (pending.TryDequeue(out var caller))
        {
            foreach (var call in caller.Walk().OfType<CallOp>())
            {
                if (SymbolTable.Resolve(call, call.Callee) is not FuncOp callee) continue;
                if (callee.IsDeclaration) RequireHost(call, callee, printsMemory);
                else if (seen.Add(callee)) pending.Enqueue(callee);
            }
        }
    }

    private static void RequireHost(CallOp call, FuncOp callee, bool printsMemory)
    {
        if (printsMemory && HostFunctions.MemoryPrinters.TryGetValue(callee.SymName, out var element))
        {
            // A tensor becomes memory on the way.
            if (callee.Type.Inputs is [UnrankedTensorType tensor] && tensor.Element == element && callee.Type.Results.Count == 0) return;
            RequireType(call, callee, new([new UnrankedMemRefType(element)], []));
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
