using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace Weft.Frontend.CSharp.Fixes;

/// <summary>Functions of System.Linq on arrays, and what kernels have for them.</summary>
internal static class LinqFixes
{
    // {0} is the array, {1} the argument.
    private static readonly ImmutableDictionary<(string, int), string> Forms = new (string Name, int Arguments, string Text)[]
    {
        ("Count", 0, "{0}.Length"), ("LongCount", 0, "{0}.LongLength"), ("Any", 0, "{0}.Length > 0"), ("First", 0, "{0}[0]"),
        ("Last", 0, "{0}[^1]"), ("ElementAt", 1, "{0}[{1}]"),
    }.ToImmutableDictionary(row => (row.Name, row.Arguments), row => row.Text);

    public static Rewrite? WriteElement(FixSite site)
    {
        if (Call(site) is not var (call, array, name)) return null;
        if (!Forms.TryGetValue((name, call.ArgumentList.Arguments.Count), out var form)) return null;
        object[] parts = [$"{array}", .. call.ArgumentList.Arguments.Select(a => $"{a.Expression}")];
        var text = string.Format(CultureInfo.InvariantCulture, form, parts);
        var expression = SyntaxFactory.ParenthesizedExpression(SyntaxFactory.ParseExpression(text));
        return new(nameof(WriteElement), $"Write {text}", call,
            expression.WithTriviaFrom(call).WithAdditionalAnnotations(Simplifier.Annotation));
    }

    /// <summary>The sum as a function of the class: a loop, which kernels can call. As LINQ's, that of integers is checked, and that of
    /// floats is computed in double.</summary>
    public static Rewrite? WriteSum(FixSite site)
    {
        if (Call(site) is not var (call, array, name) || name != "Sum" || call.ArgumentList.Arguments.Count > 0) return null;
        if (call.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type) return null;
        if (type.Members.OfType<MethodDeclarationSyntax>().Any(method => method.Identifier.Text == "Sum")) return null;
        var summed = site.Semantics.GetTypeInfo(array, site.Cancellation).Type as IArrayTypeSymbol;
        var (element, start, result) = summed?.ElementType.SpecialType switch
        {
            SpecialType.System_Int32 => ("int", "0", "sum"),
            SpecialType.System_Int64 => ("long", "0L", "sum"),
            SpecialType.System_Single => ("float", "0.0", "(float)sum"),
            SpecialType.System_Double => ("double", "0.0", "sum"),
            _ => ("", "", ""),
        };
        if (element.Length == 0) return null;
        var step = element is "int" or "long" ? "sum = checked(sum + value);" : "sum += value;";
        string[] lines =
        [
            $"private static {element} Sum(ReadOnlySpan<{element}> values)", "{", $"var sum = {start};",
            $"foreach (var value in values) {step}", $"return {result};", "}",
        ];
        var function = SyntaxFactory.ParseMemberDeclaration(string.Join($"{LineEnd(type)}", lines))!;
        var rewritten = type.ReplaceNode(call, SyntaxFactory.ParseExpression($"Sum({array})").WithTriviaFrom(call));
        return new(nameof(WriteSum), "Write a function that sums", type,
            rewritten.AddMembers(function.WithLeadingTrivia(LineEnd(type)).WithAdditionalAnnotations(Formatter.Annotation)));
    }

    private static SyntaxTrivia LineEnd(SyntaxNode like) =>
        like.DescendantTrivia().Where(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia))
            .DefaultIfEmpty(SyntaxFactory.CarriageReturnLineFeed).First();

    // x.Sum(), of an array.
    private static (InvocationExpressionSyntax Call, ExpressionSyntax Array, string Name)? Call(FixSite site) =>
        site.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { Expression: MemberAccessExpressionSyntax access } call
        && site.Semantics.GetSymbolInfo(call, site.Cancellation).Symbol is IMethodSymbol { ContainingType.Name: "Enumerable" } method
        && site.Semantics.GetTypeInfo(access.Expression, site.Cancellation).Type is IArrayTypeSymbol { Rank: 1 }
            ? (call, access.Expression, method.Name) : null;
}
