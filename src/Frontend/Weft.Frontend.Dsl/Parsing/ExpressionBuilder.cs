using System.Collections.Immutable;
using Antlr4.Runtime;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Syntax;
using static Weft.Frontend.Dsl.Grammar.WeftParser;

namespace Weft.Frontend.Dsl.Parsing;

/// <summary>Turns the parser's expressions and types into syntax.</summary>
internal sealed class ExpressionBuilder
{
    public ExpressionSyntax Build(ExpressionContext? context, SourceSpan parent)
    {
        if (context is null) return new MissingSyntax(parent);
        var span = Spans.Of(context);
        return context switch
        {
            PrimaryExpressionContext primary => Primary(primary.primary(), span),
            UnaryExpressionContext unary => new UnarySyntax(unary.op.Text, Build(unary.expression(), span), span),
            BinaryExpressionContext binary => Regroup(Binary(binary, span)),
            ReductionExpressionContext reduction => Reduction(reduction, span),
            FoldExpressionContext fold => new FoldSyntax(
                Names.Of(fold.NAME(), span),
                Indices(fold.reductionIndices()),
                Condition(fold.reductionIndices()),
                Build(fold.expression(0), span),
                Build(fold.expression(1), span),
                span),
            ScanExpressionContext scan => Scan(scan, span),
            ConditionalExpressionContext choice => new ConditionalSyntax(
                Build(choice.expression(0), span), Build(choice.expression(1), span), Build(choice.expression(2), span), span),
            _ => new MissingSyntax(span),
        };
    }

    public TypeSyntax? OptionalType(TypeContext? context) => context is null ? null : Type(context, default);

    public TypeSyntax Type(TypeContext? context, SourceSpan parent)
    {
        if (context is null) return new(new("", parent), [], parent);
        var span = Spans.Of(context);
        return new(Names.Of(context.NAME(), span), BuildAll(context.expression(), span), span);
    }

    public static AccessSyntax Access(IToken? keyword) => keyword?.Type switch
    {
        IN => AccessSyntax.In,
        OUT => AccessSyntax.Out,
        INOUT => AccessSyntax.InOut,
        _ => AccessSyntax.None,
    };

    private ImmutableArray<ExpressionSyntax> BuildAll(ExpressionContext[] contexts, SourceSpan span) =>
        [.. contexts.Select(context => Build(context, span))];

    private ExpressionSyntax Primary(PrimaryContext? context, SourceSpan span) => context switch
    {
        LiteralExpressionContext { literal: { TokenIndex: >= 0, Type: not BAD_NUMBER } word } => new LiteralSyntax(word.Text, span),
        ParenthesizedExpressionContext group when group.expression() is [var inner] => new ParenthesizedSyntax(Build(inner, span), span),
        ParenthesizedExpressionContext tuple => new TupleSyntax(BuildAll(tuple.expression(), span), span),
        ArrayExpressionContext array => new ArraySyntax(BuildAll(array.expression(), span), span),
        RecordExpressionContext record => new RecordValueSyntax(
            Names.Of(record.NAME(), span), [.. record.fieldValue().Select(FieldValue)], span),
        NameExpressionContext name => Name(name, span),
        _ => new MissingSyntax(span),
    };

    private ExpressionSyntax Subscript(SubscriptContext context)
    {
        var (span, bounds) = (Spans.Of(context), context.expression());
        if (context.RANGE() is not { } range) return Build(bounds.ElementAtOrDefault(0), span);
        var hasLower = bounds.Length > 0 && bounds[0].Start.TokenIndex < range.Symbol.TokenIndex;
        var upper = bounds.ElementAtOrDefault(hasLower ? 1 : 0);
        return new SliceSyntax(hasLower ? Build(bounds[0], span) : null, upper is null ? null : Build(upper, span), span);
    }

    private FieldValueSyntax FieldValue(FieldValueContext context)
    {
        var span = Spans.Of(context);
        return new(Names.Of(context.NAME(), span), Build(context.expression(), span), span);
    }

