using Weft.IR;

namespace Weft.Passes;

/// <summary>Integer sets without rows that say nothing new.</summary>
internal static class SetSimplification
{
    /// <summary>The same points: no rows but one that never holds if there are none; equalities first; of inequalities that differ only
    /// in their constant the strictest.</summary>
    public static IntegerSet Simplified(this IntegerSet set)
    {
        if (ConstraintSystem.From(set, new Value?[set.InputCount]) is not { } system) return set;
        if (system.IsEmpty()) return set.None;
        system.RemoveTrivialRedundancy();
        return system.ToSet() ?? set;
    }
}
