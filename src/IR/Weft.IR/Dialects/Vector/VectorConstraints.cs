using System.Linq;

namespace Weft.IR;

public sealed class AnyVector() : TypeConstraint<VectorType>("vector of any type values")
{
    protected override bool Accepts(VectorType type) => type.Rank > 0;
}

public sealed class AnyVectorOfAnyRank() : TypeConstraint<VectorType>("vector of any type values")
{
    protected override bool Accepts(VectorType type) => true;
}

public sealed class AnyFixedVector() : TypeConstraint<VectorType>("fixed-length vector of any type values")
{
    protected override bool Accepts(VectorType type) => !type.HasScalableDimension;
}

/// <summary>The mask of an operation: one truth value per element.</summary>
public sealed class VectorOfBool() : TypeConstraint<VectorType>("vector of 1-bit signless integer values")
{
    protected override bool Accepts(VectorType type) => type.Rank > 0 && IsBool(type);

    internal static bool IsBool(VectorType type) => type.Element is IntegerType { Width: 1, IsSignless: true };
}

public sealed class VectorOfAnyRankOfBool() : TypeConstraint<VectorType>("vector of 1-bit signless integer values")
{
    protected override bool Accepts(VectorType type) => VectorOfBool.IsBool(type);
}

public sealed class VectorOfRank1OfBool() : TypeConstraint<VectorType>("vector of 1-bit signless integer values of ranks 1")
{
    protected override bool Accepts(VectorType type) => type.Rank == 1 && VectorOfBool.IsBool(type);
}

// MLIR has no words for what the elements are.
public sealed class VectorOfRank1() : TypeConstraint<VectorType>(" of ranks 1")
{
    protected override bool Accepts(VectorType type) => type.Rank == 1;
}

public sealed class ScalableVectorOfRank1() : TypeConstraint<VectorType>(" of ranks 1")
{
    protected override bool Accepts(VectorType type) => type.Rank == 1 && type.HasScalableDimension;
}

public sealed class VectorOfFloat() : TypeConstraint<VectorType>("vector of floating-point values")
{
    protected override bool Accepts(VectorType type) => type.Rank > 0 && type.Element is FloatType;
}

public sealed class VectorOfIntegerOrIndex() : TypeConstraint<VectorType>("vector of integer or index values")
{
    protected override bool Accepts(VectorType type) => type.Rank > 0 && type.Element is IntegerType or IndexType;
}

public sealed class VectorOfRank1OfIntegerOrIndex() : TypeConstraint<VectorType>("vector of integer or index values of ranks 1")
{
    protected override bool Accepts(VectorType type) => type.Rank == 1 && type.Element is IntegerType or IndexType;
}

public sealed class VectorOfRank1OfIndex() : TypeConstraint<VectorType>("vector of index values of ranks 1")
{
    protected override bool Accepts(VectorType type) => type.Rank == 1 && type.Element is IndexType;
}

/// <summary>What can be multiplied as a matrix: rows one after the other.</summary>
public sealed class FlatMatrix()
    : TypeConstraint<VectorType>("vector of signless integer or signed integer or index or floating-point values of ranks 1")
{
    protected override bool Accepts(VectorType type) =>
        type.Rank == 1 && type.Element is IndexType or FloatType or IntegerType { Signedness: not Signedness.Unsigned };
}

public sealed class VectorElement() : TypeConstraint("integer/index/float type")
{
    public override bool Accepts(IrType type) => type is IntegerType or IndexType or FloatType;
}

// MLIR has no words for it.
public sealed class Printable() : TypeConstraint("")
{
    public override bool Accepts(IrType type) => type is VectorType or IntegerType or IndexType or FloatType;
}
