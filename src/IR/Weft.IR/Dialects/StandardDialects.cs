using System.Collections.Immutable;

namespace Weft.IR;

/// <summary>All dialects of the product, in the order of the lowering ladder.</summary>
public static class StandardDialects
{
    public static ImmutableArray<Dialect> All { get; } =
    [
        new BuiltinDialect(), new WorkflowDialect(), new SchedDialect(), new FuncDialect(), new ScfDialect(), new AffineDialect(),
        new MemRefDialect(), new MathDialect(), new ArithDialect(), new CfDialect(), new TensorDialect(), new LinalgDialect(),
        new GpuDialect(), new VectorDialect(), new UbDialect(),
    ];
}
