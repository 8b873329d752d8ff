namespace Weft.IR;

/// <summary>Branches between blocks.</summary>
[Dialect("cf")]
public sealed partial class CfDialect : Dialect
{
    public override Operation? Materialize(Attribute value, IrType type) => ConstantOp.TryMake(value, type);
}
