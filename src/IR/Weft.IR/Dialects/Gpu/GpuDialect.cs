using Weft.IR.Text;

namespace Weft.IR;

/// <summary>Kernels on accelerators: their launch, the grid of blocks of threads that runs them, and what its threads share.</summary>
[Dialect("gpu")]
public sealed partial class GpuDialect : Dialect
{
    /// <summary>On a module: it holds kernels that are launched by name.</summary>
    public const string ContainerModule = "gpu.container_module";

    /// <summary>On a function: the host may launch it.</summary>
    public const string Kernel = "gpu.kernel";

    public override IrType? ParseType(IrParser parser, string mnemonic) => mnemonic switch
    {
        "async.token" => AsyncTokenType.Instance,
        "mma_matrix" => MmaMatrixType.Parse(parser),
        _ => SparseHandleType.Find(mnemonic),
    };

    public override string UnknownType(string mnemonic) => $"unknown gpu type: {mnemonic}";

    public override Attribute? ParseAttribute(IrParser parser, string mnemonic) => mnemonic switch
    {
        "loop_dim_map" => LoopDimMapAttr.Parse(parser),
        "object" => GpuObjectAttr.Parse(parser),
        "select_object" => SelectObjectAttr.Parse(parser),
        _ => base.ParseAttribute(parser, mnemonic) ?? ParseEnum(parser, mnemonic, DeviceMappings.All),
    };

    public override bool VerifyAttribute(Operation op, NamedAttribute attribute, DiagnosticBag diagnostics) => attribute switch
    {
        { Name: ContainerModule, Value: UnitAttr } => GpuLaunches.VerifyContainer(op, diagnostics),
        { Name: "gpu.known_block_size" or "gpu.known_grid_size" } => VerifyExtents(op, attribute, diagnostics),
        _ => true,
    };

    private static bool VerifyExtents(Operation op, NamedAttribute attribute, DiagnosticBag diagnostics) => attribute.Value switch
    {
        DenseArrayAttr { Element: IntegerType { Width: 32 }, Values.Count: 3 } => true,
        DenseArrayAttr { Element: IntegerType { Width: 32 } } =>
            op.Error(diagnostics, $"{attribute.Name} must contain exactly 3 elements"),
        _ => op.Error(diagnostics, $"{attribute.Name} must be a dense i32 array"),
    };
}
