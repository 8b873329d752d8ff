namespace Weft.IR;

/// <summary>Arithmetic on integers and floats, and on vectors and tensors of them, element by element.</summary>
[Dialect("arith")]
public sealed partial class ArithDialect : Dialect
{
    public override Operation? Materialize(Attribute value, IrType type) =>
        PoisonOp.TryMake(value, type) as Operation ?? ConstantOp.TryMake(value, type);
}
