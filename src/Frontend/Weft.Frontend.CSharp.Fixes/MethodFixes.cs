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

    /// <summary>A kernel waits for nothing: statements that only wait are left out.</summary>
    public static Rewrite? MakeSynchronous(FixSite site)
    {
        if (site.Method is not { } method || !method.Modifiers.Any(SyntaxKind.AsyncKeyword)) return null;
        var waits = method.DescendantNodes().OfType<AwaitExpressionSyntax>().ToList();
        var left = waits.Select(wait => wait.Parent).OfType<ExpressionStatementSyntax>().Where(s => s.Parent is BlockSyntax).ToList();
        if (left.Count != waits.Count) return null;
        var rewritten = method.RemoveNodes(left, SyntaxRemoveOptions.KeepNoTrivia)!;
        TypeSyntax? returns = site.Semantics.GetTypeInfo(method.ReturnType, site.Cancellation).Type switch
        {
            INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var value] } =>
                SyntaxFactory.ParseTypeName(value.ToMinimalDisplayString(site.Semantics, method.SpanStart)),
            { Name: "Task" or "ValueTask" } => SyntaxFactory.PredefinedType(SyntaxFactory.Token(SyntaxKind.VoidKeyword)),
            _ => null,
        };
        if (returns is not null) rewritten = rewritten.WithReturnType(returns.WithTriviaFrom(method.ReturnType));
        return new(nameof(MakeSynchronous), $"Make '{method.Identifier.Text}' synchronous", method,
            site.Generator.WithModifiers(rewritten, site.Generator.GetModifiers(rewritten).WithAsync(false)));
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
