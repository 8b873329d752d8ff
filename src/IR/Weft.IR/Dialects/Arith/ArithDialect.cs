namespace Weft.IR;

/// <summary>Arithmetic on integers and floats, and on vectors and tensors of them, element by element.</summary>
[Dialect("arith")]
public sealed partial class ArithDialect : Dialect
{
    public override Attribute? ParseAttribute(Text.IrParser parser, string mnemonic) => mnemonic switch
    {
        "fastmath" => EnumAttr.Parse(parser, FastMathKeywords.Keywords),
        "overflow" => EnumAttr.Parse(parser, IntegerOverflowKeywords.Keywords),
        _ => null,
    };

    public override Operation? Materialize(Attribute value, IrType type) => ConstantOp.TryMake(value, type);
}
