using Weft.IR;

namespace Weft.Passes;

/// <summary>Does what schedules ask for of index notation, where loops do not say yet how they are nested, and takes what events start out
/// of the program. Directives for loops that are written stay, with the names of these loops, for <see cref="ScheduleLoops"/>. Each
/// directive is a remark: it was applied, or had no effect and why.</summary>
/// <param name="Target">Whose schedules count, beside those for all.</param>
[Pass("apply-schedules", "Applies the schedules of kernels to index notation; remarks say what has no effect on the target.")]
public sealed record ApplySchedules(string Target = "cpu") : IPass
{
    public void Run(Operation root, PassContext context)
    {
        foreach (var handler in root.Walk().OfType<EventOp>().ToList()) handler.Erase();
        var schedules = root.Walk().OfType<ScheduleOp>().ToList();
        foreach (var schedule in schedules)
            if (schedule.Target is null || schedule.Target == Target) Apply(schedule, root, context.Remarks);
            else schedule.Erase();
        foreach (var kernel in root.Walk().OfType<FuncOp>().ToList()) NamedLoops.Qualify(kernel);
    }

    private static void Apply(ScheduleOp schedule, Operation root, RemarkLog remarks)
    {
        var kernel = new ScheduledKernel(root.Walk().OfType<FuncOp>().First(function => function.SymName == schedule.Kernel.Leaf));
        foreach (var directive in schedule.Body.Entry.Ops.Cast<IDirective>().ToList())
        {
            var (place, what) = (((Operation)directive).Location, $"'{directive.Spelling}' of '{schedule.Kernel.Leaf}'");
            var reasons = kernel.Apply(directive);
            // A name may stand for several loops; the directive goes for all of them that can have it.
            if (reasons.Contains(null)) ScheduleRemarks.Applied(remarks, place, what);
            if (kernel.HasLoopFor(directive)) continue;
            if (!reasons.Contains(null))
                ScheduleRemarks.Ignored(remarks, place, what, reasons is [{ } reason, ..] ? reason : NoLoop(directive));
            ((Operation)directive).Erase();
        }

        kernel.Finish();
        if (!schedule.Body.Entry.Ops.Any()) schedule.Erase();
    }

    private static string NoLoop(IDirective directive) =>
        directive is ScheduleInterchangeOp ? "the loops are not one nest" : "no loop has the name any more";
}
