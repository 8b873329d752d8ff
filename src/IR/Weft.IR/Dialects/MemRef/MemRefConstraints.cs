namespace Weft.IR;

/// <summary>Constraints on memory, named as in MLIR's ODS.</summary>
public sealed class AnyNon0RankedOrUnrankedMemRef()
    : TypeConstraint("unranked.memref of any type values or non-0-ranked.memref of any type values")
{
    public override bool Accepts(IrType type) => type is UnrankedMemRefType or MemRefType { Rank: > 0 };
}

public sealed class AnyStaticShapeMemRef() : TypeConstraint<MemRefType>("statically shaped memref of any type values")
{
    protected override bool Accepts(MemRefType type) => type.HasStaticShape;
}

public sealed class AnyStridedMemRef() : TypeConstraint<MemRefType>("strided memref of any type values")
{
    protected override bool Accepts(MemRefType type) => type.Strided is not null;
}

public sealed class AnyStridedMemRefOfRank0() : TypeConstraint<MemRefType>("strided memref of any type values of rank 0")
{
    protected override bool Accepts(MemRefType type) => type.Rank == 0 && type.Strided is not null;
}

public sealed class Any1DMemRef() : TypeConstraint<MemRefType>("1D memref of any type values")
{
    protected override bool Accepts(MemRefType type) => type.Rank == 1;
}

public sealed class I8MemRef1D() : TypeConstraint<MemRefType>("1D memref of 8-bit signless integer values")
{
    protected override bool Accepts(MemRefType type) => type is { Rank: 1, Element: IntegerType { Width: 8, IsSignless: true } };
}

public sealed class ShapeMemRef() : TypeConstraint<MemRefType>("1D memref of signless integer or index values")
{
    protected override bool Accepts(MemRefType type) => type is { Rank: 1, Element: IndexType or IntegerType { IsSignless: true } };
}

public sealed class AtomicMemRef() : TypeConstraint<MemRefType>("memref of signless integer or floating-point values")
{
    protected override bool Accepts(MemRefType type) => type is { Element: FloatType or IntegerType { IsSignless: true } };
}

public sealed class SignlessIntegerOrFloat() : TypeConstraint("signless integer or floating-point")
{
    public override bool Accepts(IrType type) => type is FloatType or IntegerType { IsSignless: true };
}
