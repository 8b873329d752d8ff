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
/// <param name="IsRowUnsigned">Whether the row's numbers have no sign.</param>
/// <param name="IsColumnUnsigned">Whether the column's have none.</param>
internal sealed record ProductGroup(int Turns, IrType Element, bool IsRowUnsigned, bool IsColumnUnsigned)
{
    private bool IsOfBytes => Element is IntegerType { Width: 8 };

    /// <summary>Whether the row's bytes get the other kind.</summary>
    public bool FlipsRow => IsOfBytes && IsRowUnsigned == IsColumnUnsigned;

    /// <summary>How the row's factor is packed.</summary>
    public WordFormat RowWords => new(Turns, Element, IsRowUnsigned) { IsFlipped = FlipsRow };

    public WordFormat ColumnWords => new(Turns, Element, IsColumnUnsigned);

    /// <summary>The group of a contraction; null where a machine has no instruction for it.</summary>
    public static ProductGroup? Of(Contraction contraction, CpuModel machine)
    {
        if (!contraction.Join.IsFreeSum || NarrowFactor.Of(contraction.RowFactor) is not { } row
            || NarrowFactor.Of(contraction.ColumnFactor) is not { } column) return null;
        return contraction.Element switch
        {
            IntegerType { Width: 32 } when machine.HasByteProducts && contraction.Product is MulIOp => OfIntegers(row, column),
            FloatType { Name: "f32" } when machine.HasBf16Products && contraction.Product is MulFOp { MayReorder: true } =>
                row.IsBf16 && column.IsBf16 ? new(2, FloatType.BF16, false, false) : null,
            _ => null,
        };
    }

    private static ProductGroup? OfIntegers(NarrowFactor row, NarrowFactor column) =>
        row.IsByte && column.IsByte ? new(4, IntegerType.I8, row.IsUnsigned, column.IsUnsigned)
        : row.IsShort && column.IsShort ? new(2, IntegerType.I16, row.IsUnsigned, column.IsUnsigned)
        : null;

    /// <summary>One word of the row for all columns, and words of columns, joined with what there is.</summary>
    public Value Dot(Builder builder, Value row, Value columns, Value sums)
    {
        var (a, b) = (Elements(row), Elements(columns));
        var (lhs, rhs) = IsOfBytes && IsColumnUnsigned ? (b, a) : (a, b);
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
    public bool IsByte => Value.Type is IntegerType { Width: 8 };

    /// <summary>Whether 16 bits with a sign hold it.</summary>
    public bool IsShort => IsByte || (Value.Type is IntegerType { Width: 16 } && !IsUnsigned);

    public bool IsBf16 => Value.Type == FloatType.BF16;

    public static NarrowFactor? Of(Value factor) => factor.Def switch
    {
        ExtSIOp op => new(op.In, IsUnsigned: false),
        ExtUIOp op => new(op.In, IsUnsigned: true),
        ExtFOp op => new(op.In, IsUnsigned: false),
        _ => null,
    };
}
