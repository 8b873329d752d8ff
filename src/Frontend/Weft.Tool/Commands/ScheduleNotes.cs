using Weft.IR;
using Weft.Passes;
using Weft.Runtime;

namespace Weft.Tool;

/// <summary>Says what in the schedules of a program has no effect on this processor.</summary>
internal static class ScheduleNotes
{
    public static void Write(ToolContext context, KernelProgram program)
    {
        if (context.IsQuiet || program.Ir.Span.IndexOf("sched.schedule"u8) < 0) return;
        var (ir, remarks) = (new IrContext(StandardDialects.All), new RemarkLog());
        new ApplySchedules().Run(program.Load(ir), new(ir, new DiagnosticBag(), remarks));
        foreach (var remark in remarks.Items.Where(remark => remark.Kind == "ignored"))
            context.Diagnostics.Write(new(null, Severity.Note, remark.Location, remark.Message));
    }
}
