using Weft.IR;

namespace Weft.Passes;

/// <summary>Layouts for arrays that are used together, and what walks through them then cost.</summary>
/// <param name="Layouts">Of each array.</param>
/// <param name="Cost">In lines of the cache.</param>
/// <param name="Turns">In how many turns.</param>
internal sealed record LayoutChoice(IReadOnlyDictionary<Value, Layout> Layouts, double Cost, double Turns)
{
    /// <summary>The share of the cost that must go.</summary>
    public const double Gain = 0.2;

    public Estimate Estimate => new(Cost / Turns, "cache lines a turn");

    /// <summary>As the source has it.</summary>
    public static LayoutChoice Unchanged(IReadOnlyList<Value> arrays, IReadOnlyList<ArrayWalk> walks) =>
        Of(arrays.ToDictionary(array => array, array => Layout.RowMajor(RankOf(array))), walks);

    /// <summary>One array's layout after the other, and all at once as they are neighbours in the same loops, for as long as that makes it
    /// cheaper.</summary>
    public LayoutChoice Improved(IReadOnlyList<ArrayWalk> walks)
    {
        for (var choice = this; ;)
        {
            var better = choice.Others(walks).MinBy(other => other.Cost);
            if (better is null || better.Cost >= choice.Cost) return choice;
            choice = better;
        }
    }

    /// <summary>Whether it is worth while in the place of another.</summary>
    public bool Pays(LayoutChoice other) => Cost < other.Cost * (1 - Gain);

    /// <summary>Other layouts of one array, and of all that have its rank.</summary>
    public IEnumerable<LayoutChoice> Others(IReadOnlyList<ArrayWalk> walks) =>
        from array in Layouts.Keys
        let rank = RankOf(array)
        from dimension in Enumerable.Range(0, rank)
        let layout = Layout.Along(rank, dimension)
        from together in new[] { false, true }
        let changed = Layouts.ToDictionary(
            one => one.Key, one => one.Key == array || (together && RankOf(one.Key) == rank) ? layout : one.Value)
        where !(together && array != Layouts.Keys.First(other => RankOf(other) == rank))
        where changed.Any(one => one.Value != Layouts[one.Key])
        select Of(changed, walks);

    private static LayoutChoice Of(Dictionary<Value, Layout> layouts, IReadOnlyList<ArrayWalk> walks) =>
        new(layouts, walks.Sum(walk => walk.Cost(layouts)), walks.Sum(walk => walk.Turns));

    private static int RankOf(Value array) => ((MemRefType)array.Type).Rank;
}
