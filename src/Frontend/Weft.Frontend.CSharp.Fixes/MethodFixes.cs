using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Weft.Frontend.CSharp.Fixes;

/// <summary>What a kernel's method must be.</summary>
internal static class MethodFixes
{
    public static Rewrite? MakeStatic(FixSite site)
    {
        if (site.Method is not { } method) return null;
        var modifiers = site.Generator.GetModifiers(method);
        if (modifiers.IsAbstract || modifiers.IsVirtual || modifiers.IsOverride) return null;
        return new(nameof(MakeStatic), $"Make '{method.Identifier.Text}' static", method,
            site.Generator.WithModifiers(method, modifiers.WithIsStatic(true)));
    }

    /// <summary>Launch classes stand beside classes: a local function becomes a method of the one around it.</summary>
    public static Rewrite? MoveIntoClass(FixSite site)
    {
        if (site.Node.FirstAncestorOrSelf<LocalFunctionStatementSyntax>() is not { } local) return null;
        if (local.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type) return null;
        var method = SyntaxFactory.MethodDeclaration(
            local.AttributeLists, local.Modifiers, local.ReturnType, null, local.Identifier, local.TypeParameterList, local.ParameterList,
            local.ConstraintClauses, local.Body, local.ExpressionBody, local.SemicolonToken);
        if (!method.Modifiers.Any(SyntaxKind.StaticKeyword))
            method = (MethodDeclarationSyntax)site.Generator.WithModifiers(method, site.Generator.GetModifiers(method).WithIsStatic(true));
        var without = type.RemoveNode(local, SyntaxRemoveOptions.KeepNoTrivia)!;
        return new(nameof(MoveIntoClass), $"Make '{local.Identifier.Text}' a method of '{type.Identifier.Text}'", type,
            without.AddMembers(method.WithAdditionalAnnotations(Formatter.Annotation)));
    }
}
