using Weft.IR;

namespace Weft.Passes;

/// <summary>Squares of elements in registers: as many vectors as each has lanes.</summary>
internal static class TurnedSquares
{
    extension(Builder builder)
    {
        /// <summary>Lane l of vector v as lane v of vector l: pairs of vectors change blocks of lanes, twice as large each time.</summary>
        public IReadOnlyList<Value> Turned(IReadOnlyList<Value> vectors)
        {
            var (turned, lanes) = (vectors.ToArray(), vectors.Count);
            for (var block = 1; block < lanes; block *= 2)
                for (var v = 0; v < lanes; v++)
                    if ((v & block) == 0)
                        (turned[v], turned[v + block]) = (
                            builder.Mixed(turned[v], turned[v + block], lane => (lane & block) == 0 ? lane : lanes + lane - block),
                            builder.Mixed(turned[v], turned[v + block], lane => (lane & block) == 0 ? lane + block : lanes + lane));
            return turned;
        }

        /// <summary>A vector whose lanes are those of two others, one behind the other.</summary>
        /// <param name="from">Which of them a lane is.</param>
        public Value Mixed(Value first, Value second, Func<int, int> from)
        {
            var lanes = Enumerable.Range(0, (int)((VectorType)first.Type).Shape[0]);
            var order = lanes.Select(Weft.IR.Attribute (lane) => IntegerAttr.I64(from(lane))).ToSequence();
            return builder.Add(new VectorShuffleOp(new ArrayAttr(order), first, second, first.Type));
        }
    }
}
