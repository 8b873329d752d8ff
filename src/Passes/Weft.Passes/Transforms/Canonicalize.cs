using Weft.IR;

namespace Weft.Passes;

/// <summary>Folds and the rules of all dialects, until nothing changes.</summary>
[Pass("canonicalize", "Brings IR to its canonical form: folds constants, applies the dialects' rules, erases what is dead.")]
public sealed record Canonicalize : IPass
{
    public void Run(Operation root, PassContext context)
    {
        var rewriter = new GreedyRewriter(context.Ir, Canonicalization.Rules);
        rewriter.Run(root);
        foreach (var (rule, count) in rewriter.Fired) context.Remarks.Add("canonicalize", root.Location, rule, $"{count}");
    }
}
