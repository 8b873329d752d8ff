namespace Weft.IR;

/// <summary>Structured control flow: loops and conditions with regions.</summary>
[Dialect("scf")]
public sealed partial class ScfDialect : Dialect
{
    public override Operation? Materialize(Attribute value, IrType type) => ConstantOp.TryMake(value, type);
}
