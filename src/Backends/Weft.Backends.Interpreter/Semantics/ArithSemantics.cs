using System.Numerics;
using Weft.IR;
using Weft.Runtime;
using static Weft.Backends.SemanticsRow;

namespace Weft.Backends;

/// <summary>Arithmetic: the operations' own <c>Evaluate</c>, put back into the range or format of the type.</summary>
internal static class ArithSemantics
{
    public static SemanticsRow[] Rows =>
    [
        Step<ConstantOp>(Constant), Step<SelectOp>(Select),
        Step<IntegerBinaryOp>(IntegerBinary), Step<OverflowBinaryOp>(OverflowBinary), Step<CmpIOp>(CompareIntegers),
        Step<AddUIExtendedOp>(AddExtended), Step<MulSIExtendedOp>(MultiplySignedExtended), Step<MulUIExtendedOp>(MultiplyUnsignedExtended),
        Step<FloatBinaryOp>(FloatBinary), Step<FloatUnaryOp>(FloatUnary), Step<NegFOp>(Negate), Step<CmpFOp>(CompareFloats),
    ];

    public static ScalarFormat FormatOf(Value value) => ScalarFormat.Of(TypeRules.ElementOf(value.Type), value.Location);

    /// <summary>Reports elements that are not scalars of up to 64 bits, for operations that need not know more of them.</summary>
    public static void RequireScalars(Value value) => FormatOf(value);

    public static FloatCodec CodecOf(Value value) => FloatCodec.Of((FloatType)FormatOf(value).Type);

    public static long Bool(bool value) => value ? -1 : 0;

    private static Handler Constant(ConstantOp op, Preparation prepare)
    {
        var result = prepare.Slot(op.Result);
        RuntimeValue value = op.Value switch
        {
            IntegerAttr integer => new(FormatOf(op.Result).FromRaw(integer.Int64)),
            FloatAttr real => new(FormatOf(op.Result).FromRaw((long)real.Bits)),
            DenseElementsAttr dense => new(Elements.Of(dense, op.Location)),
            _ => throw InterpreterDiagnostics.Refusal(op.Location, $"constants of the form '{op.Value}'"),
        };
        return frame => frame[result] = value;
    }

    private static Handler Select(SelectOp op, Preparation prepare)
    {
        if (op.Condition.Type is ShapedType) return Elementwise.Choice(op, prepare);
        var (condition, a, b) = (prepare.Slot(op.Condition), prepare.Slot(op.TrueValue), prepare.Slot(op.FalseValue));
        var result = prepare.Slot(op.Result);
        return frame => frame[result] = frame[frame.Bits(condition) != 0 ? a : b];
    }

    private static Handler IntegerBinary(IntegerBinaryOp op, Preparation prepare)
    {
        var format = FormatOf(op.Result);
        return Elementwise.Binary(op, prepare, (a, b) => op.Evaluate(a, b, format.Width) is { } value ? format.FromRaw(value) : null);
    }

    // A wrap-around that the flags exclude gives poison: as undefined as a division by zero.
    private static Handler OverflowBinary(OverflowBinaryOp op, Preparation prepare)
    {
        var flags = op.OverflowFlags;
        if (flags == IntegerOverflow.None) return IntegerBinary(op, prepare);
        var format = FormatOf(op.Result);
        var signed = flags.HasFlag(IntegerOverflow.Nsw);
        var unsigned = flags.HasFlag(IntegerOverflow.Nuw);
        return Elementwise.Binary(op, prepare, (a, b) =>
        {
            if (op.Evaluate(a, b, format.Width) is not { } value) return null;
            var wrapped = format.FromRaw(value);
            if (signed && Exact(op, a, b) != wrapped) return null;
            return unsigned && Exact(op, (ulong)format.ToRaw(a), (ulong)format.ToRaw(b)) != (ulong)format.ToRaw(wrapped) ? null : wrapped;
        });
    }

    private static BigInteger Exact(OverflowBinaryOp op, BigInteger a, BigInteger b) => op switch
    {
        AddIOp => a + b,
        SubIOp => a - b,
        MulIOp => a * b,
        ShLIOp => a << (int)b,
        _ => throw InterpreterDiagnostics.Refusal(op.Location, $"overflow flags of '{op.Name}'"),
    };

    private static Handler CompareIntegers(CmpIOp op, Preparation prepare)
    {
        RequireScalars(op.Lhs);
        var predicate = op.Predicate;
        return Elementwise.Binary(op, prepare, (a, b) => Bool(CmpIOp.Evaluate(predicate, a, b)));
    }

    private static Handler AddExtended(AddUIExtendedOp op, Preparation prepare)
    {
        var format = FormatOf(op.Sum);
        return Both(
            Elementwise.Binary(op, prepare, (a, b) => format.FromRaw(a + b)),
            Elementwise.Binary(op, prepare, (a, b) => Bool((ulong)format.ToRaw(a + b) < (ulong)format.ToRaw(a)), resultIndex: 1));
    }

    private static Handler MultiplySignedExtended(MulSIExtendedOp op, Preparation prepare)
    {
        var format = FormatOf(op.Low);
        return Both(
            Elementwise.Binary(op, prepare, (a, b) => format.FromRaw(a * b)),
            Elementwise.Binary(op, prepare, (a, b) => format.FromRaw((long)(((Int128)a * b) >> format.Width)), resultIndex: 1));
    }

    private static Handler MultiplyUnsignedExtended(MulUIExtendedOp op, Preparation prepare)
    {
        var format = FormatOf(op.Low);
        return Both(
            Elementwise.Binary(op, prepare, (a, b) => format.FromRaw(a * b)),
            Elementwise.Binary(op, prepare, High, resultIndex: 1));

        long? High(long a, long b) => format.FromRaw((long)(((UInt128)(ulong)format.ToRaw(a) * (ulong)format.ToRaw(b)) >> format.Width));
    }

    private static Handler Both(Handler first, Handler second) => frame =>
    {
        first(frame);
        second(frame);
    };

    private static Handler FloatBinary(FloatBinaryOp op, Preparation prepare)
    {
        var codec = CodecOf(op.Result);
        return Elementwise.Binary(op, prepare, (a, b) => codec.Encode(op.Evaluate(codec.Decode(a), codec.Decode(b))));
    }

    private static Handler FloatUnary(FloatUnaryOp op, Preparation prepare)
    {
        var codec = CodecOf(op.Result);
        return Elementwise.Unary(op, prepare, a => codec.Encode(op.Evaluate(codec.Decode(a))));
    }

    // Operations on the sign alone keep a NaN as it is.
    private static Handler Negate(NegFOp op, Preparation prepare) =>
        SignBit(op.Result) is { } sign ? Elementwise.Unary(op, prepare, a => a ^ sign) : FloatUnary(op, prepare);

    /// <summary>The bit that holds the sign; null for formats in which it does not just negate.</summary>
    public static long? SignBit(Value value)
    {
        var format = (FloatType)FormatOf(value).Type;
        return format.NonFinite == NonFinite.NanOnlyNegativeZero ? null : 1L << (format.Width - 1);
    }

    private static Handler CompareFloats(CmpFOp op, Preparation prepare)
    {
        var codec = CodecOf(op.Lhs);
        var predicate = op.Predicate;
        return Elementwise.Binary(op, prepare, (a, b) => Bool(CmpFOp.Evaluate(predicate, codec.Decode(a), codec.Decode(b))));
    }
}
