namespace Weft.IR;

/// <summary>Functions and calls.</summary>
[Dialect("func")]
public sealed partial class FuncDialect : Dialect
{
    public override Operation? Materialize(Attribute value, IrType type) =>
        value is SymbolRefAttr symbol && type is FunctionType ? new FunctionConstantOp(symbol, type) : null;
}
