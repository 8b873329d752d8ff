using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Divisions of integers, lane by lane. Processors have none of vectors, but of floats: <c>a / b</c> -> <c>int(float(a) / float(b))</c>,
/// in a format with so many more bits than the integers that no quotient rounds up to the next whole number.
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
        var exact = builder.Add(new DivFOp(Float(a), Float(b)));
        var word = new VectorType(lanes, IntegerType.I32);
        // What has 16 bits is no negative number in 32.
        var whole = builder.Add(isSigned || format.Width == 32 ? new FPToSIOp(exact, word) : new FPToUIOp(exact, word));
        var quotient = type == word ? whole : builder.Add(new TruncIOp(whole, type));
        return op is DivSIOp or DivUIOp ? quotient : builder.Add(new SubIOp(a, builder.Add(new MulIOp(quotient, b))));

        Value Float(Value value)
        {
            var target = new VectorType(lanes, format);
            return builder.Add(isSigned ? new SIToFPOp(value, target) : new UIToFPOp(value, target));
        }
    }

    private static FloatType? FormatOf(Operation op) =>
        op is DivSIOp or RemSIOp or DivUIOp or RemUIOp && op.Operands[0].Type is IntegerType { Width: var width }
            ? width <= 16 ? FloatType.F32 : width <= 32 ? FloatType.F64 : null : null;
}
