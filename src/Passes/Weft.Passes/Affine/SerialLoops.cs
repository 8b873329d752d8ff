using Weft.IR;

namespace Weft.Passes;

/// <summary>Parallel loops as loops whose turns come one after the other, which is one of the orders that they may have.</summary>
internal static class SerialLoops
{
    extension(Operation root)
    {
        /// <summary>Makes counted loops of all parallel ones in it, but for those that give values.</summary>
        public void MakeSerial()
        {
            // Those inside others first: the others are copied, and what is in them with them.
            foreach (var nest in root.Walk().OfType<AffineParallelOp>().Where(nest => nest.Values.Count == 0).Reverse().ToList())
            {
                Write(nest, 0, Builder.At(nest), new());
                nest.Erase();
            }
        }
    }

    // Its bounds know nothing of its own counters.
    private static void Write(AffineParallelOp nest, int dimension, Builder builder, IrMapping copies)
    {
        if (dimension == nest.Steps.Count) builder.Turn(nest.Body, copies);
        else
            builder.Loop(nest.LowerBound(dimension), nest.UpperBound(dimension), nest.Steps[dimension], counter =>
            {
                copies[nest.InductionVariables[dimension]] = counter;
                Write(nest, dimension + 1, builder, copies);
            });
    }
}
