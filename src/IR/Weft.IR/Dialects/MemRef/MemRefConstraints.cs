namespace Weft.IR;

/// <summary>Constraints on memory, named as in MLIR's ODS.</summary>
public sealed class AnyNon0RankedOrUnrankedMemRef()
    : TypeConstraint("unranked.memref of any type values or non-0-ranked.memref of any type values")
{
    public override bool Accepts(IrType type) => type is UnrankedMemRefType or MemRefType { Rank: > 0 };
}

public sealed class AnyStaticShapeMemRef() : TypeConstraint("statically shaped memref of any type values")
{
    public override bool Accepts(IrType type) => type is MemRefType { HasStaticShape: true };
}

public sealed class AnyStridedMemRef() : TypeConstraint("strided memref of any type values")
{
    public override bool Accepts(IrType type) => type is MemRefType memref && memref.Strided is not null;
}

public sealed class AnyStridedMemRefOfRank0() : TypeConstraint("strided memref of any type values of rank 0")
{
    public override bool Accepts(IrType type) => type is MemRefType { Rank: 0 } memref && memref.Strided is not null;
}

public sealed class Any1DMemRef() : TypeConstraint("1D memref of any type values")
{
    public override bool Accepts(IrType type) => type is MemRefType { Rank: 1 };
}

public sealed class I8MemRef1D() : TypeConstraint("1D memref of 8-bit signless integer values")
{
    public override bool Accepts(IrType type) => type is MemRefType { Rank: 1, Element: IntegerType { Width: 8, IsSignless: true } };
}

public sealed class ShapeMemRef() : TypeConstraint("1D memref of signless integer or index values")
{
    public override bool Accepts(IrType type) => type is MemRefType { Rank: 1, Element: IndexType or IntegerType { IsSignless: true } };
}

public sealed class AtomicMemRef() : TypeConstraint("memref of signless integer or floating-point values")
{
    public override bool Accepts(IrType type) => type is MemRefType { Element: FloatType or IntegerType { IsSignless: true } };
}

public sealed class SignlessIntegerOrFloat() : TypeConstraint("signless integer or floating-point")
{
    public override bool Accepts(IrType type) => type is FloatType or IntegerType { IsSignless: true };
}
