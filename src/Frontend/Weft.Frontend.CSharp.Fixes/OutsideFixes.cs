using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Weft.Frontend.CSharp.Fixes;

/// <summary>What kernels see from outside: constants, and what they are passed.</summary>
internal static class OutsideFixes
{
    public static Rewrite? MakeConstant(FixSite site)
    {
        if (site.Semantics.GetSymbolInfo(site.Node, site.Cancellation).Symbol is not IFieldSymbol
            {
                IsStatic: true, DeclaringSyntaxReferences: [var reference],
            } field) return null;
        var declared = reference.GetSyntax(site.Cancellation);
        if (declared is not VariableDeclaratorSyntax
            {
                Initializer.Value: { } value, Parent: VariableDeclarationSyntax { Variables.Count: 1 },
            }) return null;
        var semantics = site.Semantics.Compilation.GetSemanticModel(declared.SyntaxTree);
        if (!semantics.GetConstantValue(value, site.Cancellation).HasValue) return null;
        var whole = declared.FirstAncestorOrSelf<FieldDeclarationSyntax>()!;
        return new(nameof(MakeConstant), $"Make '{field.Name}' a constant", whole,
            site.Generator.WithModifiers(whole, DeclarationModifiers.Const));
    }

    public static Rewrite? PassAsParameter(FixSite site)
    {
        var symbol = site.Semantics.GetSymbolInfo(site.Node, site.Cancellation).Symbol;
        var type = symbol switch { IFieldSymbol field => field.Type, IPropertySymbol property => property.Type, _ => null };
        if (type is null || symbol is not { IsStatic: true } || site.Method is not { } method) return null;
        if (site.Semantics.GetDeclaredSymbol(method, site.Cancellation) is not { } kernel || !IsKernel(kernel)) return null;

        var name = char.ToLowerInvariant(symbol.Name[0]) + symbol.Name.Substring(1);
        if (method.DescendantTokens().Any(token => token.ValueText == name)) return null;
        var spelled = type.ToMinimalDisplayString(site.Semantics, method.SpanStart);
        var parameter = SyntaxFactory.Parameter(SyntaxFactory.Identifier(name))
            .WithType(SyntaxFactory.ParseTypeName(spelled).WithTrailingTrivia(SyntaxFactory.Space));
        var uses = site.Uses(symbol, method).Select(Whole);
        var rewritten = method.ReplaceNodes(uses, (old, _) => SyntaxFactory.IdentifierName(name).WithTriviaFrom(old));
        rewritten = rewritten.AddParameterListParameters(parameter);
        return new(nameof(PassAsParameter), $"Pass '{symbol.Name}' as a parameter", method, rewritten);
    }

    private static bool IsKernel(IMethodSymbol method) =>
        method.GetAttributes().Any(a => a.AttributeClass?.ToDisplayString() == "Weft.KernelAttribute");

    // Settings.Gain
    private static SyntaxNode Whole(IdentifierNameSyntax name) =>
        name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
}
