using System;

namespace Weft.IR;

/// <summary>What types an operand or result may have.</summary>
/// <param name="summary">The words of the verifier: <c>operand #0 must be {summary}, but got ...</c>.</param>
public abstract class TypeConstraint(string summary)
{
    public string Summary { get; } = summary;

    /// <summary>The one type that satisfies the constraint, when there is just one: it need not be written.</summary>
    public virtual IrType? Only => null;

    public abstract bool Accepts(IrType type);

    /// <summary>Whether the type is of the one class that all accepted types have, if there is one: the parser refuses others at once.
    /// </summary>
    public virtual bool IsKind(IrType type) => true;
}

/// <summary>The constraints that several dialects use, named as in MLIR's ODS.</summary>
public sealed class AnyType() : TypeConstraint("any type")
{
    public override bool Accepts(IrType type) => true;
}

public sealed class Index() : TypeConstraint("index")
{
    public override IrType? Only => IndexType.Instance;

    public override bool Accepts(IrType type) => type is IndexType;
}

public sealed class I1() : TypeConstraint("1-bit signless integer")
{
    public override IrType? Only => IntegerType.I1;

    public override bool Accepts(IrType type) => type is IntegerType { Width: 1, IsSignless: true };
}

public sealed class AnyInteger() : TypeConstraint("integer")
{
    public override bool Accepts(IrType type) => type is IntegerType;
}

public sealed class AnySignlessInteger() : TypeConstraint("signless integer")
{
    public override bool Accepts(IrType type) => type is IntegerType { IsSignless: true };
}

public sealed class AnySignlessIntegerOrIndex() : TypeConstraint("signless integer or index")
{
    public override bool Accepts(IrType type) => type is IndexType or IntegerType { IsSignless: true };
}

public sealed class AnyFloat() : TypeConstraint("floating-point")
{
    public override bool Accepts(IrType type) => type is FloatType;
}

public sealed class SignlessIntegerLike() : TypeConstraint("signless-integer-like")
{
    public override bool Accepts(IrType type) => TypeRules.LikeElement(type) is IndexType or IntegerType { IsSignless: true };
}

public sealed class SignlessFixedWidthIntegerLike() : TypeConstraint("signless-fixed-width-integer-like")
{
    public override bool Accepts(IrType type) => TypeRules.LikeElement(type) is IntegerType { IsSignless: true };
}

public sealed class IndexCastType() : TypeConstraint("signless-integer-like or memref of signless-integer")
{
    public override bool Accepts(IrType type) =>
        TypeRules.LikeElement(type) is IndexType or IntegerType { IsSignless: true }
        || type is MemRefType { Element: IndexType or IntegerType { IsSignless: true } };
}

public sealed class FloatLike() : TypeConstraint("floating-point-like")
{
    public override bool Accepts(IrType type) => TypeRules.LikeElement(type) is FloatType;
}

public sealed class BoolLike() : TypeConstraint("bool-like")
{
    public override bool Accepts(IrType type) => TypeRules.LikeElement(type) is IntegerType { Width: 1, IsSignless: true };
}

public sealed class BitcastType() : TypeConstraint("signless-integer-or-float-like or memref of signless-integer or float")
{
    public override bool Accepts(IrType type) =>
        TypeRules.LikeElement(type) is FloatType or IntegerType { IsSignless: true }
        || type is MemRefType { Element: FloatType or IntegerType { IsSignless: true } };
}

public sealed class AnyMemRef() : TypeConstraint("memref of any type values")
{
    public override bool IsKind(IrType type) => type is MemRefType;

    public override bool Accepts(IrType type) => type is MemRefType;
}

public sealed class AnyRankedOrUnrankedMemRef() : TypeConstraint("ranked or unranked memref of any type values")
{
    public override bool IsKind(IrType type) => type is MemRefType or UnrankedMemRefType;

    public override bool Accepts(IrType type) => type is MemRefType or UnrankedMemRefType;
}

public sealed class AnyRankedTensor() : TypeConstraint("ranked tensor of any type values")
{
    public override bool IsKind(IrType type) => type is RankedTensorType or UnrankedTensorType;

    public override bool Accepts(IrType type) => type is RankedTensorType;
}

public sealed class AnyShaped() : TypeConstraint("shaped of any type values")
{
    public override bool IsKind(IrType type) => type is ShapedType;

    public override bool Accepts(IrType type) => type is ShapedType;
}

public sealed class TensorOrMemref() : TypeConstraint("memref of any type values or ranked tensor of any type values")
{
    public override bool Accepts(IrType type) => type is MemRefType or RankedTensorType;
}

public sealed class AnyTensor() : TypeConstraint("tensor of any type values")
{
    public override bool IsKind(IrType type) => type is RankedTensorType or UnrankedTensorType;

    public override bool Accepts(IrType type) => type is RankedTensorType or UnrankedTensorType;
}
