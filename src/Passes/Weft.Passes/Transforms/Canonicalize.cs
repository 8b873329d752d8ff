using Weft.IR;

namespace Weft.Passes;

/// <summary>Folds and the rules of all dialects, until nothing changes.</summary>
/// <param name="TopDown">Whether operations are seen before those after and inside them.</param>
/// <param name="RegionSimplify">What to do to blocks.</param>
/// <param name="MaxIterations">How often all operations are looked at; -1 for any number.</param>
/// <param name="MaxNumRewrites">How many rules may fire in one iteration; -1 for any number.</param>
/// <param name="TestConvergence">Whether it is an error when something still changed in the last iteration.</param>
/// <param name="DisablePatterns">Names of rules to leave out, with commas between them.</param>
/// <param name="EnablePatterns">When not empty, names of the only rules to apply.</param>
[Pass(
    "canonicalize", "Brings IR to its canonical form: folds constants, applies the dialects' rules, erases what is dead.",
    Title = "Canonicalizer")]
public sealed record Canonicalize(
    bool TopDown = true, RegionSimplification RegionSimplify = RegionSimplification.Normal, long MaxIterations = 10,
    long MaxNumRewrites = -1, bool TestConvergence = false, string DisablePatterns = "", string EnablePatterns = "") : IPass
{
    /// <summary>With the rules that mlir-opt lacks.</summary>
    public static Canonicalize ForKernels { get; } = new() { Rules = Canonicalization.WithOwn };

    /// <summary>What to apply besides folding.</summary>
    public RuleSet Rules { get; init; } = Canonicalization.Rules;

    public void Run(Operation root, PassContext context)
    {
        var rewriter = new GreedyRewriter(context.Ir, Chosen, new(TopDown, RegionSimplify, MaxIterations, MaxNumRewrites));
        var ended = rewriter.Run(root);
        foreach (var (rule, count) in rewriter.Fired) context.Remarks.Add("canonicalize", root.Location, rule, $"{count}");
        if (TestConvergence && !ended)
            context.Diagnostics.Add(PassDiagnostics.NotConverged.At(root.Location, MaxIterations, rewriter.MostActive));
    }

    private RuleSet Chosen
    {
        get
        {
            if (DisablePatterns.Length == 0 && EnablePatterns.Length == 0) return Rules;
            var (disabled, enabled) = (DisablePatterns.Split(','), EnablePatterns.Split(','));
            return new(Rules.All.Where(r => !disabled.Contains(r.Name) && (EnablePatterns.Length == 0 || enabled.Contains(r.Name))));
        }
    }
}

/// <summary>The canonical form of kernels: <see cref="Canonicalize"/> with the rules that mlir-opt lacks.</summary>
[Pass("simplify", "As canonicalize, with rules that mlir-opt lacks.")]
public sealed record Simplify : IPass
{
    public void Run(Operation root, PassContext context) => Canonicalize.ForKernels.Run(root, context);
}
