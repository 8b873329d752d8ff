using Weft.IR;

namespace Weft.Tool;

/// <summary>Placements, schedules and events in words.</summary>
internal static class Orchestration
{
    /// <summary>Where a workflow runs, and how long: empty where it does not say.</summary>
    public static string Placement(Operation op) =>
        (Text(op, KernelAttributes.At) is { } at ? $" @ {at}" : "")
        + (Text(op, KernelAttributes.Deadline) is { } time ? $" deadline {time}" : "");

    /// <summary>A line about a schedule or an event; null of other operations.</summary>
    public static string? Describe(Operation op) => op switch
    {
        ScheduleOp schedule => $"schedule {schedule.Kernel.Leaf}{(schedule.Target is { } target ? $" for {target}" : "")}: "
            + $"{string.Join(", ", schedule.Body.Entry.Ops.Select(Directive))} (accepted; without effect on cpu yet)",
        EventOp handler => Event(handler),
        _ => null,
    };

    // sched.tile "i" 64 -> tile i 64
    private static string Directive(Operation directive) =>
        $"{directive}".Trim().Replace("sched.", "", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal)
            .Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);

    private static string Event(EventOp handler)
    {
        var (source, setting) = Endpoint(handler.Source);
        var arguments = handler.Arguments.Elements.Select(argument =>
            argument is StringAttr { Value: var field } ? $"its {field}" : $"{argument}");
        var sink = handler.Sink is null ? ""
            : Endpoint(handler.Sink) is var (to, name) ? $", and the result goes to {to.Name} '{name}'"
            : "";
        return $"event {source.Describe(setting)}: {handler.Target.Leaf}({string.Join(", ", arguments)}){sink}";
    }

    private static (EventSource Source, string Setting) Endpoint(ArrayAttr endpoint) =>
        (EventSource.Find(((StringAttr)endpoint.Elements[0]).Value)!, ((StringAttr)endpoint.Elements[1]).Value);

    private static string? Text(Operation op, string name) => (op.Attribute(name) as StringAttr)?.Value;
}
