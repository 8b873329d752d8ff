using System;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>The constant that stands for any value; what is computed of it is it again.</summary>
public sealed record PoisonAttr : Attribute, IDialectPrinted
{
    private PoisonAttr() { }

    public static PoisonAttr Instance { get; } = new();

    public void Print(AttributePrinter printer) => printer.Output.Write("#ub.poison");
}

/// <summary>Any value of a type: 0 where it runs.</summary>
[Op("ub.poison", Format = "attr-dict (`<` $value^ `>`)? `:` type($result)")]
[Traits(ConstantLike, Pure)]
public sealed partial class PoisonOp : Operation, IFold
{
    [Attr(Summary = "PoisonAttrInterface instance", Test = nameof(IsPoison), Default = "PoisonAttr.Instance")]
    public partial Attribute Value { get; set; }

    [Result<AnyType>] public partial OpResult Result { get; }

    /// <summary>The operation for a constant that is poison, else null.</summary>
    public static PoisonOp? TryMake(Attribute value, IrType type) => value is PoisonAttr ? new(type, value) : null;

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => Value;

    private static bool IsPoison(Attribute value) => value is PoisonAttr;
}
