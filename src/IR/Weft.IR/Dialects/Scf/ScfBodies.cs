using System.Collections.Generic;

namespace Weft.IR;

/// <summary>What rules do with the bodies of structured operations.</summary>
internal static class ScfBodies
{
    /// <summary>Puts the operations of a body in the place of the operation that holds it; its results are what the body ends with.
    /// </summary>
    public static bool Inline(Operation op, Block body, IReadOnlyList<Value> arguments, Rewriter rewriter)
    {
        var terminator = body.Last!;
        rewriter.InlineBlockBefore(body, op, arguments);
        rewriter.Replace(op, terminator.Operands.ToArray());
        rewriter.Erase(terminator);
        return true;
    }

    /// <summary>Ends a block with another yield.</summary>
    public static void Yield(Block block, IReadOnlyList<Value> values, Rewriter rewriter) =>
        rewriter.Replace(block.Last!, new YieldOp(values));

    /// <summary>Whether a region does nothing but end.</summary>
    public static bool IsTrivial(Region region) => region.IsEmpty || region.Entry.First == region.Entry.Last;

    /// <summary>Makes the one block of an empty region, with arguments like those that stay.</summary>
    public static Block Open(Region region, IEnumerable<Value> like)
    {
        var block = region.AddBlock();
        foreach (var value in like) block.AddArgument(value.Type, value.Location);
        return block;
    }
}
