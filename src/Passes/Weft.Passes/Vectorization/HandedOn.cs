using Weft.IR;

namespace Weft.Passes;

/// <summary>A value that each turn of a loop hands on to the next and computes of memory and counters alone: as lanes of a vector, all of
/// them are there at once, and each has that of the lane before it.</summary>
/// <param name="Index">Which of the carried values it is.</param>
/// <param name="Turns">Over how many turns, where it is made of another one.</param>
internal sealed record HandedOn(int Index, int Turns)
{
    /// <summary>Over how many turns passes make loops hand something on: it lies in registers.</summary>
    public const int MostTurns = 4;

    /// <summary>The carried value of a loop as one; null where what a turn computes depends on all before it.</summary>
    public static HandedOn? Of(AffineForOp loop, int index) => TurnsTo(loop, index, []) is { } turns ? new(index, turns) : null;

    /// <summary>All lanes at first.</summary>
    public static Value Begin(Builder builder, Value initial, VectorType type) => builder.Add(new VectorBroadcastOp(initial, type));

    /// <summary>What each lane gets of the one before it: the first one of the last lane of the vector before.</summary>
    public static Value Receive(Builder builder, Value before, Value here)
    {
        var last = (int)((VectorType)here.Type).Shape[0] - 1;
        return builder.Mixed(before, here, lane => last + lane);
    }

    /// <summary>What the last of some lanes hands on, in all lanes.</summary>
    /// <param name="count">How many lanes there are: all of them where it is more.</param>
    public static Value OfLast(Builder builder, Value vector, Value count)
    {
        var type = (VectorType)vector.Type;
        var last = builder.AddFolded(new MinSIOp(builder.Ahead(count, -1), builder.Add(ConstantOp.Index(type.Shape[0] - 1))));
        return builder.Add(new VectorBroadcastOp(builder.Add(new VectorExtractOp([ShapedType.Dynamic], vector, [last], type.Element)), type));
    }

    /// <summary>What the last lane hands on.</summary>
    public static Value Finish(Builder builder, Value vector) => builder.Add(new VectorExtractOp(
        [((VectorType)vector.Type).Shape[0] - 1], vector, [], TypeRules.ElementOf(vector.Type)));

    private static int? TurnsTo(AffineForOp loop, int index, HashSet<int> around) =>
        around.Add(index) ? TurnsTo(loop, loop.Yielded[index], around) + 1 : null;

    // Null where not all lanes are there at once.
    private static int? TurnsTo(AffineForOp loop, Value value, HashSet<int> around)
    {
        if (value == loop.InductionVariable || loop.IsDefinedOutside(value)) return 0;
        if (value is BlockArgument { Index: > 0 } carried) return TurnsTo(loop, carried.Index - 1, [.. around]);
        var op = value.Def!;
        var isThere = op.Parent == loop.Body && op.Regions.Count == 0
            && (op is IAffineElementRead ? IsReadBeforeWritten(loop, op) : op.IsSpeculatable && op.MemoryEffects == MemoryEffects.None);
        var turns = isThere ? op.Operands.Select(operand => TurnsTo(loop, operand, around)).ToList() : [null];
        return turns.Contains(null) ? null : turns.Max() ?? 0;
    }

    // It may as well be read first, then.
    private static bool IsReadBeforeWritten(AffineForOp loop, Operation read) => loop.Body.Ops.TakeWhile(op => op != read)
        .SelectMany(op => op.Walk()).OfType<IAffineWrite>().All(write => write.Memref != ((IAffineElementRead)read).Memref);
}
