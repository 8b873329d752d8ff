using System.Collections.Immutable;
using System.Linq;

namespace Weft.IR;

/// <summary>Structured operations: loops over tensors or buffers that are described by maps and a scalar body.</summary>
[Dialect("linalg")]
public sealed partial class LinalgDialect : Dialect
{
    public override ImmutableArray<OpInfo> TableOps => [.. NamedOpTable.All.Select(definition => definition.Info)];

    public override Operation? Materialize(Attribute value, IrType type) => ConstantOp.TryMake(value, type);
}

/// <summary>A function of one number.</summary>
[IrEnum("linalg.unary_fn", EnumForm.Attribute, CppName = "::mlir::linalg::UnaryFn")]
public enum UnaryFn
{
    Exp,
    Log,
    Abs,
    Ceil,
    Floor,
    NegF,
    Reciprocal,
    Round,
    Sqrt,
    Rsqrt,
    Square,
    Tanh,
    Erf,
}

/// <summary>A function of two numbers.</summary>
[IrEnum("linalg.binary_fn", EnumForm.Attribute, CppName = "::mlir::linalg::BinaryFn")]
public enum BinaryFn
{
    Add,
    Sub,
    Mul,
    Div,
    [Keyword("div_unsigned")] DivUnsigned,
    [Keyword("max_signed")] MaxSigned,
    [Keyword("min_signed")] MinSigned,
    [Keyword("max_unsigned")] MaxUnsigned,
    [Keyword("min_unsigned")] MinUnsigned,
    PowF,
}

/// <summary>A function of three values.</summary>
[IrEnum("linalg.ternary_fn", EnumForm.Attribute, CppName = "::mlir::linalg::TernaryFn")]
public enum TernaryFn
{
    Select,
}

/// <summary>How integers are converted.</summary>
[IrEnum("linalg.type_fn", EnumForm.Attribute, CppName = "::mlir::linalg::TypeFn")]
public enum TypeFn
{
    [Keyword("cast_signed")] CastSigned,
    [Keyword("cast_unsigned")] CastUnsigned,
}
