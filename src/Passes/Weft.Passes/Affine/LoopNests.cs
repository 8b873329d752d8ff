using Weft.IR;

namespace Weft.Passes;

/// <summary>Loops that hold nothing but the next loop.</summary>
internal static class LoopNests
{
    /// <summary>The outermost loops directly in a function, each with the loops that are perfectly nested in it.</summary>
    public static IReadOnlyList<IReadOnlyList<AffineForOp>> Bands(Operation root) =>
        [.. root.Walk().OfType<FuncOp>().SelectMany(f => f.Body.Ops).OfType<AffineForOp>().Select(Band)];

    public static IReadOnlyList<AffineForOp> Band(AffineForOp root)
    {
        var band = new List<AffineForOp> { root };
        while (root.Body.First is AffineForOp inner && inner.Next == root.Body.Last)
        {
            band.Add(inner);
            root = inner;
        }

        return band;
    }
}
