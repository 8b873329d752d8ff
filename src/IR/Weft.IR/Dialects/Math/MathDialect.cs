namespace Weft.IR;

/// <summary>Functions on numbers beyond basic arithmetic.</summary>
[Dialect("math")]
public sealed partial class MathDialect : Dialect
{
    public override Operation? Materialize(Attribute value, IrType type) =>
        PoisonOp.TryMake(value, type) as Operation ?? ConstantOp.TryMake(value, type);
}
