using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Where each turn of each statement lies in a space that can be cut into tiles: no turn lies behind one that needs it, in any of the
/// directions, so the tiles may run one after the other, in the order of the directions, with all turns of a tile in the order of the
/// source.
/// </summary>
/// <param name="Places">For each statement of a tree a sum of its counters per direction.</param>
/// <param name="Skews">How many steps along the first direction each one moves per step of its own; 0 where it is a loop's.</param>
internal sealed record TileBand(IReadOnlyDictionary<TreeStatement, IReadOnlyList<AffineSum>> Places, IReadOnlyList<long> Skews)
{
    public int Width => Skews.Count;
}

/// <summary>Looks for such places: along loops of the statements, skewed against the first loop, and shifted against each other.</summary>
/// <param name="maxSkew">The greatest skew to try.</param>
internal sealed class TileBandFinder(LoopTree tree, IReadOnlyList<TreeDependence> dependences, long maxSkew)
{
    private readonly Dictionary<TreeStatement, List<AffineSum>> _places =
        tree.Statements.ToDictionary(s => s, s => new List<AffineSum> { AffineSum.Of(s.Counters[0]) });

    private readonly List<long> _skews = [0];

    /// <summary>The band with as many directions as there are, up to a number.</summary>
    public TileBand Find(int width)
    {
        while (_skews.Count < width && TryExtend()) { }
        return new(_places.ToDictionary(p => p.Key, IReadOnlyList<AffineSum> (p) => p.Value), _skews);
    }

    private bool TryExtend()
    {
        for (var skew = 0L; skew <= maxSkew; skew++)
        {
            if (Choose([], [], skew) is not { } chosen) continue;
            foreach (var (statement, place) in chosen) _places[statement].Add(place);
            _skews.Add(skew);
            return true;
        }

        return false;
    }

    // One statement after the other, those with most loops first; each takes the first place that suits those before it.
    private Dictionary<TreeStatement, AffineSum>? Choose(Dictionary<TreeStatement, AffineSum> chosen, IReadOnlyList<Step> steps, long skew)
    {
        if (Shifts(steps) is not { } shifts) return null;
        if (chosen.Count == tree.Statements.Count) return chosen.ToDictionary(c => c.Key, c => c.Value + shifts[c.Key]);
        var statement = tree.Statements.Where(s => !chosen.ContainsKey(s)).MaxBy(s => s.Loops.Count)!;
        foreach (var place in Candidates(statement, _skews.Count))
        {
            chosen[statement] = place + (_places[statement][0] * skew);
            if (StepsOf(statement, chosen) is { } more && Choose(chosen, [.. steps, .. more], skew) is { } all) return all;
            chosen.Remove(statement);
        }

        return null;
    }

    // Its own loop at the level; of those with fewer loops than others also another one, or where loops of others begin and end.
    private IEnumerable<AffineSum> Candidates(TreeStatement statement, int level)
    {
        if (level < statement.Loops.Count) yield return AffineSum.Of(statement.Counters[level]);
        if (statement.Loops.Count == tree.Depth) yield break;
        for (var i = statement.Loops.Count - 1; i >= 0; i--)
            if (i != level) yield return AffineSum.Of(statement.Counters[i]);
        var loops = tree.Statements.Where(other => other.Loops.Count > level).Select(other => other.Loops[level]).Distinct();
        foreach (var limit in loops.SelectMany(loop => AffineSum.Of(loop.LowerBound)!.Concat(AffineSum.Of(loop.UpperBound)!)))
            if (limit.Values.All(value => value.CountingLoop is not { } loop || loop.IsAncestorOf(statement.Store)))
                yield return limit;
    }

    // Null where one has no end.
    private List<Step>? StepsOf(TreeStatement statement, Dictionary<TreeStatement, AffineSum> chosen)
    {
        var steps = new List<Step>();
        foreach (var d in dependences)
        {
            if ((d.Source != statement && d.Target != statement) || !chosen.TryGetValue(d.Source, out var source)
                || !chosen.TryGetValue(d.Target, out var target)) continue;
            if (d.LeastStep(source, target) is not { } least) return null;
            steps.Add(new(d.Source, d.Target, least));
        }

        return steps;
    }

    // The least shifts, none below 0, with which no step is: longest paths; null where a circle gets longer for ever.
    private Dictionary<TreeStatement, long>? Shifts(IReadOnlyList<Step> steps)
    {
        var shifts = tree.Statements.ToDictionary(s => s, _ => 0L);
        for (var round = 0; round <= shifts.Count; round++)
        {
            var late = steps.Where(step => shifts[step.Target] < shifts[step.Source] - step.Least).ToList();
            if (late.Count == 0) return shifts;
            foreach (var step in late) shifts[step.Target] = Math.Max(shifts[step.Target], shifts[step.Source] - step.Least);
        }

        return null;
    }

    // By how much the target is ahead of the source at least, without shifts.
    private sealed record Step(TreeStatement Source, TreeStatement Target, long Least);
}
