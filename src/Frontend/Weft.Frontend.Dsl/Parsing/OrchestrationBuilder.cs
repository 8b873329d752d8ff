using Weft.Frontend.Dsl.Syntax;
using static Weft.Frontend.Dsl.Grammar.WeftParser;

namespace Weft.Frontend.Dsl.Parsing;

/// <summary>Turns placements, schedules and events into syntax.</summary>
internal sealed class OrchestrationBuilder(ExpressionBuilder expressions)
{
    public PlacementSyntax? Placement(PlacementContext? context)
    {
        if (context is null) return null;
        var deadline = context.time() is { } time ? Text(time) : null;
        return new([.. context.device().Select(Device)], deadline, Spans.Of(context));
    }

    public static ScheduleSyntax Schedule(ScheduleDeclarationContext context, string doc, SourceSpan span) => new(
        Names.Of(context.NAME(0), span),
        context.NAME(1) is { } target ? Names.Of(target, span) : null,
        [.. context.directive().Select(Directive)],
        doc,
        span);

    public EventSyntax Event(EventDeclarationContext context, string doc, SourceSpan span)
    {
        var names = context.NAME();
        var endpoints = context.endpoint();
        return new(
            Endpoint(endpoints.ElementAtOrDefault(0), span),
            context.AS() is null ? null : Names.Of(names.ElementAtOrDefault(0), span),
            Names.Of(names.ElementAtOrDefault(context.AS() is null ? 0 : 1), span),
            [.. context.expression().Select(argument => expressions.Build(argument, span))],
            endpoints.Length > 1 ? Endpoint(endpoints[1], span) : null,
            doc,
            span);
    }

    private DeviceSyntax Device(DeviceContext context)
    {
        var span = Spans.Of(context);
        return new(Names.Of(context.NAME(), span), context.expression() is { } share ? expressions.Build(share, span) : null, span);
    }

    private static DirectiveSyntax Directive(DirectiveContext context)
    {
        var span = Spans.Of(context);
        var arguments = context.children?.Skip(1).OfType<Antlr4.Runtime.Tree.ITerminalNode>()
            .Where(word => word.Symbol.Type is NAME or INT).Select(word => Names.Of(word, span));
        return new(context.word is { } word ? new(word.Text, Spans.Of(word)) : new("", span), [.. arguments ?? []], span);
    }

    private static EndpointSyntax Endpoint(EndpointContext? context, SourceSpan parent)
    {
        if (context is null) return new(new("", parent), [], parent);
        var span = Spans.Of(context);
        var settings = context.time() is { } time ? [Text(time)] : context.setting().Select(Text);
        return new(Names.Of(context.NAME(), span), [.. settings], span);
    }

    private static NameSyntax Text(Antlr4.Runtime.ParserRuleContext context) => new(context.GetText(), Spans.Of(context));
}
