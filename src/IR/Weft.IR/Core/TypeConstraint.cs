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

/// <summary>A constraint on types of one class.</summary>
public abstract class TypeConstraint<T>(string summary) : TypeConstraint(summary) where T : IrType
{
    public sealed override bool IsKind(IrType type) => type is T;

    public sealed override bool Accepts(IrType type) => type is T kind && Accepts(kind);

    protected abstract bool Accepts(T type);
}

/// <summary>A constraint on tensors; of any, only the verifier minds whether the rank is known.</summary>
public abstract class TensorConstraint(string summary) : TypeConstraint(summary)
{
    public sealed override bool IsKind(IrType type) => type is RankedTensorType or UnrankedTensorType;
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

public sealed class AnyInteger() : TypeConstraint<IntegerType>("integer")
{
    protected override bool Accepts(IntegerType type) => true;
}

public sealed class AnySignlessInteger() : TypeConstraint<IntegerType>("signless integer")
{
    protected override bool Accepts(IntegerType type) => type.IsSignless;
}

public sealed class AnySignlessIntegerOrIndex() : TypeConstraint("signless integer or index")
{
    public override bool Accepts(IrType type) => type is IndexType or IntegerType { IsSignless: true };
}

public sealed class AnyFloat() : TypeConstraint<FloatType>("floating-point")
{
    protected override bool Accepts(FloatType type) => true;
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

public sealed class AnyMemRef() : TypeConstraint<MemRefType>("memref of any type values")
{
    protected override bool Accepts(MemRefType type) => true;
}

public sealed class AnyRankedOrUnrankedMemRef() : TypeConstraint("ranked or unranked memref of any type values")
{
    public override bool IsKind(IrType type) => type is MemRefType or UnrankedMemRefType;

    public override bool Accepts(IrType type) => type is MemRefType or UnrankedMemRefType;
}

public sealed class AnyRankedTensor() : TensorConstraint("ranked tensor of any type values")
{
    public override bool Accepts(IrType type) => type is RankedTensorType;
}

public sealed class AnyShaped() : TypeConstraint<ShapedType>("shaped of any type values")
{
    protected override bool Accepts(ShapedType type) => true;
}

public sealed class TensorOrMemref() : TypeConstraint("memref of any type values or ranked tensor of any type values")
{
    public override bool Accepts(IrType type) => type is MemRefType or RankedTensorType;
}

public sealed class AnyTensor() : TensorConstraint("tensor of any type values")
{
    public override bool Accepts(IrType type) => IsKind(type);
}
