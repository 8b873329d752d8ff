using System.Collections.Generic;

namespace Weft.IR;

/// <summary>A place where control goes on, seen from an operation or from one of its regions.</summary>
/// <param name="Region">The region whose entry block is next; null when the operation is done.</param>
/// <param name="Inputs">What takes over the values that are passed on: arguments of the entry block, or results.</param>
public readonly record struct RegionSuccessor(Region? Region, IReadOnlyList<Value> Inputs)
{
    /// <summary>A region, all arguments of which are given values.</summary>
    public static RegionSuccessor Into(Region region) => new(region, region.IsEmpty ? [] : region.Entry.Arguments);

    /// <summary>A region, the first arguments of which (induction variables) are given by the operation itself.</summary>
    public static RegionSuccessor Into(Region region, int skipped) =>
        new(region, new Sequence<Value>(Rest(region.Entry.Arguments, skipped)));

    /// <summary>Behind an operation: its results are given values.</summary>
    public static RegionSuccessor Behind(Operation op) => new(null, op.ResultList);

    private static Value[] Rest(IReadOnlyList<BlockArgument> arguments, int skipped)
    {
        var rest = new Value[arguments.Count - skipped];
        for (var i = 0; i < rest.Length; i++) rest[i] = arguments[skipped + i];
        return rest;
    }
}
