using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Turns workflows into functions on memory that call kernels, and results into arguments behind the inputs. A whole workflow is then
/// one native program: values become buffers, in place where nobody needs the old elements, and what a turn of a loop makes lies in
/// buffers that were there before the loop.
/// </summary>
[Pass("lower-workflows", "Turns workflow graphs into functions that call kernels, with buffers for their arrays.")]
public sealed record LowerWorkflows : IPass
{
    public void Run(Operation root, PassContext context)
    {
        if ((root as ModuleOp ?? root.Enclosing<ModuleOp>()) is not { } module) return;
        var constants = new ConstantBuffers(module);
        // Signatures first: a workflow may invoke another one.
        foreach (var workflow in root.Walk().OfType<GraphOp>().ToList().ConvertAll(graph => new WorkflowFunction(graph)))
        {
            workflow.Lower(constants, context.Diagnostics);
            if (context.Diagnostics.HasErrors) return;
        }
    }
}
