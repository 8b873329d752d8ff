using Weft.Frontend.Dsl.Binding;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.Lowering;

/// <summary>Schedules and events: data beside the kernels and workflows.</summary>
internal static class OrchestrationLowering
{
    public static ScheduleOp Schedule(BoundSchedule schedule)
    {
        var op = new ScheduleOp(SymbolRefAttr.Flat(schedule.Kernel.Name)) { Target = schedule.Target, Location = schedule.Location };
        var body = Builder.AtEnd(op.Body.AddBlock(), schedule.Location);
        foreach (var directive in schedule.Directives)
        {
            body.Location = directive.Location;
            body.Insert(DirectiveTable.Find(directive.Word)!.Lower(directive));
        }

        return op;
    }

    public static EventOp Event(BoundEvent handler) => new(
        Endpoint(handler.Source),
        SymbolRefAttr.Flat(handler.Target.Name),
        new ArrayAttr(handler.Arguments.Select(argument => Argument(argument.Field, argument.Value)).ToSequence()))
    {
        Sink = handler.Sink is { } sink ? Endpoint(sink) : null, Location = handler.Location,
    };

    private static ArrayAttr Endpoint(BoundEndpoint endpoint) =>
        new([new StringAttr(endpoint.Source.Name), new StringAttr(endpoint.Setting)]);

    private static Weft.IR.Attribute Argument(string? field, Constant? value) =>
        field is not null ? new StringAttr(field) : TypeLowering.Constant(value!.Value).Value;
}
