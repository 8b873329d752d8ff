using Weft.IR;

namespace Weft.Passes;

/// <summary>Does to affine loops what is left of schedules, and takes these, and the names of loops, out of the program. What would change
/// results is an error that names the dependence.</summary>
/// <param name="KeepNames">Leaves the names of loops, for who wants to see which is which.</param>
[Pass("schedule-loops", "Applies the schedules of kernels to affine loops; what would change results is an error.")]
public sealed record ScheduleLoops(bool KeepNames = false) : IPass
{
    public void Run(Operation root, PassContext context)
    {
        foreach (var schedule in root.Walk().OfType<ScheduleOp>().ToList())
        {
            var kernel = schedule.Kernel.Leaf;
            foreach (var directive in schedule.Body.Entry.Ops.Cast<IDirective>()) Apply(directive, kernel, root, context);
            schedule.Erase();
        }

        if (!KeepNames) NamedLoops.Forget(root);
    }

    private static void Apply(IDirective directive, string kernel, Operation root, PassContext context)
    {
        var outcomes = new KernelLoopSchedule(root, kernel, new(context.Machine, context.Remarks), context.Remarks).Apply(directive);
        var (place, what) = (((Operation)directive).Location, $"'{directive.Spelling}' of '{kernel}'");
        // A name may stand for several loops; the directive goes for all of them that can have it, and for index notation.
        if (outcomes.Contains(Outcome.Applied)) ScheduleRemarks.Applied(context.Remarks, place, what);
        else if (ScheduleRemarks.IsApplied(context.Remarks, place)) return;
        else if (outcomes.OfType<Outcome.Refused>().FirstOrDefault() is { } refused)
            context.Diagnostics.Add(PassDiagnostics.RefusedDirective.At(place, directive.Spelling, kernel, refused.Dependence));
        else ScheduleRemarks.Ignored(
            context.Remarks, place, what, outcomes.OfType<Outcome.Ignored>().FirstOrDefault()?.Reason ?? "no loop has the name any more");
    }
}

/// <summary>What is said of directives.</summary>
internal static class ScheduleRemarks
{
    public const string Pass = "apply-schedules";

    public static void Applied(RemarkLog remarks, Location place, string what)
    {
        if (!IsApplied(remarks, place)) remarks.Add(Pass, place, "applied", $"{what} is applied");
    }

    public static void Ignored(RemarkLog remarks, Location place, string what, string reason) =>
        remarks.Add(Pass, place, "ignored", $"{what} has no effect: {reason}");

    public static bool IsApplied(RemarkLog remarks, Location place) =>
        remarks.Items.Any(remark => remark.Pass == Pass && remark.Kind == "applied" && remark.Location == place);
}
