namespace Weft.IR;

/// <summary>Buffers in memory.</summary>
[Dialect("memref")]
public sealed partial class MemRefDialect : Dialect
{
    // A part of the dialect's operations is declared.
    public override bool AllowsUnknownOps => true;

    public override Operation? Materialize(Attribute value, IrType type) => ConstantOp.TryMake(value, type);
}
