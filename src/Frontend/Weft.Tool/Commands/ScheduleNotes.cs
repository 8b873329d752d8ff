using Weft.Backends.Llvm;
using Weft.IR;
using Weft.Passes;
using Weft.Runtime;

namespace Weft.Tool;

/// <summary>Says what in the schedules of a program would change results, and what has no effect on this processor.</summary>
internal static class ScheduleNotes
{
    /// <summary>False, reported, where a schedule would change results.</summary>
    /// <param name="withNotes">Whether what has no effect is said, too.</param>
    public static bool Write(ToolContext context, KernelProgram program, bool withNotes)
    {
        if (program.Ir.Span.IndexOf("sched.schedule"u8) < 0) return true;
        var (ir, remarks, found) = (new IrContext(StandardDialects.All), new RemarkLog(), new DiagnosticBag());
        // Other mistakes are found where a kernel is compiled.
        PipelineRunner.Run(Pipelines.CpuSchedules, program.Load(ir), new(ir, found, remarks) { Machine = HostMachine.Detect() });
        if (withNotes && !context.IsQuiet)
            foreach (var remark in remarks.Items.Where(remark => remark is { Pass: "apply-schedules", Kind: "ignored" }))
                context.Diagnostics.Write(new(null, Severity.Note, remark.Location, remark.Message));
        var refused = found.Where(problem => problem.Id == PassDiagnostics.RefusedDirective.Id).ToList();
        foreach (var problem in refused) context.Diagnostics.Write(problem);
        return refused.Count == 0;
    }
}
