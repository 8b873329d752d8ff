namespace Weft.IR;

/// <summary>Conversions between numbers of different types.</summary>
public static class ScalarConversion
{
    /// <summary>The value as a number of another type; as it is where there is no conversion.</summary>
    public static Value Apply(Builder builder, Value value, IrType type, bool isUnsigned) =>
        value.Type != type && Conversion(value, type, isUnsigned) is { } conversion ? builder.Add(conversion) : value;

    private static Operation? Conversion(Value value, IrType type, bool isUnsigned) => (value.Type, type) switch
    {
        (FloatType, IntegerType) => isUnsigned ? new FPToUIOp(value, type) : new FPToSIOp(value, type),
        (IndexType, IntegerType) => new IndexCastOp(value, type),
        (IntegerType from, IntegerType to) when to.Width > from.Width =>
            isUnsigned ? new ExtUIOp(value, type) : new ExtSIOp(value, type),
        (IntegerType from, IntegerType to) when to.Width < from.Width => new TruncIOp(value, type),
        (IntegerType, FloatType) => isUnsigned ? new UIToFPOp(value, type) : new SIToFPOp(value, type),
        (FloatType from, FloatType to) when to.Width > from.Width => new ExtFOp(value, type),
        (FloatType from, FloatType to) when to.Width < from.Width => new TruncFOp(value, type),
        _ => null,
    };
}
