using System.Collections.Immutable;
using Antlr4.Runtime;
using Weft.Frontend.Dsl.Grammar;
using Weft.Frontend.Dsl.Syntax;
using static Weft.Frontend.Dsl.Grammar.WeftParser;

namespace Weft.Frontend.Dsl.Parsing;

/// <summary>Turns the parser's declarations into a <see cref="FileSyntax"/>, one by one. Any part of their trees may be missing after an
/// error.</summary>
internal sealed class FileBuilder(CommonTokenStream tokens, SyntaxDiagnostics diagnostics)
{
    private readonly StatementBuilder _statements = new(new ExpressionBuilder());

    private readonly OrchestrationBuilder _orchestration = new(new ExpressionBuilder());

    private ExpressionBuilder Expressions => _statements.Expressions;

    private readonly List<DeclarationSyntax> _declarations = [];

    public void Add(DeclarationContext context)
    {
        if (Declaration(context) is { } declaration)
            _declarations.Add(diagnostics.IsBroken(context, declaration.Span) ? declaration with { IsBroken = true } : declaration);
    }

    /// <summary>Once all has been read.</summary>
    public FileSyntax File(string path, string text) => new(path, text, [.. _declarations], new(0, 1, 1, text.Length));

    private DeclarationSyntax? Declaration(DeclarationContext context)
    {
        var span = Spans.Of(context);
        var doc = DocComment.Above(context.Start, tokens);
        return context switch
        {
            ImportDeclarationContext import => new ImportSyntax(Names.Of(import.STRING(), span), doc, span),
            ConstDeclarationContext constant => Constant(constant, doc, span),
            RecordDeclarationContext record => new RecordSyntax(
                Names.Of(record.NAME(), span), [.. record.field().Select(Field)], doc, span),
            FuncDeclarationContext func => Func(func, doc, span),
            InstanceDeclarationContext instance => new InstanceSyntax(
                Names.Of(instance.NAME(0), span),
                Names.Of(instance.NAME(1), span),
                ExpressionBuilder.Types(instance.typeArguments(), span),
                doc,
                span),
            KernelDeclarationContext kernel => Kernel(kernel, doc, span),
            ScheduleDeclarationContext schedule => OrchestrationBuilder.Schedule(schedule, doc, span),
            EventDeclarationContext handler => _orchestration.Event(handler, doc, span),
            _ => null,
        };
    }

    private ConstSyntax Constant(ConstDeclarationContext context, string doc, SourceSpan span) => new(
        Names.Of(context.NAME(), span), Expressions.OptionalType(context.type()), Expressions.Build(context.expression(), span), doc, span);

    private FuncSyntax Func(FuncDeclarationContext context, string doc, SourceSpan span) => new(
        Names.Of(context.NAME(), span),
        Parameters(context.parameters()),
        Expressions.Type(context.type(), span),
        context.block() is null ? Expressions.Build(context.expression(), span) : null,
        context.block() is { } body ? _statements.Block(body, span) : null,
        doc,
        span) { TypeParameters = TypeParameters(context.typeParameters()) };

    private KernelSyntax Kernel(KernelDeclarationContext context, string doc, SourceSpan span) => new(
        context.keyword?.Type == WORKFLOW,
        Names.Of(context.NAME(), span),
        Parameters(context.parameters()),
        context.outputs() is { } outputs ? [.. outputs.output().Select(Output)] : [],
        _statements.Block(context.block(), span),
        doc,
        span)
    {
        IsFast = context.FAST() is not null,
        TypeParameters = TypeParameters(context.typeParameters()),
        Constraints = context.constraints() is { } list ? [.. list.expression().Select(item => Expressions.Build(item, span))] : [],
        Placement = _orchestration.Placement(context.placement()),
    };

    private static ImmutableArray<TypeParameterSyntax> TypeParameters(TypeParametersContext? context) =>
        context is null ? [] : [.. context.typeParameter().Select(TypeParameter)];

    private static TypeParameterSyntax TypeParameter(TypeParameterContext context)
    {
        var span = Spans.Of(context);
        return new(Names.Of(context.NAME(0), span), context.NAME(1) is { } kind ? Names.Of(kind, span) : null, span);
    }

    private FieldSyntax Field(FieldContext context)
    {
        var span = Spans.Of(context);
        return new(Names.Of(context.NAME(), span), Expressions.Type(context.type(), span), span);
    }

    private ImmutableArray<ParameterSyntax> Parameters(ParametersContext? context) =>
        context is null ? [] : [.. context.parameter().Select(Parameter)];

    private ParameterSyntax Parameter(ParameterContext context)
    {
        var span = Spans.Of(context);
        var initial = context.expression() is { } value ? Expressions.Build(value, span) : null;
        var access = ExpressionBuilder.Access(context.access);
        return new(Names.Of(context.NAME(), span), access, Expressions.Type(context.type(), span), initial, span);
    }

    private OutputSyntax Output(OutputContext context)
    {
        var span = Spans.Of(context);
        return new(context.NAME() is { } name ? Names.Of(name, span) : null, Expressions.Type(context.type(), span), span);
    }
}
