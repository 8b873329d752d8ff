using System.Collections.Immutable;
using Weft.IR;
using Weft.Passes;
using Weft.Runtime;

namespace Weft.Backends.Tests.EndToEnd;

/// <summary>Programs whose nests are raised to structured operations, as they stand or turned into loops again.</summary>
internal static class LinalgRoundTrip
{
    /// <summary>What is done with the operations.</summary>
    public static ImmutableArray<ImmutableArray<IPass>> Ways { get; } =
        [[], [new ConvertLinalgToAffineLoops()], [new ConvertLinalgToKernelLoops()]];

    public static KernelProgram Raise(KernelProgram program, ImmutableArray<IPass> way)
    {
        var (module, problems) = (program.Load(new IrContext(StandardDialects.All)), new DiagnosticBag());
        Raise(module, way);
        var raised = KernelProgram.Of(module, problems);
        Assert.True(raised is not null, $"{string.Join('\n', problems)}\n{module}");
        return raised;
    }

    /// <summary>Gives how many operations there are.</summary>
    public static int Raise(ModuleOp module, ImmutableArray<IPass> way)
    {
        var context = new PassContext(new IrContext(StandardDialects.All), new DiagnosticBag(), new RemarkLog());
        foreach (var pass in way.Insert(0, new RaiseToLinalg()).Insert(0, new RaiseToAffine())) pass.Run(module, context);
        return context.Remarks.Count("raise-to-linalg", "raised");
    }
}
