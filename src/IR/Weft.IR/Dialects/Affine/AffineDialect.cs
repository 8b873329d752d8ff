namespace Weft.IR;

/// <summary>Loops, conditions and accesses whose bounds and subscripts are affine expressions.</summary>
[Dialect("affine")]
public sealed partial class AffineDialect : Dialect
{
    public override Operation? Materialize(Attribute value, IrType type) =>
        PoisonOp.TryMake(value, type) as Operation ?? ConstantOp.TryMake(value, type);
}
