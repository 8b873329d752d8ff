using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Loops that count in narrow integers count in index instead; the body sees the narrow counter as a cast. The 64-bit counter
/// cannot wrap around, which subscripts and the vectoriser need to know.
/// </summary>
[Pass("index-loops", "Makes loops over narrow integers count in index.")]
public sealed record IndexLoops : IPass
{
    public void Run(Operation root, PassContext context)
    {
        foreach (var loop in root.Walk().OfType<ForOp>().Where(l => l.LowerBound.Type is IntegerType { Width: < 64 }).ToList()) Widen(loop);
    }

    private static void Widen(ForOp loop)
    {
        var builder = Builder.At(loop);
        Value Index(Value narrow) => builder.Add(new IndexCastOp(narrow, IndexType.Instance));
        var (lower, upper, step) = (Index(loop.LowerBound), Index(loop.UpperBound), Index(loop.Step));
        var wide = builder.Insert(KernelAttributes.KeepSchedule(loop, ForOp.WithBody(lower, upper, step, loop.InitArgs.ToArray())));
        var inside = Builder.AtEnd(wide.Body.Entry, loop.Location);
        loop.InductionVariable.ReplaceAllUsesWith(inside.Add(new IndexCastOp(wide.InductionVariable, loop.LowerBound.Type)));
        loop.Body.Entry.MoveInto(wide.Body.Entry);
        loop.ReplaceWith([.. wide.Results]);
    }
}
