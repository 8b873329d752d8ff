using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.Lowering;

/// <summary>The language's types in the IR.</summary>
internal static class TypeLowering
{
    /// <summary>An array is a memref; extents that are formulas are open.</summary>
    public static MemRefType Array(ArrayType type) =>
        new(type.Dimensions.Select(d => d is ShapeExpr.Literal literal ? literal.Value : ShapedType.Dynamic), type.Element.IrType);

    public static IrType Of(WeftType type) => type is ArrayType array ? Array(array) : ((ScalarType)type).Kind.IrType;

    /// <summary>To a workflow an array is a tensor, and all that is a number is one.</summary>
    public static IrType Value(VariableSymbol variable) => variable.Type is ArrayType array
        ? new RankedTensorType(Array(array).Shape, array.Element.IrType) : variable.Element.IrType;

    /// <summary>A scalar output is written through an array of rank 0.</summary>
    public static IrType Parameter(VariableSymbol parameter) =>
        parameter.Kind != VariableKind.Input && !parameter.IsArray ? ScalarCell(parameter.Element) : Of(parameter.Type);

    public static MemRefType ScalarCell(ElementType kind) => new([], kind.IrType);

    public static ConstantOp Constant(Constant value) => new(Attribute(value));

    public static TypedAttribute Attribute(Constant value) => value.Kind.IrType switch
    {
        FloatType format => FloatAttr.Of(value.Float, format),
        var type => new IntegerAttr(value.Integer, type),
    };

    public static ConstantOp Zero(ElementType kind) =>
        Constant(kind.IsFloat ? Symbols.Constant.Of(kind, 0.0) : Symbols.Constant.Of(kind, System.Numerics.BigInteger.Zero));
}
