using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Tensors become buffers. First all tensor operands are looked at together: a write goes into the buffer that is there unless somebody
/// still needs what it would replace (<see cref="InPlaceAnalysis"/>). Then each operation is rewritten by its <see cref="BufferRules"/>.
/// </summary>
/// <param name="BufferizeFunctionBoundaries">Whether functions take and give buffers, too.</param>
/// <param name="AllowReturnAllocsFromLoops">Whether turns of loops may end with other buffers than they began with.</param>
/// <param name="FunctionBoundaryTypeConversion">What the types of these say of where elements lie.</param>
/// <param name="AnalysisHeuristic">Which operations are looked at first.</param>
/// <param name="CheckParallelRegions">Whether turns that run at once must not meet in a buffer.</param>
/// <param name="CopyBeforeWrite">Whether each write gets a copy, without a look who needs what it would replace.</param>
/// <param name="NoAnalysisFuncFilter">The functions for which that is so.</param>
[Pass("one-shot-bufferize", "Turns tensors into buffers, in place where nobody needs the old elements.")]
[RefusedOption("allow-unknown-ops", "false", OneShotBufferize.Conversions)]
[RefusedOption("dialect-filter", "", OneShotBufferize.Conversions)]
[RefusedOption("unknown-type-conversion", "fully-dynamic-layout-map", OneShotBufferize.Conversions)]
[RefusedOption("must-infer-memory-space", "false", "its buffers are all in the memory space without a name; leave the option out")]
[RefusedOption("analysis-fuzzer-seed", "0", "operations are never looked at in a random order; leave the option out")]
[RefusedOption("test-analysis-only", "false", OneShotBufferize.Annotations)]
[RefusedOption("print-conflicts", "false", OneShotBufferize.Annotations)]
[RefusedOption("dump-alias-sets", "false", OneShotBufferize.Annotations)]
public sealed record OneShotBufferize(
    bool BufferizeFunctionBoundaries = false, bool AllowReturnAllocsFromLoops = false,
    BoundaryLayout FunctionBoundaryTypeConversion = BoundaryLayout.InferLayoutMap,
    AnalysisHeuristic AnalysisHeuristic = AnalysisHeuristic.BottomUp, bool CheckParallelRegions = true, bool CopyBeforeWrite = false,
    Sequence<string> NoAnalysisFuncFilter = default) : IPass
{
    internal const string Conversions =
        "nothing stands between tensors and buffers, so that all operations on tensors are rewritten; leave the option out";
    internal const string Annotations =
        "what the analysis finds out is not written into the IR; leave the option out, and see what is copied";

    public void Run(Operation root, PassContext context)
    {
        if ((root as ModuleOp ?? root.Enclosing<ModuleOp>()) is not { } module) return;
        var (constants, boundary) = (new ConstantBuffers(module), new FunctionBoundary(FunctionBoundaryTypeConversion));
        var options = new AnalysisOptions(_ => BufferizeFunctionBoundaries, AnalysisHeuristic, CheckParallelRegions);
        foreach (var function in CalleesFirst(root))
        {
            if (!BufferizeFunctionBoundaries && FunctionBuffers.HasTensors(function))
            {
                function.Error(context.Diagnostics, "takes or gives tensors, which needs the option 'bufferize-function-boundaries'");
                return;
            }

            var isCopied = CopyBeforeWrite || NoAnalysisFuncFilter.Contains(function.SymName);
            var analysis = isCopied ? InPlaceAnalysis.None(function, options) : InPlaceAnalysis.Of(function, options);
            if (!isCopied && !AllowReturnAllocsFromLoops && !LoopBuffers.RequireKept(function, analysis, context.Diagnostics)) return;
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
