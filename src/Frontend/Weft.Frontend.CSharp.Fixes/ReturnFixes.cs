using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Weft.Frontend.CSharp.Fixes;

/// <summary>What kernels return: numbers. Arrays they write to a parameter.</summary>
internal static class ReturnFixes
{
    private const string Result = "result";

    /// <summary>What was returned goes to a span that the caller makes.</summary>
    public static Rewrite? WriteToParameter(FixSite site)
    {
        if (site.Method is not { } method || IsWorkflow(method) || method.DescendantTokens().Any(t => t.ValueText == Result)) return null;
        if (method.DescendantNodes().Any(n => n is LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax)) return null;
        var (element, span) = site.Semantics.GetTypeInfo(method.ReturnType, site.Cancellation).Type switch
        {
            IArrayTypeSymbol { Rank: 1, ElementType: var of } => (of, ".AsSpan()"),
            INamedTypeSymbol { Name: "Span" or "ReadOnlySpan", TypeArguments: [var of] } => (of, ""),
            _ => (null, ""),
        };
        if (element is not { IsValueType: true }) return null;
        var rewritten = (MethodDeclarationSyntax)new Copies(span, method.Body?.Statements.LastOrDefault()).Visit(method)!;
        var spelled = element.ToMinimalDisplayString(site.Semantics, method.SpanStart);
        var parameter = SyntaxFactory.Parameter(SyntaxFactory.Identifier(Result))
            .WithType(SyntaxFactory.ParseTypeName($"Span<{spelled}>").WithTrailingTrivia(SyntaxFactory.Space));
        var returns = SyntaxFactory.PredefinedType(SyntaxFactory.Token(SyntaxKind.VoidKeyword)).WithTriviaFrom(method.ReturnType);
        return new(nameof(WriteToParameter), $"Write what '{method.Identifier.Text}' returns to a parameter", method,
            rewritten.WithReturnType(returns).AddParameterListParameters(parameter));
    }

    /// <summary>Launch classes name the type of what they return.</summary>
    public static Rewrite? MakeInternal(FixSite site) =>
        site.Method is { } method ? ParameterFixes.MakeInternal(site, method.ReturnType) : null;

    private static bool IsWorkflow(MethodDeclarationSyntax method) =>
        method.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => $"{attribute.Name}".EndsWith("Workflow", default));

    // return x; -> x.AsSpan().CopyTo(result); return;
    private sealed class Copies(string span, StatementSyntax? last) : CSharpSyntaxRewriter
    {
        public override SyntaxNode? VisitArrowExpressionClause(ArrowExpressionClauseSyntax node) =>
            node.WithExpression(Copy(node.Expression).WithTriviaFrom(node.Expression));

        public override SyntaxNode? VisitReturnStatement(ReturnStatementSyntax node)
        {
            if (node.Expression is not { } value) return node;
            StatementSyntax copy = SyntaxFactory.ExpressionStatement(Copy(value));
            if (node == last) return copy.WithTriviaFrom(node);
            return SyntaxFactory.Block(copy, SyntaxFactory.ReturnStatement())
                .WithTriviaFrom(node).WithAdditionalAnnotations(Formatter.Annotation);
        }

        private ExpressionSyntax Copy(ExpressionSyntax value)
        {
            var isWhole = value is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax;
            var text = isWhole ? $"{value.WithoutTrivia()}" : $"({value.WithoutTrivia()})";
            return SyntaxFactory.ParseExpression($"{text}{span}.CopyTo({Result})");
        }
    }
}
