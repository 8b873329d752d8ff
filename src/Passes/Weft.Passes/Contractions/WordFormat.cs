using Weft.IR;

namespace Weft.Passes;

/// <summary>How numbers fill words of 32 bits, the first of them lowest.</summary>
/// <param name="Count">Numbers in a word.</param>
/// <param name="Element">What they are there.</param>
/// <param name="IsUnsigned">How narrower ones are widened.</param>
internal sealed record WordFormat(int Count, IrType Element, bool IsUnsigned)
{
    private const int Bits = 32;

    /// <summary>Whether the first bit of each is the other one.</summary>
    public bool IsFlipped { get; init; }

    /// <summary>How far a number of a word lies above its first bit.</summary>
    public int ShiftOf(int number) => number * (Bits / Count);

    public static VectorType Of(int lanes) => new([lanes], IntegerType.I32);

    /// <summary>The words of neighbours.</summary>
    /// <param name="mask">Which of them there are; the others are zero.</param>
    public Value OfNeighbours(Builder builder, Value numbers, Value mask)
    {
        var bits = BitsOf(builder, numbers);
        var zero = builder.Add(new ConstantOp(DenseElementsAttr.Splat(new IntegerAttr(0, Number), (VectorType)bits.Type)));
        var present = builder.Add(new SelectOp(mask, bits, zero));
        return Finished(builder, builder.Add(new VectorBitCastOp(present, Of(LanesOf(numbers) / Count))));
    }

    /// <summary>Words with one more number each.</summary>
    public Value With(Builder builder, Value words, Value numbers, Value shift)
    {
        var type = Of(LanesOf(numbers));
        var bits = builder.Add(new ExtUIOp(BitsOf(builder, numbers), type));
        return builder.Add(new OrIOp(words, builder.Add(new ShLIOp(bits, builder.Add(new VectorBroadcastOp(shift, type))))));
    }

    /// <summary>Words that have all their numbers.</summary>
    public Value Finished(Builder builder, Value words) => !IsFlipped ? words : builder.Add(new XOrIOp(words, FirstBits(builder, words)));

    /// <summary>The first bit of each number.</summary>
    public Value FirstBits(Builder builder, Value like)
    {
        var bits = Enumerable.Range(1, Count).Aggregate(0L, (all, number) => all | (1L << (ShiftOf(number) - 1)));
        return builder.Add(new ConstantOp(DenseElementsAttr.Splat(new IntegerAttr((int)bits, IntegerType.I32), Of(LanesOf(like)))));
    }

    private IntegerType Number => IntegerType.Get(Bits / Count);

    // As integers of their part of a word.
    private Value BitsOf(Builder builder, Value numbers)
    {
        var type = new VectorType([LanesOf(numbers)], Number);
        return numbers.Type == type ? numbers : builder.Add(
            Element is FloatType ? new BitcastOp(numbers, type) : IsUnsigned ? new ExtUIOp(numbers, type) : new ExtSIOp(numbers, type));
    }

    private static int LanesOf(Value vector) => (int)((VectorType)vector.Type).ElementCount;
}
