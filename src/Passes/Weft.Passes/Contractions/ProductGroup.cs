using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Products of narrow numbers that one instruction multiplies and adds up: those of as many turns of a sum as fill a word of 32 bits. Both
/// factors are packed as such words, the last of which may have zeros behind the end of the sum.
/// <para>The instruction for bytes takes one factor without a sign and one with it. Where both have one, or neither, the row's get the
/// other kind: flipping a byte's first bit adds <c>o</c>, which is that bit, read as the other kind (128 where it has no sign, -128 where
/// it has). So <c>sum a * b = sum (a + o) * b - sum o * b</c>, and what is taken away is the sum of one row more, whose factors are all
/// <c>o</c>. Sums wrap around at 32 bits, as those of the source do, so that all of it is exact.</para>
/// </summary>
/// <param name="Turns">Turns of the sum in a group.</param>
/// <param name="Element">What both factors are in words; narrower ones are widened.</param>
/// <param name="Row">The row's factor as it is before it is widened for the product.</param>
/// <param name="Column">The column's.</param>
internal sealed record ProductGroup(int Turns, IrType Element, NarrowFactor Row, NarrowFactor Column)
{
    private bool IsOfBytes => Element is IntegerType { Width: 8 };

    /// <summary>Whether the row's bytes get the other kind.</summary>
    public bool FlipsRow => IsOfBytes && Row.IsUnsigned == Column.IsUnsigned;

    /// <summary>How the row's factor is packed.</summary>
    public WordFormat RowWords => new(Turns, Element, Row.IsUnsigned) { IsFlipped = FlipsRow };

    public WordFormat ColumnWords => new(Turns, Element, Column.IsUnsigned);

    /// <summary>The group of a contraction; null where a machine has no instruction for it.</summary>
    public static ProductGroup? Of(Contraction contraction, CpuModel machine)
    {
        if (NarrowFactor.Of(contraction.RowFactor) is not { } row || NarrowFactor.Of(contraction.ColumnFactor) is not { } column
            || !contraction.Join.IsFreeSum) return null;
        return contraction.Element switch
        {
            IntegerType { Width: 32 } when machine.HasByteProducts && contraction.Product is MulIOp => OfIntegers(row, column),
            FloatType { Name: "f32" } when machine.HasBf16Products && contraction.Product is MulFOp { MayReorder: true } =>
                OfFloats(row, column),
            _ => null,
        };
    }

    private static ProductGroup? OfIntegers(NarrowFactor row, NarrowFactor column) =>
        row.Width == 8 && column.Width == 8 ? new(4, row.Value.Type, row, column)
        : row.IsSignedShort && column.IsSignedShort ? new(2, IntegerType.I16, row, column)
        : null;

    private static ProductGroup? OfFloats(NarrowFactor row, NarrowFactor column) =>
        row.Value.Type is FloatType { Name: "bf16" } format && column.Value.Type == format ? new(2, format, row, column) : null;

    /// <summary>One word of the row for all columns, and words of columns, joined with what there is.</summary>
    public Value Dot(Builder builder, Value row, Value columns, Value sums)
    {
        var (a, b) = (Elements(row), Elements(columns));
        var (lhs, rhs) = IsOfBytes && Column.IsUnsigned ? (b, a) : (a, b);
        return builder.Add(new DotOp(lhs, rhs, sums) { UnsignedLhs = IsOfBytes });

        Value Elements(Value words) => builder.Add(new VectorBitCastOp(
            words, new VectorType([((VectorType)words.Type).ElementCount * Turns], Element)));
    }
}

/// <summary>A factor of a product of wider numbers.</summary>
/// <param name="Value">The number before it is widened.</param>
/// <param name="IsUnsigned">Whether it is an integer without a sign.</param>
internal sealed record NarrowFactor(Value Value, bool IsUnsigned)
{
    public int Width => Value.Type is IntegerType integer ? integer.Width : ((FloatType)Value.Type).Width;

    /// <summary>Whether 16 bits with a sign hold it.</summary>
    public bool IsSignedShort => Width == 8 || (Width == 16 && !IsUnsigned);

    public static NarrowFactor? Of(Value factor) => factor.Def switch
    {
        ExtSIOp op => new(op.In, IsUnsigned: false),
        ExtUIOp op => new(op.In, IsUnsigned: true),
        ExtFOp op => new(op.In, IsUnsigned: false),
        _ => null,
    };
}

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
    public Value OfNeighbours(Builder builder, Value numbers) => Finished(
        builder, builder.Add(new VectorBitCastOp(Widened(builder, numbers), Of(LanesOf(numbers) / Count))));

    /// <summary>Words with one more number each.</summary>
    public Value With(Builder builder, Value words, Value numbers, Value shift)
    {
        var (type, whole) = (Of(LanesOf(numbers)), new VectorType([LanesOf(numbers)], IntegerType.Get(Bits / Count)));
        var bits = builder.Add(new ExtUIOp(builder.AddFolded(new VectorBitCastOp(Widened(builder, numbers), whole)), type));
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

    private Value Widened(Builder builder, Value numbers)
    {
        if (TypeRules.ElementOf(numbers.Type) == Element) return numbers;
        var type = new VectorType([LanesOf(numbers)], Element);
        return builder.Add(IsUnsigned ? new ExtUIOp(numbers, type) : new ExtSIOp(numbers, type));
    }

    private static int LanesOf(Value vector) => (int)((VectorType)vector.Type).ElementCount;
}
