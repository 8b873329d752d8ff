using System.Globalization;
using System.Text.RegularExpressions;
using Weft.IR;

namespace Weft.Backends.Tests.Schedules;

/// <summary>Holds what a refusal says to all turns of the loops as they were before the directive, counted one by one: there are two such
/// accesses to one element, so far apart, and the directive reverses such a distance.</summary>
internal static partial class RefusalCheck
{
    private const long LargestStep = 4;

    // What is left of turns that go on by 2 to 4 differs.
    private static readonly long[] Extents = [9, 10, 11];

    public static bool Confirms(string directive, string message, ModuleOp loops) =>
        Extents.Any(extent => Confirms(directive, message, AccessTrace.Of(loops.Walk().OfType<FuncOp>().Single(), extent)));

    private static bool Confirms(string directive, string message, IReadOnlyList<TracedAccess> trace)
    {
        string[] places = [.. Places().Matches(message).Select(match => match.Groups[1].Value)];
        Assert.True(places.Length == 2, message);
        var said = Distance().Match(message);
        string[] names = said.Success ? said.Groups[2].Value.Trim('(', ')').Split(", ") : [];
        long[] distance = [.. said.Groups[1].Value.Trim('(', ')').Split(", ", StringSplitOptions.RemoveEmptyEntries)
            .Select(step => long.Parse(step, CultureInfo.InvariantCulture))];
        string[] words = directive.Split(' ', ',');
        if (names.Length > 0 && words[0] != "parallel" && !Reverses(words, names, distance)) return false;
        return Pairs(trace, first: places[1], then: places[0]).Any(pair => names.Length > 0
            ? names.Select((name, i) => CounterOf(pair.Then, name) - CounterOf(pair.First, name) == distance[i]).All(holds => holds)
                && (words[0] != "parallel" || AreAtOnce(pair.First, pair.Then, words[1]))
            : pair.Then.Turns.Zip(pair.First.Turns).First(loop => loop.First.Loop != loop.Second.Loop) is var (then, first)
                && then.Counter < first.Counter);
    }

    // Those of one element, one of which writes, in the order in which they happen.
    private static IEnumerable<(TracedAccess First, TracedAccess Then)> Pairs(
        IReadOnlyList<TracedAccess> trace, string first, string then) =>
        from accesses in trace.GroupBy(access => access.Element)
        let all = accesses.ToList()
        from i in Enumerable.Range(0, all.Count)
        where all[i].Place == first
        from j in Enumerable.Range(i + 1, all.Count - i - 1)
        where all[j].Place == then && (all[i].IsWrite || all[j].IsWrite)
        select (all[i], all[j]);

    // Of loops over tiles and their points the latter.
    private static long? CounterOf(TracedAccess access, string name) =>
        access.Turns.Where(turn => IsNamed(turn.Loop, name)).Select(turn => (long?)turn.Counter).LastOrDefault();

    private static bool IsNamed(Operation loop, string name) =>
        loop.Attribute(KernelAttributes.Loops) is ArrayAttr { Elements: [StringAttr { Value: var known }] }
        && known.EndsWith($".{name}", StringComparison.Ordinal);

    // In other turns of the outermost loop of a name, and in the same of those around it.
    private static bool AreAtOnce(TracedAccess first, TracedAccess then, string name) => first.Turns.Zip(then.Turns)
        .First(pair => pair.First != pair.Second) is var (one, other) && IsNamed(one.Loop, name) && one.Loop == other.Loop;

    private static bool Reverses(string[] directive, string[] names, long[] distance)
    {
        var loops = directive.Skip(1).Where(names.Contains).ToList();
        var (at, step) = (Array.IndexOf(names, loops[0]), distance[Array.IndexOf(names, loops[0])]);
        return directive[0] switch
        {
            "interchange" => IsBack(Reordered()),
            // Outside of all others.
            "tile" => step < 0 && distance[..at].Any(outer => outer > 0),
            // Loops inside run once for all turns that come together.
            "jam" => IsNear() && !IsBack(distance[(at + 1)..].Select(inner => -inner)),
            "vectorize" => IsNear(),
            _ => false,
        };

        // Turns go on by no more than what a loop was unrolled by before.
        bool IsNear() => step > 0 && step < long.Parse(directive[^1], CultureInfo.InvariantCulture) * LargestStep
            && distance[..at].All(outer => outer == 0);

        IEnumerable<long> Reordered()
        {
            var places = loops.Select(loop => Array.IndexOf(names, loop)).Order().ToList();
            string[] order = [.. names];
            for (var i = 0; i < loops.Count; i++) order[places[i]] = loops[i];
            return order.Select(name => distance[Array.IndexOf(names, name)]);
        }
    }

    private static bool IsBack(IEnumerable<long> distance) => distance.FirstOrDefault(step => step != 0) < 0;

    [GeneratedRegex(@"\((\d+:\d+)\)")]
    private static partial Regex Places();

    [GeneratedRegex(@"; distance (\([^)]*\)|-?\d+) in (\([^)]*\)|\w+)")]
    private static partial Regex Distance();
}
