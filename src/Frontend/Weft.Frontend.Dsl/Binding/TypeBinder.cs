using System.Collections.Immutable;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>Types as written, in signatures and in bodies.</summary>
internal sealed class TypeBinder(BodyContext context)
{
    /// <summary>The type of a local: its dimensions are known from constants and from the extents of the arguments.</summary>
    public WeftType BindLocal(TypeSyntax syntax) => Bind(syntax, name =>
        !context.Scope.TryFind(name.Text, out var variable)
            ? Refuse(name, DslDiagnostics.UnknownDimension, name.Text, Suggestion.For(name.Text, context.Scope.Names))
            : variable.Kind != VariableKind.ShapeSymbol
                ? Refuse(name, DslDiagnostics.LocalDimension, name.Text)
                : new ShapeExpr.Symbol(context.Diagnostics.Names.Use(name, variable).Name));

    /// <param name="bindName">What a name in a dimension stands for that is no constant; null when it was reported.</param>
    public WeftType Bind(TypeSyntax syntax, Func<NameSyntax, ShapeExpr?> bindName)
    {
        if (context.TypeNamed(syntax.Element.Text) is not { } element)
        {
            if (syntax.Element.Text.Length > 0) ReportUnknown(syntax);
            return new ErrorType();
        }

        if (element is RecordType named) context.Diagnostics.Names.Use(syntax.Element, named.Record);
        if (syntax.Dimensions.IsEmpty || element is ErrorType) return element;
        var dimensions = syntax.Dimensions.Select(dimension => BindDimension(dimension, bindName)).ToImmutableArray();
        if (dimensions.Any(dimension => dimension is null)) return new ErrorType();
        var extents = dimensions.OfType<ShapeExpr>().ToSequence();
        return element is RecordType record ? record with { Dimensions = extents } : new ArrayType(((ScalarType)element).Kind, extents);
    }

    private ShapeExpr? BindDimension(ExpressionSyntax syntax, Func<NameSyntax, ShapeExpr?> bindName)
    {
        var dimension = Formula(syntax, bindName);
        return dimension is ShapeExpr.Literal { Value: < 0 } negative
            ? Refuse(syntax, DslDiagnostics.NegativeDimension, negative.Value)
            : dimension;
    }

    /// <summary>A formula over numbers, constants and what names stand for; null when it was reported.</summary>
    public ShapeExpr? Formula(ExpressionSyntax syntax, Func<NameSyntax, ShapeExpr?> bindName)
    {
        switch (syntax)
        {
            case ParenthesizedSyntax parenthesized:
                return Formula(parenthesized.Inner, bindName);
            case LiteralSyntax:
                return OfNumber(new ExpressionBinder(context).Bind(syntax), syntax);
            case NameExpressionSyntax name when IsConstant(name.Name.Text):
                var constant = context.Diagnostics.Names.Use(name.Name, context.Program.Constants.Find(name.Name.Text)!);
                return OfNumber(constant.ValueAt(name.Span, default), syntax);
            case NameExpressionSyntax name:
                return bindName(name.Name);
            case BinarySyntax { Operator: "+" or "-" or "*" or "/" or "%" } binary:
                var (left, right) = (Formula(binary.Left, bindName), Formula(binary.Right, bindName));
                if (left is null || right is null) return null;
                return ShapeExpr.Combine(binary.Operator[0], left, right) ?? Refuse(syntax, DslDiagnostics.BadDimension);
            case MissingSyntax:
                return null;
            default:
                return Refuse(syntax, DslDiagnostics.BadDimension);
        }
    }

    private bool IsConstant(string name) => !context.Scope.TryFind(name, out _) && context.Program.Constants.Find(name) is not null;

    private ShapeExpr? OfNumber(BoundExpression value, ExpressionSyntax syntax) => value switch
    {
        BoundOpenLiteral { Integer: { } integer } when integer <= long.MaxValue => new ShapeExpr.Literal((long)integer),
        BoundLiteral { Value: { Kind.IsInteger: true, Integer: var integer } } when integer <= long.MaxValue =>
            new ShapeExpr.Literal((long)integer),
        BoundError => null,
        _ => Refuse(syntax, DslDiagnostics.BadDimension),
    };

    private void ReportUnknown(TypeSyntax syntax)
    {
        var hint = CSharpTypeNames.Find(syntax.Element.Text) is { } spelling
            ? $"; C#'s {syntax.Element.Text} is '{spelling}' here"
            : Suggestion.For(syntax.Element.Text, context.TypeNames);
        context.Diagnostics.Report(
            DslDiagnostics.UnknownType, syntax.Element.Span, syntax.Element.Text, hint, string.Join(' ', context.TypeNames));
    }

    private ShapeExpr? Refuse(SyntaxNode at, DiagnosticDescriptor descriptor, params object?[] arguments)
    {
        context.Diagnostics.Report(descriptor, at.Span, arguments);
        return null;
    }
}
