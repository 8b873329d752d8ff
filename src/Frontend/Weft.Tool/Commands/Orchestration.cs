using System.Globalization;
using System.Numerics;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Tool;

/// <summary>What the operations of a module say, in words: kernels, where they run, their schedules, the events that call them.</summary>
/// <param name="kernels">The signatures of the module's public kernels and workflows.</param>
internal sealed class Orchestration(IEnumerable<KernelSignature> kernels)
{
    private readonly Dictionary<string, KernelSignature> _kernels = kernels.ToDictionary(kernel => kernel.Name);

    /// <summary>A line about an operation; null where there is nothing to say.</summary>
    public string? Describe(Operation op) => op switch
    {
        IFunction { Visibility: not "private" } function => Function(op, function),
        ScheduleOp schedule => Schedule(schedule),
        EventOp handler => Event(handler),
        _ => null,
    };

    /// <summary>The kernel or workflow that an operation is or is about; null for others.</summary>
    public static string? Subject(Operation op) => op switch
    {
        IFunction function => function.SymName,
        ScheduleOp schedule => schedule.Kernel.Leaf,
        EventOp handler => handler.Target.Leaf,
        _ => null,
    };

    private string Function(Operation op, IFunction function) => _kernels.TryGetValue(function.SymName, out var kernel)
        ? $"{(function is GraphOp ? "workflow" : "kernel")} {kernel}"
            + (Text(op, KernelAttributes.At) is { } at ? $" @ {at}" : "")
            + (Text(op, KernelAttributes.Deadline) is { } time ? $" deadline {time}" : "")
        : $"function {function.SymName} : {function.Type}";

    private static string Schedule(ScheduleOp schedule) =>
        $"schedule {schedule.Kernel.Leaf}{(schedule.Target is { } target ? $" for {target}" : "")}: "
        + string.Join(", ", schedule.Body.Entry.Ops.OfType<IDirective>().Select(directive => directive.Spelling));

    private string Event(EventOp handler)
    {
        var (source, setting) = Endpoint(handler.Source);
        var types = _kernels[handler.Target.Leaf].Parameters.Where(p => p.Access != Access.Out).Select(p => p.Element);
        var arguments = handler.Arguments.Elements.Zip(types, Argument);
        var sink = handler.Sink is null ? ""
            : Endpoint(handler.Sink) is var (to, name) ? $", and the result goes to {to.Name} '{name}'"
            : "";
        return $"event {source.Describe(setting)}: {handler.Target.Leaf}({string.Join(", ", arguments)}){sink}";
    }

    // What a number's bits mean is said by the parameter that takes it.
    private static string Argument(Weft.IR.Attribute argument, ElementType type) => argument switch
    {
        StringAttr { Value: var field } => $"its {field}",
        IntegerAttr integer when type == ElementType.Bool => integer.IsOne ? "true" : "false",
        IntegerAttr { Value: var number } when number.Sign < 0 && !type.IsSigned => $"{number + (BigInteger.One << (8 * type.ByteSize))}",
        IntegerAttr { Value: var number } => $"{number}",
        FloatAttr { Value: var number } when type == ElementType.F64 => number.ToString(CultureInfo.InvariantCulture),
        FloatAttr { Value: var number } => ((float)number).ToString(CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"'{argument}' is no argument of an event", nameof(argument)),
    };

    private static (EventSource Source, string Setting) Endpoint(ArrayAttr endpoint) =>
        (EventSource.Find(((StringAttr)endpoint.Elements[0]).Value)!, ((StringAttr)endpoint.Elements[1]).Value);

    private static string? Text(Operation op, string name) => (op.Attribute(name) as StringAttr)?.Value;
}
