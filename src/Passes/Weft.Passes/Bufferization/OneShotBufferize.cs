using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Tensors become buffers. First all tensor operands are looked at together: a write goes into the buffer that is there unless somebody
/// still needs what it would replace (<see cref="InPlaceAnalysis"/>). Then each operation is rewritten by its <see cref="BufferRules"/>.
/// </summary>
/// <param name="BufferizeFunctionBoundaries">Whether functions take and give buffers, too.</param>
/// <param name="AllowReturnAllocsFromLoops">Whether turns of loops may end with other buffers than they began with.</param>
/// <param name="FunctionBoundaryTypeConversion">What the types of these say of where elements lie.</param>
[Pass("one-shot-bufferize", "Turns tensors into buffers, in place where nobody needs the old elements.")]
public sealed record OneShotBufferize(
    bool BufferizeFunctionBoundaries = false, bool AllowReturnAllocsFromLoops = false,
    BoundaryLayout FunctionBoundaryTypeConversion = BoundaryLayout.InferLayoutMap) : IPass
{
    public void Run(Operation root, PassContext context)
    {
        if ((root as ModuleOp ?? root.Enclosing<ModuleOp>()) is not { } module) return;
        var (constants, boundary) = (new ConstantBuffers(module), new FunctionBoundary(FunctionBoundaryTypeConversion));
        foreach (var function in CalleesFirst(root))
        {
            if (!BufferizeFunctionBoundaries && FunctionBuffers.HasTensors(function))
            {
                function.Error(context.Diagnostics, "takes or gives tensors, which needs the option 'bufferize-function-boundaries'");
                return;
            }

            var analysis = new InPlaceAnalysis(function, mayWriteArguments: BufferizeFunctionBoundaries);
            if (!AllowReturnAllocsFromLoops && !LoopBuffers.RequireKept(function, analysis, context.Diagnostics)) return;
            FunctionBuffers.Rewrite(function, new(analysis, constants, boundary, context.Diagnostics));
            if (context.Diagnostics.HasErrors) return;
        }
    }

    private static List<FuncOp> CalleesFirst(Operation root)
    {
        var (ordered, seen) = (new List<FuncOp>(), new HashSet<FuncOp>());
        foreach (var function in root.Walk().OfType<FuncOp>().ToList()) Visit(function);
        return ordered;

        void Visit(FuncOp function)
        {
            if (!seen.Add(function)) return;
            foreach (var call in function.Walk().OfType<CallOp>())
                if (SymbolTable.Resolve(call, call.Callee) is FuncOp callee) Visit(callee);
            ordered.Add(function);
        }
    }
}
