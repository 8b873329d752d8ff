namespace Weft.IR;

/// <summary>Arrays that are values.</summary>
[Dialect("tensor")]
public sealed partial class TensorDialect : Dialect
{
    public override Operation? Materialize(Attribute value, IrType type) => ConstantOp.TryMake(value, type);
}
