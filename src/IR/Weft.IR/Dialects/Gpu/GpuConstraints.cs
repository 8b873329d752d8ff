namespace Weft.IR;

public sealed class AsyncToken() : TypeConstraint("async token type")
{
    public override IrType? Only => AsyncTokenType.Instance;

    public override bool Accepts(IrType type) => type is AsyncTokenType;
}

public sealed class I32() : TypeConstraint("32-bit signless integer")
{
    public override IrType? Only => IntegerType.I32;

    public override bool Accepts(IrType type) => type is IntegerType { Width: 32, IsSignless: true };
}

public sealed class LaunchIndex() : TypeConstraint("index or 32-bit signless integer or 64-bit signless integer")
{
    public override bool Accepts(IrType type) => type is IndexType or IntegerType { Width: 32 or 64, IsSignless: true };
}

public sealed class I32I64F32OrF64() : TypeConstraint("i32, i64, f32 or f64")
{
    public override bool Accepts(IrType type) =>
        type is IntegerType { Width: 32 or 64, IsSignless: true } or FloatType { Width: 32 or 64, Name: "f32" or "f64" };
}

public sealed class AnyIntegerOrFloat() : TypeConstraint("Integer or Float")
{
    public override bool Accepts(IrType type) => type is IntegerType { IsSignless: true } or FloatType;
}

public sealed class AnyIntegerOrFloatOr1DVector() : TypeConstraint("Integer or Float or vector of Integer or Float values of ranks 1")
{
    public override bool Accepts(IrType type) =>
        type is IntegerType { IsSignless: true } or FloatType
        || type is VectorType { Rank: 1, Element: IntegerType { IsSignless: true } or FloatType };
}

public sealed class AnyUnrankedMemRef() : TypeConstraint<UnrankedMemRefType>("unranked.memref of any type values")
{
    protected override bool Accepts(UnrankedMemRefType type) => true;
}

public sealed class PrintfArgument() : TypeConstraint("integer or index or floating-point")
{
    public override bool Accepts(IrType type) => type is IntegerType or IndexType or FloatType;
}

public sealed class MmaMatrix() : TypeConstraint("MMAMatrix type")
{
    public override bool Accepts(IrType type) => type is MmaMatrixType;
}

public sealed class MmaFactor() : TypeConstraint(
    "gpu.mma_matrix of 8-bit signed integer or 8-bit unsigned integer or 16-bit float or 32-bit float values")
{
    public override bool Accepts(IrType type) => type is MmaMatrixType { Element: IntegerType { Width: 8 } or FloatType };
}

public sealed class MmaSum() : TypeConstraint("gpu.mma_matrix of 32-bit signless integer or 16-bit float or 32-bit float values")
{
    public override bool Accepts(IrType type) => type is MmaMatrixType { Element: IntegerType { Width: 32 } or FloatType };
}

public sealed class MmaStorable() : TypeConstraint(
    "gpu.mma_matrix of 8-bit signed integer or 8-bit unsigned integer or 32-bit signless integer or 16-bit float or 32-bit float values")
{
    public override bool Accepts(IrType type) => type is MmaMatrixType;
}

public sealed class MmaElement() : TypeConstraint(
    "8-bit signed integer or 8-bit unsigned integer or 32-bit signless integer or 16-bit float or 32-bit float")
{
    public override bool Accepts(IrType type) =>
        type is IntegerType { Width: 8, IsSignless: false } or IntegerType { Width: 32, IsSignless: true }
        || ReferenceEquals(type, FloatType.F16) || ReferenceEquals(type, FloatType.F32);
}

public sealed class MmaMemRef() : TypeConstraint<MemRefType>(
    "memref of 8-bit signless integer or 32-bit signless integer or 16-bit float or 32-bit float or vector of 8-bit signless integer or "
    + "32-bit signless integer or 16-bit float or 32-bit float values of ranks 1 values")
{
    protected override bool Accepts(MemRefType type) =>
        IsElement(type.Element is VectorType { Rank: 1 } vector ? vector.Element : type.Element);

    private static bool IsElement(IrType type) =>
        type is IntegerType { Width: 8 or 32, IsSignless: true }
        || ReferenceEquals(type, FloatType.F16) || ReferenceEquals(type, FloatType.F32);
}

public sealed class SparseMatrixHandle() : TypeConstraint("sparse matrix handle type")
{
    public override IrType? Only => SparseHandleType.SparseMatrix;

    public override bool Accepts(IrType type) => type == SparseHandleType.SparseMatrix;
}

public sealed class DenseTensorHandle() : TypeConstraint("dense tensor handle type")
{
    public override IrType? Only => SparseHandleType.DenseTensor;

    public override bool Accepts(IrType type) => type == SparseHandleType.DenseTensor;
}

public sealed class SpGemmHandle() : TypeConstraint("SpGEMM operation handle type")
{
    public override IrType? Only => SparseHandleType.Product;

    public override bool Accepts(IrType type) => type == SparseHandleType.Product;
}
