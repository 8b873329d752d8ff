using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Weft.Frontend.CSharp.Fixes;

/// <summary>Functions whose results depend on the machine, and what is the same everywhere.</summary>
internal static class FunctionFixes
{
    // {0} is the class, {1} and on are the arguments: those that are used twice are computed twice.
    private static readonly ImmutableDictionary<string, string> Instead = new (string Name, string Text)[]
    {
        ("ReciprocalEstimate", "1 / {1}"), ("ReciprocalSqrtEstimate", "1 / {0}.Sqrt({1})"),
        ("MultiplyAddEstimate", "{0}.FusedMultiplyAdd({1}, {2}, {3})"), ("MaxNative", "{0}.Max({1}, {2})"),
        ("MinNative", "{0}.Min({1}, {2})"), ("ClampNative", "{0}.Clamp({1}, {2}, {3})"), ("SinPi", "{0}.Sin({1} * {0}.Pi)"),
        ("CosPi", "{0}.Cos({1} * {0}.Pi)"), ("TanPi", "{0}.Tan({1} * {0}.Pi)"), ("Lerp", "{1} * (1 - {3}) + {2} * {3}"),
    }.ToImmutableDictionary(row => row.Name, row => row.Text);

    public static Rewrite? WriteInstead(FixSite site)
    {
        if (site.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call) return null;
        if (call.Expression is not MemberAccessExpressionSyntax { Name.Identifier.Text: var name } access) return null;
        if (!Instead.TryGetValue(name, out var form) || call.ArgumentList.Arguments.Any(a => a.NameColon is not null)) return null;
        var isRepeated = form.IndexOf("{3}", System.StringComparison.Ordinal) != form.LastIndexOf("{3}", System.StringComparison.Ordinal);
        if (isRepeated && call.ArgumentList.Arguments.Any(a => a.Expression is InvocationExpressionSyntax)) return null;

        object[] parts = [access.Expression.ToString(), .. call.ArgumentList.Arguments.Select(a => $"({a.Expression})")];
        var text = string.Format(CultureInfo.InvariantCulture, form, parts);
        var expression = SyntaxFactory.ParenthesizedExpression(SyntaxFactory.ParseExpression(text));
        return new(nameof(WriteInstead), $"Write {string.Format(CultureInfo.InvariantCulture, form, Plain(call, access))}", call,
            Simplified(expression).WithTriviaFrom(call));
    }

    private static object[] Plain(InvocationExpressionSyntax call, MemberAccessExpressionSyntax access) =>
        [access.Expression.ToString(), .. call.ArgumentList.Arguments.Select(a => a.Expression.ToString())];

    // Parentheses go where nothing needs them.
    private static ExpressionSyntax Simplified(ParenthesizedExpressionSyntax expression) => expression.ReplaceNodes(
            expression.DescendantNodes().OfType<ParenthesizedExpressionSyntax>(),
            (_, inner) => inner.WithAdditionalAnnotations(Simplifier.Annotation))
        .WithAdditionalAnnotations(Simplifier.Annotation);
}
