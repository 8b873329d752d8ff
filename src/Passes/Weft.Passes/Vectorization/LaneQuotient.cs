using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Divisions of integers, lane by lane. Processors have none of vectors, but of floats: <c>a / b</c> -> <c>int(float(a) / float(b))</c>,
/// in a format with so many more bits than the integers that no quotient rounds up to the next whole number. What is added to a whole
/// number then moves its bits to the lower end: instructions that convert and saturate are none of vectors either.
/// </summary>
internal static class LaneQuotient
{
    extension(Operation op)
    {
        /// <summary>Whether a division is done one lane after the other.</summary>
        public bool IsDividedLaneByLane => op.IsDivision && !op.IsSpeculatable && FormatOf(op) is null;
    }

    /// <summary>The quotient or the remainder of vectors; null where no format holds the numbers.</summary>
    /// <param name="op">The division of scalars.</param>
    public static Value? Of(Builder builder, Operation op, Value a, Value b)
    {
        if (op.IsSpeculatable || FormatOf(op) is not { } format) return null;
        var (type, isSigned, lanes) = ((VectorType)a.Type, op is DivSIOp or RemSIOp, ((VectorType)a.Type).Shape);
        var floats = new VectorType(lanes, format);
        var whole = builder.Add(new TruncOp(builder.Add(new DivFOp(Float(a), Float(b)))));
        var moved = builder.Add(new AddFOp(whole, builder.Add(new ConstantOp(DenseElementsAttr.Splat(BitsBelow(format), floats)))));
        var bits = builder.Add(new BitcastOp(moved, new VectorType(lanes, IntegerType.Get(format.Width))));
        var quotient = builder.Add(new TruncIOp(bits, type));
        return op is DivSIOp or DivUIOp ? quotient : builder.Add(new SubIOp(a, builder.Add(new MulIOp(quotient, b))));

        Value Float(Value value) => builder.Add(isSigned ? new SIToFPOp(value, floats) : new UIToFPOp(value, floats));
    }

    // The last place is worth 1, and the lower half of the bits is 0 for numbers of both signs.
    private static FloatAttr BitsBelow(FloatType format) => FloatAttr.Of(1.5 * (format.Width == 64 ? 1L << 52 : 1L << 23), format);

    private static FloatType? FormatOf(Operation op) =>
        op is DivSIOp or RemSIOp or DivUIOp or RemUIOp && op.Operands[0].Type is IntegerType { Width: var width }
            ? width <= 16 ? FloatType.F32 : width <= 32 ? FloatType.F64 : null : null;
}
