using System.Collections.Immutable;
using Weft.Backends.Tests.EndToEnd;
using Weft.IR;
using Weft.Passes;
using Weft.Runtime;

namespace Weft.Backends.Tests.Schedules;

/// <summary>A kernel with a schedule: what becomes of it, and what it makes.</summary>
internal static class ScheduleRun
{
    private static readonly (int Rows, int Columns)[] Shapes = [(1, 2), (9, 11)];

    /// <summary>The program, applied or refused.</summary>
    public static (KernelProgram? Scheduled, Diagnostic? Refusal, RemarkLog Remarks) Apply(KernelProgram program)
    {
        var (diagnostics, remarks) = (new DiagnosticBag(), new RemarkLog());
        var module = Run(program, keepNames: false, diagnostics, remarks);
        return diagnostics.HasErrors ? (null, diagnostics[0], remarks) : (KernelProgram.Of(module, diagnostics), null, remarks);
    }

    /// <summary>The loops that it becomes, with their names.</summary>
    public static ModuleOp Loops(KernelProgram program) => Run(program, keepNames: true, new DiagnosticBag(), new RemarkLog());

    /// <summary>What it makes of arrays of several shapes, as text that tells every bit.</summary>
    public static string Results(Device device, KernelProgram program) => Results(device, program, Shapes);

    public static string Results(Device device, KernelProgram program, (int Rows, int Columns)[] shapes) =>
        string.Join('\n', shapes.Select(shape =>
            KernelOutputs.Of(device, program, new() { ["m"] = shape.Rows, ["n"] = shape.Columns }, Values)));

    private static ModuleOp Run(KernelProgram program, bool keepNames, DiagnosticBag diagnostics, RemarkLog remarks)
    {
        var context = new IrContext(StandardDialects.All);
        var module = program.Load(context);
        var stages = Pipelines.CpuSchedules.Stages
            .Select(stage => stage.Pass is ScheduleLoops ? stage with { Pass = new ScheduleLoops(keepNames) } : stage);
        PipelineRunner.Run(new Pipeline([.. stages]), module, new(context, diagnostics, remarks));
        return module;
    }

    private static Tensor Values(KernelParameter parameter, ImmutableArray<long> shape)
    {
        if (parameter.Name == "steps") return Tensor.Of([5], []);
        var count = (int)shape.Aggregate(1L, (all, extent) => all * extent);
        var numbers = Enumerable.Range(0, count).Select(i => ((i * i * 7) + (i * 3) + parameter.Name[0]) % 23 - 9).ToArray();
        return parameter.Element == ElementType.F32 ? Tensor.Of([.. numbers.Select(n => (float)n)], shape) : Tensor.Of(numbers, shape);
    }
}
