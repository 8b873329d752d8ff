using System.Collections.Generic;
using System.Linq;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>Reads a matrix from memory, by all threads of a subgroup together.</summary>
[Op("gpu.subgroup_mma_load_matrix", Format = "$srcMemref `[` $indices `]` attr-dict `:` type($srcMemref) `->` type($res)")]
public sealed partial class SubgroupMmaLoadMatrixOp : Operation, IHasValueEffects
{
    public MemoryEffects Effects => MemoryEffects.Read;

    public IReadOnlyList<MemoryEffect> ValueEffects => [new(MemoryEffects.Read, SrcMemref)];

    [Operand<MmaMemRef>] public partial Value SrcMemref { get; }

    [Operand<Index>] public partial OperandRange Indices { get; }

    [Attr(Element = "index")] public partial long LeadDimension { get; set; }

    [Attr] public partial bool Transpose { get; set; }

    [Result<MmaMatrix>] public partial OpResult Res { get; }

    private bool Verify(DiagnosticBag diagnostics) =>
        GpuMma.HasUnitInnerStride((MemRefType)SrcMemref.Type)
        || ErrorAsIs(diagnostics, "expected source memref most minor dim must have unit stride");
}

/// <summary>Writes a matrix to memory.</summary>
[Op("gpu.subgroup_mma_store_matrix", Format = "$src `,` $dstMemref `[` $indices `]` attr-dict `:` type($src) `,` type($dstMemref)")]
public sealed partial class SubgroupMmaStoreMatrixOp : Operation, IHasValueEffects
{
    public MemoryEffects Effects => MemoryEffects.Write;

    public IReadOnlyList<MemoryEffect> ValueEffects => [new(MemoryEffects.Write, DstMemref)];

    [Operand<MmaStorable>] public partial Value Src { get; }

    [Operand<MmaMemRef>] public partial Value DstMemref { get; }

    [Operand<Index>] public partial OperandRange Indices { get; }

    [Attr(Element = "index")] public partial long LeadDimension { get; set; }

    [Attr] public partial bool Transpose { get; set; }

    private bool Verify(DiagnosticBag diagnostics)
    {
        if (!GpuMma.HasUnitInnerStride((MemRefType)DstMemref.Type))
            return ErrorAsIs(diagnostics, "expected destination memref most minor dim must have unit stride");
        return Src.Type is MmaMatrixType { Role: "COp" }
            || ErrorAsIs(diagnostics, "expected the operand matrix being stored to have 'COp' operand type");
    }
}

/// <summary>The product of two matrices, added to a third.</summary>
[Op("gpu.subgroup_mma_compute", Format = "$opA `,` $opB `,` $opC attr-dict `:` type($opA) `,` type($opB) `->` type($res)")]
[Traits(Pure)]
[AllTypesMatch(nameof(OpC), nameof(Res))]
public sealed partial class SubgroupMmaComputeOp : Operation
{
    [Operand<MmaFactor>] public partial Value OpA { get; }

    [Operand<MmaFactor>] public partial Value OpB { get; }

    [Operand<MmaSum>] public partial Value OpC { get; }

    [Attr(Name = "a_transpose")] public partial bool TransposeA { get; set; }

    [Attr(Name = "b_transpose")] public partial bool TransposeB { get; set; }

    [Result<MmaMatrix>] public partial OpResult Res { get; }

    private bool Verify(DiagnosticBag diagnostics)
    {
        var (a, b, c) = ((MmaMatrixType)OpA.Type, (MmaMatrixType)OpB.Type, (MmaMatrixType)OpC.Type);
        if ((a.Role, b.Role, c.Role) is not ("AOp", "BOp", "COp"))
            return ErrorAsIs(diagnostics, "operands must be in the order AOp, BOp, COp");
        return (a.Shape[1] == b.Shape[0] && a.Shape[0] == c.Shape[0] && b.Shape[1] == c.Shape[1])
            || ErrorAsIs(diagnostics, "operand shapes do not satisfy matmul constraints");
    }
}

/// <summary>A matrix with one value in all elements.</summary>
[Op("gpu.subgroup_mma_constant_matrix", Format = "$value attr-dict `:` type($res)")]
[Traits(Pure)]
[TypesMatch("value type matches element type of mma_matrix", nameof(Res), nameof(Value), nameof(GpuMma.ElementOf))]
public sealed partial class SubgroupMmaConstantMatrixOp : Operation
{
    [Operand<MmaElement>] public partial Value Value { get; }

    [Result<MmaMatrix>] public partial OpResult Res { get; }

    private static IrType ElementOf(IrType matrix) => GpuMma.ElementOf(matrix);
}

/// <summary>An operation on matrices, element by element.</summary>
[Op("gpu.subgroup_mma_elementwise", Format = "$opType $args attr-dict `:` functional-type($args, $res)")]
[Traits(Pure)]
[Holds("all of {args} have same type", nameof(ArgumentsAgree))]
public sealed partial class SubgroupMmaElementwiseOp : Operation
{
    [Operand<MmaMatrix>] public partial OperandRange Args { get; }

    [Attr(Summary = "elementwise operation to apply to mma matrix")] public partial MmaElementwise OpType { get; set; }

    [Result<MmaMatrix>] public partial OpResult Res { get; }

    private bool ArgumentsAgree => Args.Types.Distinct().Count() <= 1;
}

internal static class GpuMma
{
    public static IrType ElementOf(IrType matrix) => matrix is MmaMatrixType known ? known.Element : matrix;

    /// <summary>Neighbours of the last dimension are neighbours in memory.</summary>
    public static bool HasUnitInnerStride(MemRefType type) => type.Layout switch
    {
        null => true,
        StridedLayoutAttr strided => strided.Strides.Count > 0 && strided.Strides[strided.Strides.Count - 1] == 1,
        AffineMapAttr { Map: { Results.Count: 1, DimCount: > 0 } map } => Coefficient(map.Results[0], map.DimCount - 1) == 1,
        _ => false,
    };

    // By how much an expression grows with a dimension; null when that is no constant.
    private static long? Coefficient(AffineExpr expr, int dimension) => expr switch
    {
        AffineDim dim => dim.Position == dimension ? 1 : 0,
        AffineBinary { Operator: AffineKind.Add } sum => Coefficient(sum.Left, dimension) + Coefficient(sum.Right, dimension),
        AffineBinary { Operator: AffineKind.Mul, Right: AffineConstant factor } product =>
            Coefficient(product.Left, dimension) * factor.Value,
        AffineBinary { IsSymbolicOrConstant: false } => null,
        _ => 0,
    };
}
