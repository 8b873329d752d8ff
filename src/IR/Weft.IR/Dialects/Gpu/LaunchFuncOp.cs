using System.Collections.Generic;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>Runs a kernel of a <c>gpu.module</c>, or of a compiled one, once for each thread of a grid of blocks.</summary>
[Op("gpu.launch_func", Format = GpuForms.Async + "(`<` $asyncObject^ `:` type($asyncObject) `>`)? $kernel (`clusters` `in` ` ` "
    + "`(` $clusterSizeX^ `,` $clusterSizeY `,` $clusterSizeZ `)`)? `blocks` `in` ` ` `(` $gridSizeX `,` $gridSizeY `,` "
    + "$gridSizeZ `)` `threads` `in` ` ` `(` $blockSizeX `,` $blockSizeY `,` $blockSizeZ `)` "
    + "custom<LaunchDimType>(type($gridSizeX), ref($clusterSizeX), type($clusterSizeX), type($clusterSizeY), "
    + "type($clusterSizeZ)) (`dynamic_shared_memory_size` $dynamicSharedMemorySize^)? "
    + "custom<LaunchFuncOperands>($kernelOperands, type($kernelOperands)) attr-dict")]
[Traits(AttrSizedOperandSegments)]
[AllTypesMatch(
    nameof(GridSizeX), nameof(GridSizeY), nameof(GridSizeZ), nameof(BlockSizeX), nameof(BlockSizeY), nameof(BlockSizeZ))]
public sealed partial class LaunchFuncOp : Operation, IAsyncOp
{
    [Operand<AsyncToken>] public partial OperandRange AsyncDependencies { get; }

    /// <summary>A path: the module, then its function.</summary>
    [Attr(Summary = "symbol reference attribute")] public partial SymbolRefAttr Kernel { get; set; }

    [Operand<LaunchIndex>] public partial Value GridSizeX { get; }

    [Operand<LaunchIndex>] public partial Value GridSizeY { get; }

    [Operand<LaunchIndex>] public partial Value GridSizeZ { get; }

    [Operand<LaunchIndex>] public partial Value BlockSizeX { get; }

    [Operand<LaunchIndex>] public partial Value BlockSizeY { get; }

    [Operand<LaunchIndex>] public partial Value BlockSizeZ { get; }

    [Operand<LaunchIndex>] public partial Value? ClusterSizeX { get; }

    [Operand<LaunchIndex>] public partial Value? ClusterSizeY { get; }

    [Operand<LaunchIndex>] public partial Value? ClusterSizeZ { get; }

    [Operand<I32>] public partial Value? DynamicSharedMemorySize { get; }

    [Operand<AnyType>] public partial OperandRange KernelOperands { get; }

    [Operand<AnyType>] public partial Value? AsyncObject { get; }

    [Result<AsyncToken>] public partial OpResult? AsyncToken { get; }

    public GridValues GridSizes => new(GridSizeX, GridSizeY, GridSizeZ);

    public GridValues BlockSizes => new(BlockSizeX, BlockSizeY, BlockSizeZ);

    public GridValues? ClusterSizes => ClusterSizeX is { } x && ClusterSizeY is { } y && ClusterSizeZ is { } z ? new(x, y, z) : null;

    private bool Verify(DiagnosticBag diagnostics)
    {
        if (Enclosing<ModuleOp>() is not { } module) return Error(diagnostics, "expected to belong to a module");
        if (module.Attribute(GpuDialect.ContainerModule) is not UnitAttr)
            return Error(diagnostics, $"expected the closest surrounding module to have the '{GpuDialect.ContainerModule}' attribute");
        return ClusterSizes is not { } cluster || (cluster.Y.Type == cluster.X.Type && cluster.Z.Type == cluster.X.Type)
            || Error(diagnostics, "expects types of the cluster dimensions must be the same");
    }

    // : i64, unless the sizes are of type index.
    private static bool ParseLaunchDimType(
        IrParser parser, OperationState state, List<IrType> type, List<UnresolvedOperand> cluster, List<IrType> clusterX,
        List<IrType> clusterY, List<IrType> clusterZ)
    {
        IrType? written = IndexType.Instance;
        if (parser.Tokens.Accept(TokenKind.Colon) && (written = parser.Types.Parse()) is null) return false;
        type.Add(written);
        if (cluster.Count == 0) return true;
        clusterX.Add(written);
        clusterY.Add(written);
        clusterZ.Add(written);
        return true;
    }

    private void PrintLaunchDimType(IrPrinter printer)
    {
        if (GridSizeX.Type is IndexType) return;
        printer.Text(": ");
        printer.Type(GridSizeX.Type);
    }

    // args(%a : f32, %b : i32)
    private static bool ParseLaunchFuncOperands(
        IrParser parser, OperationState state, List<UnresolvedOperand> operands, List<IrType> types)
    {
        var tokens = parser.Tokens;
        if (!tokens.AcceptWord("args")) return true;
        if (!tokens.Expect(TokenKind.LeftParen, "expected '(' in argument list")) return false;
        if (tokens.Accept(TokenKind.RightParen)) return true;
        do
        {
            if (!parser.Operands.Parse(operands) || !tokens.Expect(TokenKind.Colon, "expected ':'")) return false;
            if (parser.Types.Parse() is not { } type) return false;
            types.Add(type);
        }
        while (tokens.Accept(TokenKind.Comma));
        return tokens.Expect(TokenKind.RightParen, "expected ')' in argument list");
    }

    private void PrintLaunchFuncOperands(IrPrinter printer)
    {
        if (KernelOperands.Count == 0) return;
        printer.Text("args(");
        for (var i = 0; i < KernelOperands.Count; i++)
        {
            if (i > 0) printer.Text(", ");
            printer.Value(KernelOperands[i]);
            printer.Text(" : ");
            printer.Type(KernelOperands[i].Type);
        }

        printer.Text(")");
    }
}