    /// <summary>The members before a suffix belong to what it is applied to, those after it to the result.</summary>
    private ExpressionSyntax Name(NameExpressionContext context, SourceSpan span)
    {
        var (name, suffix) = (Names.Of(context.NAME(), span), context.suffix());
        var members = Array.ConvertAll(context.member(), member => Names.Of(member.NAME(), Spans.Of(member)));
        var before = suffix is null ? 0 : Array.FindLastIndex(members, member => member.Span.Offset < suffix.Start.StartIndex) + 1;
        var reach = suffix is null ? name.Span : name.Span.To(Spans.Of(suffix));
        ExpressionSyntax target = suffix switch
        {
            CallSuffixContext call => new CallSyntax(Dotted([name, .. members[..before]]), [.. call.argument().Select(Argument)], reach)
            {
                Types = Types(call.typeArguments(), span),
            },
            ElementSuffixContext element => new ElementSyntax(name, [.. element.subscript().Select(Subscript)], reach)
            {
                Path = [.. members[..before]],
            },
            _ => new NameExpressionSyntax(name),
        };
        foreach (var member in members.AsSpan(before)) target = new MemberSyntax(target, member, target.Span.To(member.Span));
        return target;
    }

    /// <summary><c>Math.Sqrt</c>: no callee of the language, but it can be named in a message.</summary>
    private static NameSyntax Dotted(List<NameSyntax> parts) =>
        parts.Count == 1 ? parts[0] : new(string.Join('.', parts.Select(part => part.Text)), parts[0].Span.To(parts[^1].Span));

    public static ImmutableArray<NameSyntax> Types(TypeArgumentsContext? context, SourceSpan parent) =>
        context is null ? [] : [.. context.NAME().Select(name => Names.Of(name, parent))];

    private ArgumentSyntax Argument(ArgumentContext context)
    {
        var span = Spans.Of(context);
        return new(Access(context.access), Build(context.expression(), span), span);
    }

    private BinarySyntax Binary(BinaryExpressionContext context, SourceSpan span) => new(
        Build(context.expression(0), span), context.op.Text, Spans.Of(context.op), Build(context.expression(1), span), span);

    /// <summary><c>any(i) x[i] > 0</c>: the comparison is what is asked for, so the body of <c>any</c> and <c>all</c> reaches up to
    /// <c>&amp;&amp;</c>.</summary>
    private static ExpressionSyntax Regroup(BinarySyntax binary)
    {
        var isBody = binary.Operator is not ("&&" or "||");
        if (!isBody || binary.Left is not ReductionSyntax { Name.Text: "any" or "all" } reduction) return binary;
        var body = binary with { Left = reduction.Body, Span = reduction.Body.Span.To(binary.Span) };
        return reduction with { Body = body, Span = binary.Span };
    }

    private ReductionSyntax Reduction(ReductionExpressionContext context, SourceSpan span) => new(
        new(context.REDUCTION().GetText(), Spans.Of(context.REDUCTION().Symbol)),
        Indices(context.reductionIndices()),
        Build(context.expression(), span),
        span) { Condition = Condition(context.reductionIndices()) };

    private ScanSyntax Scan(ScanExpressionContext context, SourceSpan span)
    {
        var (index, function) = (context.scanIndex(), context.REDUCTION() ?? context.NAME());
        return new(
            Names.Of(function, span),
            Names.Of(index?.NAME(0), span),
            index?.op?.Text ?? "",
            Names.Of(index?.NAME(1), span),
            index?.expression() is { } condition ? Build(condition, span) : null,
            Build(context.expression(0), span),
            context.expression(1) is { } initial ? Build(initial, span) : null,
            span);
    }

    public ImmutableArray<RangeSyntax> Indices(ReductionIndicesContext? context) =>
        context is null ? [] : [.. context.reductionIndex().Select(Index)];

    public ExpressionSyntax? Condition(ReductionIndicesContext? context) =>
        context?.WHERE() is null ? null : Build(context.expression(), Spans.Of(context));

    private RangeSyntax Index(ReductionIndexContext context)
    {
        var span = Spans.Of(context);
        var bounds = context.expression();
        if (bounds.Length == 0) return new(Names.Of(context.NAME(), span), null, null, null, span);
        return new(Names.Of(context.NAME(), span), Build(bounds[0], span), Build(bounds.ElementAtOrDefault(1), span), null, span);
    }
}
