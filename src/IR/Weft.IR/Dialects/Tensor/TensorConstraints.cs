namespace Weft.IR;

/// <summary>Constraints on tensors, named as in MLIR's ODS.</summary>
public sealed class AnyNon0RankedOrUnrankedTensor() : TensorConstraint("non-0-ranked or unranked tensor")
{
    public override bool Accepts(IrType type) => type is UnrankedTensorType or RankedTensorType { Rank: > 0 };
}

public sealed class AnyStaticShapeTensor() : TensorConstraint("statically shaped tensor of any type values")
{
    public override bool Accepts(IrType type) => type is RankedTensorType { HasStaticShape: true };
}

public sealed class TensorOfSignlessIntegerOrIndex() : TensorConstraint("ranked tensor of signless integer or index values")
{
    public override bool Accepts(IrType type) => type is RankedTensorType { Element: IndexType or IntegerType { IsSignless: true } };
}

public sealed class ShapeTensor() : TensorConstraint("1D tensor of signless integer or index values")
{
    public override bool Accepts(IrType type) =>
        type is RankedTensorType { Rank: 1, Element: IndexType or IntegerType { IsSignless: true } };
}

public sealed class IntegerIndexOrFloat() : TypeConstraint("integer/index/float type")
{
    public override bool Accepts(IrType type) => type is IndexType or FloatType or IntegerType { IsSignless: true };
}
