using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Replaces values by the constants that they are on all ways that control can take. Constants stand at the head of the isolated
/// region around, one operation for each.
/// </summary>
[Pass("sccp", "Propagates constants along the ways that control can take.", Title = "SCCP")]
public sealed record Sccp : IPass
{
    public void Run(Operation root, PassContext context)
    {
        var solver = new SparseSolver<ConstantFact>(new ConstantAnalysis());
        solver.Run(root);
        var constants = new ConstantPool(context.Ir);
        var work = new Stack<Block>();
        Push(root);
        while (work.TryPop(out var block))
        {
            foreach (var op in block.Ops)
            {
                var areKnown = op.Results.Length > 0;
                foreach (var result in op.Results) areKnown &= Replace(result, block, solver, constants);
                if (areKnown && op.WouldBeDead) op.Erase();
                else Push(op);
            }

            foreach (var argument in block.Arguments) Replace(argument, block, solver, constants);
        }

        void Push(Operation op)
        {
            foreach (var region in op.Regions)
                foreach (var block in region.Blocks.Reverse()) work.Push(block);
        }
    }

    private static bool Replace(Value value, Block block, SparseSolver<ConstantFact> solver, ConstantPool constants)
    {
        if (solver[value] is not { Value: { } known } fact) return false;
        if (constants.Get(block, fact.Dialect, known, value.Type) is not { } constant) return false;
        value.ReplaceAllUsesWith(constant);
        return true;
    }
}
