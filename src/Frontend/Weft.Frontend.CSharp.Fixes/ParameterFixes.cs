using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Weft.Frontend.CSharp.Fixes;

/// <summary>What kernels take.</summary>
internal static class ParameterFixes
{
    public static Rewrite? PassByValue(FixSite site) =>
        site.Node is ParameterSyntax parameter && !IsWritten(parameter)
            ? new(nameof(PassByValue), $"Pass '{parameter.Identifier.Text}' by value", parameter, ByValue(parameter)) : null;

    /// <summary>A number that the kernel writes is a span of one.</summary>
    public static Rewrite? TakeSpanOfOne(FixSite site)
    {
        if (site.Node is not ParameterSyntax { Type: { } type } parameter || !IsWritten(parameter)) return null;
        var spelled = type is RefTypeSyntax reference ? reference.Type : type;
        return Retyped(site, nameof(TakeSpanOfOne), parameter, "Span", spelled,
            (name, _) => SyntaxFactory.ParseExpression($"{name.Identifier.Text}[0]").WithTriviaFrom(name));
    }

    /// <summary>A list or a memory of numbers is a span of them; read only where the kernel only reads it.</summary>
    public static Rewrite? TakeSpan(FixSite site)
    {
        if (site.Node is not ParameterSyntax { Type: { } type } parameter) return null;
        if (site.Semantics.GetTypeInfo(type, site.Cancellation).Type is not INamedTypeSymbol
            {
                TypeArguments: [var element], Name: "List" or "IList" or "IReadOnlyList" or "IEnumerable" or "Memory" or "ReadOnlyMemory",
            }) return null;
        var isWritten = site.Method is { } method && site.Semantics.GetDeclaredSymbol(parameter, site.Cancellation) is { } symbol
            && site.Uses(symbol, method).Any(IsTarget);
        var spelled = SyntaxFactory.ParseTypeName(element.ToMinimalDisplayString(site.Semantics, type.SpanStart));
        return Retyped(site, nameof(TakeSpan), parameter, isWritten ? "Span" : "ReadOnlySpan", spelled, (name, of) => of switch
        {
            "Count" => SyntaxFactory.ParseExpression($"{name.Identifier.Text}.Length"),
            "Span" => name,
            _ => null,
        });
    }

    /// <summary>Launch classes name the types of parameters.</summary>
    public static Rewrite? MakeInternal(FixSite site) =>
        site.Node is ParameterSyntax { Type: { } written } ? MakeInternal(site, written) : null;

    public static Rewrite? MakeInternal(FixSite site, TypeSyntax written)
    {
        var type = site.Semantics.GetTypeInfo(written, site.Cancellation).Type switch
        {
            IArrayTypeSymbol array => array.ElementType,
            INamedTypeSymbol { TypeArguments: [var element], IsTupleType: false } => element,
            var other => other,
        };
        for (var hidden = type as INamedTypeSymbol; hidden is not null; hidden = hidden.ContainingType)
        {
            if (hidden.DeclaredAccessibility is not (Accessibility.Private or Accessibility.Protected)) continue;
            if (hidden.DeclaringSyntaxReferences is not [var reference]) return null;
            var declared = reference.GetSyntax(site.Cancellation);
            return new(nameof(MakeInternal), $"Make '{hidden.Name}' internal", declared,
                site.Generator.WithAccessibility(declared, Accessibility.Internal));
        }

        return null;
    }

    private static bool IsWritten(ParameterSyntax parameter) =>
        parameter.Modifiers.Any(SyntaxKind.OutKeyword)
        || (parameter.Modifiers.Any(SyntaxKind.RefKeyword) && !parameter.Modifiers.Any(SyntaxKind.ReadOnlyKeyword));

    private static ParameterSyntax ByValue(ParameterSyntax parameter) =>
        parameter.WithModifiers(default).WithLeadingTrivia(parameter.GetLeadingTrivia());

    // x[i] = 1, x[i] += 1, x[i]++
    private static bool IsTarget(IdentifierNameSyntax name) => Whole(name).Parent is ElementAccessExpressionSyntax element
        && element.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left == element,
            PostfixUnaryExpressionSyntax or ArgumentSyntax { RefKindKeyword.RawKind: not 0 } => true,
            PrefixUnaryExpressionSyntax prefix =>
                prefix.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression,
            _ => false,
        };

    /// <param name="use">What a use becomes, by the member that it takes of the parameter; null to leave it.</param>
    private static Rewrite? Retyped(
        FixSite site, string kind, ParameterSyntax parameter, string span, TypeSyntax element,
        System.Func<IdentifierNameSyntax, string, ExpressionSyntax?> use)
    {
        if (site.Method is not { } method || site.Semantics.GetDeclaredSymbol(parameter, site.Cancellation) is not { } symbol) return null;
        var type = SyntaxFactory.ParseTypeName($"{span}<{element.WithoutTrivia()}>");
        var uses = site.Uses(symbol, method).ToDictionary(Whole, name => name);
        var rewritten = method.ReplaceNodes(uses.Keys.Append((SyntaxNode)parameter), (old, _) => old switch
        {
            ParameterSyntax => ByValue(parameter).WithType(type.WithTrailingTrivia(SyntaxFactory.Space)),
            MemberAccessExpressionSyntax { Name.Identifier.Text: var member } => use(uses[old], member)?.WithTriviaFrom(old) ?? old,
            _ => use(uses[old], "") ?? old,
        });
        return new(kind, $"Take '{parameter.Identifier.Text}' as {type}", method, rewritten);
    }

    // The name together with the member that is taken of it.
    private static SyntaxNode Whole(IdentifierNameSyntax name) =>
        name.Parent is MemberAccessExpressionSyntax access && access.Expression == name ? access : name;
}
