using Weft.IR.Text;

namespace Weft.IR;

/// <summary>Behaviour that is not defined, as a value.</summary>
[Dialect("ub")]
public sealed partial class UbDialect : Dialect
{
    public override Operation? Materialize(Attribute value, IrType type) => PoisonOp.TryMake(value, type);

    public override Attribute? ParseAttribute(IrParser parser, string mnemonic) =>
        mnemonic == "poison" ? PoisonAttr.Instance : base.ParseAttribute(parser, mnemonic);
}
