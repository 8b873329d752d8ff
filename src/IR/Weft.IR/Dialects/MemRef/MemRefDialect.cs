namespace Weft.IR;

/// <summary>Buffers in memory.</summary>
[Dialect("memref")]
public sealed partial class MemRefDialect : Dialect
{
    public override Operation? Materialize(Attribute value, IrType type) => ConstantOp.TryMake(value, type);
}
