using Weft.IR;

namespace Weft.Passes;

/// <summary>Conversions between f32 and bf16 as arithmetic on their bits: bf16 is the upper half of f32.</summary>
internal static partial class Bf16Expansion
{
    private const int QuietNan = 0x7FC0;

    // extf(x) -> bits of x << 16
    [Rule]
    private static Value? Extend(ExtFOp op)
    {
        if (!ArithExpand.IsBf16Conversion(op)) return null;
        var e = new Expansion(op);
        var bits = e.Add(new BitcastOp(op.In, With(op, IntegerType.Get(16))));
        var wide = e.Add(new ExtUIOp(bits, With(op, IntegerType.I32)));
        return e.Add(new BitcastOp(e.Add(new ShLIOp(wide, e.Constant(16, With(op, IntegerType.I32)))), op.Out.Type));
    }

    // truncf(x) -> x is NaN ? NaN : (bits of x + 0x7FFF + lowest bit that stays) >> 16
    [Rule]
    private static Value? Truncate(TruncFOp op)
    {
        if (!ArithExpand.IsBf16Conversion(op)) return null;
        var (e, i32, i16) = (new Expansion(op), With(op, IntegerType.I32), With(op, IntegerType.Get(16)));
        var isNan = e.Add(new CmpFOp(CmpFPredicate.Une, op.In, op.In));
        var (half, nan, sixteen, one) = (e.Constant(0x7FFF, i32), e.Constant(QuietNan, i16), e.Constant(16, i32), e.Constant(1, i32));
        var bits = e.Add(new BitcastOp(op.In, i32));
        var lowest = e.Add(new AndIOp(e.Add(new ShRUIOp(bits, sixteen)), one));
        var rounded = e.Add(new AddIOp(bits, e.Add(new AddIOp(lowest, half))));
        var upper = e.Add(new TruncIOp(e.Add(new ShRUIOp(rounded, sixteen)), i16));
        return e.Add(new BitcastOp(e.Select(isNan, nan, upper), op.Out.Type));
    }

    private static IrType With(Operation op, IrType element) => TypeRules.WithElement(op.Results[0].Type, element);
}
