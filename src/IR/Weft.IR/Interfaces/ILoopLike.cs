using System.Collections.Generic;

namespace Weft.IR;

/// <summary>From where to where a loop counts, and by how much. Each is a value or a constant; none where it is computed in the loop
/// operation itself.</summary>
public readonly record struct LoopRange(FoldResult Lower, FoldResult Upper, FoldResult Step);

/// <summary>An operation that runs its regions again and again.</summary>
public interface ILoopLike
{
    /// <summary>The regions that run repeatedly.</summary>
    IReadOnlyList<Region> LoopRegions { get; }

    /// <summary>The block arguments that count; empty when there are none.</summary>
    IReadOnlyList<BlockArgument> LoopVariables { get; }

    /// <summary>One range per counting argument; empty when they are not known as values.</summary>
    IReadOnlyList<LoopRange> LoopRanges { get; }

    /// <summary>What the values that go from turn to turn are at first.</summary>
    OperandRange LoopInits { get; }

    /// <summary>The block arguments that are the carried values in a turn.</summary>
    IReadOnlyList<BlockArgument> LoopArguments { get; }

    /// <summary>What the carried values are for the next turn.</summary>
    OperandRange LoopYields { get; }
}

/// <summary>What holds for all loops.</summary>
public static class Loops
{
    extension(ILoopLike loop)
    {
        /// <summary>Whether a value exists before the loop begins.</summary>
        public bool IsDefinedOutside(Value value)
        {
            var home = value.ParentBlock?.Parent;
            foreach (var region in loop.LoopRegions)
                if (region.Encloses(home))
                    return false;
            return true;
        }
    }
}
