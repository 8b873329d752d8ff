using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Weft.Frontend.CSharp.Lowering;
using Weft.IR;

namespace Weft.Frontend.CSharp;

/// <summary>Makes the model of one <c>[Kernel]</c> method: declaration checked, body lowered.</summary>
internal static class KernelReader
{
    public static KernelModel Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var (method, compilation) = ((IMethodSymbol)context.TargetSymbol, context.SemanticModel.Compilation);
        var place = DiagnosticPlace.Of(NameOf(context.TargetNode));
        var body = BodyOf(context.SemanticModel.GetOperation(context.TargetNode, cancellation));
        var rules = new DeclarationRules(method, context.TargetNode, place);
        rules.Check(compilation, body);
        var model = new KernelModel(NamespaceOf(method), method.Name, IsPublic(method), rules.Parameters.ToSequence(), place)
        {
            Doc = DocComment.SummaryOf(context.TargetNode),
            Diagnostics = rules.Diagnostics.ToSequence(),
            HasLauncher = rules.CanLaunch,
            IsSimt = body is not null && GridSignature.IsNeeded(body, compilation, cancellation),
        };
        return rules.Diagnostics.Count > 0 || body is null ? model : Lower(model, method, body, compilation, cancellation);
    }

    // A generator that throws is switched off for the whole project: what goes wrong here becomes a message about this kernel.
    private static KernelModel Lower(
        KernelModel model, IMethodSymbol method, IOperation body, Compilation compilation, CancellationToken cancellation)
    {
        try
        {
            return KernelLowering.Lower(model, method, body, compilation, cancellation);
        }
        catch (InsufficientExecutionStackException)
        {
            const string Hint = "Its expressions are nested too deeply: split them.";
            return model with { Diagnostics = [new(KernelDiagnostics.UnsupportedExpression, model.Place, model.Name, Hint)] };
        }
        catch (Exception mistake) when (mistake is not OperationCanceledException)
        {
            var what = $"{mistake.GetType().Name}: {mistake.Message}";
            return model with { Diagnostics = [new(KernelDiagnostics.Internal, model.Place, model.Name, what)] };
        }
    }

    private static IOperation? BodyOf(IOperation? operation) =>
        operation is IMethodBodyOperation method ? method.BlockBody ?? method.ExpressionBody : null;

    private static Microsoft.CodeAnalysis.Location NameOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.GetLocation(),
        LocalFunctionStatementSyntax local => local.Identifier.GetLocation(),
        _ => node.GetLocation(),
    };

    private static string NamespaceOf(IMethodSymbol method)
    {
        var format = SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);
        return method.ContainingNamespace.IsGlobalNamespace ? "" : method.ContainingNamespace.ToDisplayString(format);
    }

    private static bool IsPublic(IMethodSymbol method)
    {
        for (ISymbol symbol = method; symbol is IMethodSymbol or INamedTypeSymbol; symbol = symbol.ContainingSymbol)
            if (symbol.DeclaredAccessibility != Accessibility.Public)
                return false;
        return true;
    }
}
