using Weft.IR;

namespace Weft.Passes;

/// <summary>Does what schedules ask for, and takes them, and what events start, out of the program. Each directive is a remark: it was
/// applied, or had no effect and why.</summary>
/// <param name="Target">Whose schedules count, beside those for all.</param>
[Pass("apply-schedules", "Applies the schedules of kernels; remarks say what has no effect on the target yet.")]
public sealed record ApplySchedules(string Target = "cpu") : IPass
{
    public void Run(Operation root, PassContext context)
    {
        foreach (var schedule in root.Walk().OfType<ScheduleOp>().ToList())
        {
            if (schedule.Target is null || schedule.Target == Target) Apply(schedule, root, context.Remarks);
            schedule.Erase();
        }

        foreach (var handler in root.Walk().OfType<EventOp>().ToList()) handler.Erase();
        foreach (var op in root.Walk().Where(op => op.Attribute(KernelAttributes.Loops) is not null))
            op.SetAttribute(KernelAttributes.Loops, null);
    }

    private static void Apply(ScheduleOp schedule, Operation root, RemarkLog remarks)
    {
        var kernel = new ScheduledKernel(root.Walk().OfType<FuncOp>().First(function => function.SymName == schedule.Kernel.Leaf));
        foreach (var directive in schedule.Body.Entry.Ops.Cast<IDirective>())
        {
            var (place, what) = (((Operation)directive).Location, $"'{directive.Spelling}' of '{schedule.Kernel.Leaf}'");
            if (kernel.Apply(directive) is { } reason) remarks.Add("apply-schedules", place, "ignored", $"{what} has no effect: {reason}");
            else remarks.Add("apply-schedules", place, "applied", $"{what} is applied");
        }

        kernel.Finish();
    }
}
