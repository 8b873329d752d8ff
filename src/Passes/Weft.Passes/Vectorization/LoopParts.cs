using Weft.IR;

namespace Weft.Passes;

/// <summary>Some turns of a loop.</summary>
internal static class LoopParts
{
    extension(AffineForOp loop)
    {
        /// <summary>The loop once more, before it, with other bounds.</summary>
        /// <param name="initial">What its carried values are at first; null for what the loop has.</param>
        public AffineForOp Part(AffineValueMap lower, AffineValueMap upper, IReadOnlyList<Value>? initial = null) =>
            loop.Part(Builder.At(loop), lower, upper, initial);

        /// <summary>The loop once more, somewhere, with other bounds.</summary>
        /// <param name="initial">What its carried values are at first; null for what the loop has.</param>
        public AffineForOp Part(Builder builder, AffineValueMap lower, AffineValueMap upper, IReadOnlyList<Value>? initial = null)
        {
            var part = (AffineForOp)builder.Insert(new IrMapping().Clone(loop));
            (part.LowerBound, part.UpperBound) = (lower, upper);
            var inits = part.Operands.Count - part.Inits.Count;
            for (var i = 0; i < initial?.Count; i++) part.SetOperand(inits + i, initial[i]);
            return part;
        }
    }
}
