using Weft.IR;

namespace Weft.Passes;

/// <summary>Takes what schedules ask for, and what events start, out of the program. No directive has an effect yet; each is a remark that
/// says so.</summary>
/// <param name="Target">Whose schedules count, beside those for all.</param>
[Pass("apply-schedules", "Applies the schedules of kernels; remarks say what has no effect on the target yet.")]
public sealed record ApplySchedules(string Target = "cpu") : IPass
{
    public void Run(Operation root, PassContext context)
    {
        foreach (var schedule in root.Walk().OfType<ScheduleOp>().ToList())
        {
            if (schedule.Target is null || schedule.Target == Target)
                foreach (var directive in schedule.Body.Entry.Ops)
                    context.Remarks.Add("apply-schedules", directive.Location, "ignored", $"@{schedule.Kernel.Leaf}: {directive}");
            schedule.Erase();
        }

        foreach (var handler in root.Walk().OfType<EventOp>().ToList()) handler.Erase();
    }
}
