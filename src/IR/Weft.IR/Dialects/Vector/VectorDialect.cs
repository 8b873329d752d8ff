namespace Weft.IR;

/// <summary>Values of several elements, one or more dimensions, and how they are taken apart, put together, loaded and stored.</summary>
[Dialect("vector")]
public sealed partial class VectorDialect : Dialect
{
    public override Operation? Materialize(Attribute value, IrType type) => ConstantOp.TryMake(value, type);
}
