using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.Lowering;

/// <summary>The language's types in the IR, which knows no signs: operations do.</summary>
internal static class TypeLowering
{
    public static IrType Scalar(ScalarKind kind) => kind switch
    {
        ScalarKind.Bool => IntegerType.I1,
        ScalarKind.F16 => FloatType.F16,
        ScalarKind.BF16 => FloatType.BF16,
        ScalarKind.F32 => FloatType.F32,
        ScalarKind.F64 => FloatType.F64,
        ScalarKind.Index => IndexType.Instance,
        _ => IntegerType.Get(kind.Bits),
    };

    /// <summary>An array is a memref; extents that are formulas are open.</summary>
    public static MemRefType Array(ArrayType type) =>
        new(type.Dimensions.Select(d => d is Dimension.Literal literal ? literal.Value : ShapedType.Dynamic), Scalar(type.Element));

    public static IrType Of(WeftType type) => type is ArrayType array ? Array(array) : Scalar(((ScalarType)type).Kind);

    /// <summary>A scalar output is written through an array of rank 0.</summary>
    public static IrType Parameter(VariableSymbol parameter) =>
        parameter.Kind != VariableKind.Input && !parameter.IsArray ? ScalarCell(((ScalarType)parameter.Type).Kind) : Of(parameter.Type);

    public static MemRefType ScalarCell(ScalarKind kind) => new([], Scalar(kind));

    public static ConstantOp Constant(Constant value) => Scalar(value.Kind) switch
    {
        FloatType format => ConstantOp.Float(value.Float, format),
        var type => new ConstantOp(new IntegerAttr((System.Numerics.BigInteger)value.Integer, type)),
    };

    public static ConstantOp Zero(ScalarKind kind) => Constant(kind.IsFloat ? Symbols.Constant.Of(kind, 0.0) : Symbols.Constant.Of(kind, (Int128)0));
}
