using System.Text.RegularExpressions;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary><c>on s3("in/*.npy") as e -> detect(e.body, 0.5) -> s3("out/{name}.npy")</c></summary>
internal sealed partial class EventBinder(ProgramSymbols program, BindingDiagnostics diagnostics)
{
    private static readonly string[] Names = [.. EventSource.All.Select(source => source.Name)];

    /// <summary>Null, reported, where something is wrong.</summary>
    public BoundEvent? Bind(EventSyntax syntax)
    {
        if (Endpoint(syntax.Source) is not { } source) return null;
        var name = syntax.Target.Text;
        if (program.Find(name) is not KernelSymbol target)
        {
            var known = program.CallableNames.Where(callable => program.Find(callable) is KernelSymbol);
            diagnostics.Report(DslDiagnostics.UnknownEventTarget, syntax.Target.Span, name, Suggestion.For(name, known));
            return null;
        }

        if (Arguments(syntax, source.Source, target) is not { } arguments) return null;
        if (syntax.Sink is not { } written)
            return new(source, target, [.. arguments], null, diagnostics.LocationOf(syntax.Target.Span));
        return Endpoint(written) is { } sink && CheckSink(written, sink, source.Source, target)
            ? new(source, target, [.. arguments], sink, diagnostics.LocationOf(syntax.Target.Span))
            : null;
    }

    private BoundEndpoint? Endpoint(EndpointSyntax syntax)
    {
        var name = syntax.Name.Text;
        if (EventSource.Find(name) is not { } source)
        {
            diagnostics.Report(DslDiagnostics.UnknownSource, syntax.Name.Span, name, Suggestion.For(name, Names), string.Join(", ", Names));
            return null;
        }

        if (syntax.Settings is [var setting] && setting.Text.StartsWith('"') != source.SettingIsTime
            && source.Accepts(setting.Text.Trim('"')))
            return new(source, setting.Text.Trim('"'));
        diagnostics.Report(DslDiagnostics.SourceForm, syntax.Span, name, source.Form);
        return null;
    }

    private List<(string? Field, Constant? Value)>? Arguments(EventSyntax syntax, EventSource source, KernelSymbol target)
    {
        var parameters = target.Parameters.Where(parameter => parameter.Kind != VariableKind.Output).ToList();
        var given = syntax.Arguments;
        var required = parameters.Count;
        while (required > 0 && parameters[required - 1].Default is not null) required--;
        if (given.Length < required || given.Length > parameters.Count)
        {
            var form = $"{target.Name}({string.Join(", ", parameters.Select(parameter => parameter.Name))})";
            diagnostics.Report(
                DslDiagnostics.ArgumentCount,
                syntax.Target.Span,
                target.Name,
                Placeholders.Count(parameters.Count, "argument"),
                given.Length,
                form);
            return null;
        }

        List<(string?, Constant?)> arguments = [];
        for (var i = 0; i < parameters.Count; i++)
        {
            var argument = i < given.Length ? Argument(given[i], syntax, source, target, parameters[i]) : (null, parameters[i].Default);
            if (argument is not { } bound) return null;
            arguments.Add(bound);
        }

        return arguments;
    }

    private (string? Field, Constant? Value)? Argument(
        ExpressionSyntax syntax, EventSyntax handler, EventSource source, KernelSymbol target, VariableSymbol parameter)
    {
        if (syntax is MemberSyntax { Target: NameExpressionSyntax { Name: var holder }, Member: var member }
            && holder.Text == handler.Event?.Text)
            return Field(member, source, target, parameter);
        var context = new BodyContext(program, diagnostics, BodyKind.Constant, owner: null);
        var isName = syntax is NameExpressionSyntax name && program.Constants.Find(name.Name.Text) is null;
        if (isName || syntax is MemberSyntax or CallSyntax or ElementSyntax)
            diagnostics.Report(
                DslDiagnostics.EventArgumentForm, syntax.Span, handler.Event?.Text ?? "e", source.Fields[0].Name);
        else if (parameter.Type is not ScalarType { Kind: var kind })
            diagnostics.Report(
                DslDiagnostics.EventArgument,
                syntax.Span,
                parameter.Name,
                target.Name,
                parameter.Type,
                $"'{diagnostics.TextOf(syntax.Span)}'");
        else if (new ExpressionBinder(context).BindAs(syntax, kind) is BoundLiteral literal)
            return (null, literal.Value);
        return null;
    }

    private (string? Field, Constant? Value)? Field(NameSyntax member, EventSource source, KernelSymbol target, VariableSymbol parameter)
    {
        if (source.Field(member.Text) is not { } field)
        {
            var names = source.Fields.Select(known => known.Name).ToList();
            diagnostics.Report(
                DslDiagnostics.UnknownEventField,
                member.Span,
                source.Name,
                member.Text,
                Suggestion.For(member.Text, names),
                string.Join(", ", names));
            return null;
        }

        var fits = field.Kind == EventFieldKind.Array
            || (field.Kind == EventFieldKind.Integer && parameter.Type is ScalarType { Kind: ElementType.I64 or ElementType.Index });
        if (fits) return (field.Name, null);
        var found = field.Kind == EventFieldKind.Integer ? "the i64" : "the text";
        diagnostics.Report(
            DslDiagnostics.EventArgument, member.Span, parameter.Name, target.Name, parameter.Type, $"{found} '{field.Name}'");
        return null;
    }

    private bool CheckSink(EndpointSyntax syntax, BoundEndpoint sink, EventSource source, KernelSymbol target)
    {
        if (!sink.Source.IsSink)
        {
            var sinks = string.Join(", ", EventSource.All.Where(other => other.IsSink).Select(other => other.Name));
            diagnostics.Report(DslDiagnostics.NoSink, syntax.Name.Span, sink.Source.Name, sinks);
            return false;
        }

        if (target.Parameters.Count(parameter => parameter.Kind != VariableKind.Input) != 1)
        {
            diagnostics.Report(DslDiagnostics.NothingToSend, syntax.Span, target.Name);
            return false;
        }

        // What stands in a name: everything but arrays.
        var texts = source.Fields.Where(field => field.Kind != EventFieldKind.Array).Select(field => field.Name).ToList();
        foreach (Match placeholder in Placeholder().Matches(sink.Setting))
        {
            var name = placeholder.Groups[1].Value;
            if (texts.Contains(name)) continue;
            diagnostics.Report(
                DslDiagnostics.UnknownPlaceholder, syntax.Span, source.Name, name, Suggestion.For(name, texts), string.Join(", ", texts));
            return false;
        }

        return true;
    }

    [GeneratedRegex(@"\{([^}]*)\}")]
    private static partial Regex Placeholder();
}
