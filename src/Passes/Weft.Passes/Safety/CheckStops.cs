using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Lets a launch be cancelled: each turn of a while loop, and of a loop that holds loops, looks at the stop flag. Innermost counted
/// loops stay as they are, so that they can be vectorised.
/// </summary>
[Pass("check-stops", "Makes long loops notice that a launch was cancelled.")]
public sealed record CheckStops : IPass
{
    public void Run(Operation root, PassContext context)
    {
        foreach (var op in root.Walk().ToList())
        {
            var body = op switch
            {
                WhileOp loop => loop.After,
                ForOp or ParallelOp when op.Regions[0].Ops.Any(HoldsLoop) => op.Regions[0],
                _ => null,
            };
            if (body is not null) Builder.AtStart(body.Entry, op.Location).Insert(new CheckStopOp());
        }
    }

    private static bool HoldsLoop(Operation op) => op.Walk().Any(o => o is ForOp or WhileOp or ParallelOp);
}
