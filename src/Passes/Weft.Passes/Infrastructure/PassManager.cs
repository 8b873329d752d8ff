using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Runs a pipeline: passes in order, nested ones on each operation of their kind. Operations that are isolated from each other are
/// worked on at once, unless somebody looks on. What analyses found is kept as long as passes preserve it.
/// </summary>
public sealed class PassManager(IrContext context, DiagnosticBag diagnostics)
{
    private readonly Dictionary<PipelineNode, PassStatistics> _statistics = new(ReferenceEqualityComparer.Instance);

    /// <summary>Verify what a pass ran on after it; a pass that breaks it is an error that names the pass.</summary>
    public bool VerifyEach { get; init; } = true;

    public bool IsParallel { get; init; } = true;

    /// <summary>The first one is the outermost.</summary>
    public IReadOnlyList<IPassObserver> Observers { get; init; } = [];

    /// <summary>The pass that failed, and on what; null when all went well.</summary>
    public (PassNode Pass, Operation Op)? Failure { get; private set; }

    /// <summary>What a pass counted, on all operations together.</summary>
    public PassStatistics StatisticsOf(PassNode pass)
    {
        lock (_statistics)
        {
            if (!_statistics.TryGetValue(pass, out var statistics)) _statistics.Add(pass, statistics = new());
            return statistics;
        }
    }

    /// <summary>Stops at the first error; false then.</summary>
    public bool Run(IEnumerable<PipelineNode> nodes, Operation root)
    {
        var analyses = new AnalysisManager();
        return nodes.All(node => Run(node, root, analyses, diagnostics));
    }

    private bool Run(PipelineNode node, Operation op, AnalysisManager analyses, DiagnosticBag found)
    {
        Func<bool> run = node is NestedNode nested
            ? () => RunNested(nested, op, analyses, found)
            : () => RunPass((PassNode)node, op, analyses, found);
        foreach (var observer in Observers.Reverse())
        {
            var inner = run;
            run = () => observer.Around(node, op, inner);
        }

        return run();
    }

    private bool RunNested(NestedNode nested, Operation op, AnalysisManager analyses, DiagnosticBag found)
    {
        var anchors = op.Regions.SelectMany(r => r.Ops).Where(nested.IsFor).ToList();
        var isParallel = IsParallel && Observers.Count == 0 && anchors.Count > 1
            && anchors.TrueForAll(a => a.Info.Has(OpTraits.IsolatedFromAbove));
        if (!isParallel) return anchors.TrueForAll(anchor => RunAll(nested, anchor, analyses, found));
        var bags = anchors.ConvertAll(_ => found.Fork());
        var results = new bool[anchors.Count];
        Parallel.For(0, anchors.Count, i => results[i] = RunAll(nested, anchors[i], analyses, bags[i]));
        // As if one had come after the other.
        foreach (var bag in bags) found.AddRange(bag);
        return results.All(r => r);
    }

    private bool RunAll(NestedNode nested, Operation anchor, AnalysisManager analyses, DiagnosticBag found) =>
        nested.Nodes.All(node => Run(node, anchor, analyses.Of(anchor), found));

    private bool RunPass(PassNode node, Operation op, AnalysisManager analyses, DiagnosticBag found)
    {
        var pass = new PassContext(context, found, new RemarkLog()) { Analyses = analyses, Statistics = StatisticsOf(node) };
        var isDone = false;
        try
        {
            isDone = PipelineRunner.Run(node.Stage, op, pass, new() { VerifyEach = VerifyEach });
        }
        catch (Exception mistake) when (mistake is not InsufficientExecutionStackException)
        {
            found.Add(PassDiagnostics.PassThrew.At(op.Location, node.Stage.Name, $"{mistake.GetType().Name}: {mistake.Message}"));
        }

        if (!isDone) Failure ??= (node, op);
        return isDone;
    }
}
