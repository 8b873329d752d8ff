using System;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Weft.Frontend.CSharp.Lowering;
using Weft.Frontend.CSharp.Workflows;
using Weft.IR;

namespace Weft.Frontend.CSharp;

/// <summary>Makes the model of one <c>[Kernel]</c> method, or of one of the variants of a generic one.</summary>
internal static class KernelReader
{
    /// <summary>The declaration, checked, without what only the body tells.</summary>
    public static KernelModel Declare(KernelSource source, CancellationToken cancellation)
    {
        var method = source.Method;
        var isSimt = GridSignature.IsNeeded(source, cancellation);
        var rules = new DeclarationRules(method, source.Syntax, source.Place, isSimt);
        rules.Check(new(() => source.Body(cancellation)), KernelVariants.ProblemOf(source));
        return new(NamespaceOf(method), method.Name, IsPublic(method), rules.Parameters.ToSequence(), source.Place)
        {
            Doc = DocComment.SummaryOf(source.Syntax),
            Diagnostics = rules.Diagnostics.ToSequence(),
            HasLauncher = rules.CanLaunch,
            IsSimt = isSimt,
            IsFast = IsFast(method),
            IsWorkflow = WorkflowOptions.IsWorkflow(method),
            Result = rules.Result,
            Variant = KernelVariants.NameOf(method),
        };
    }

    /// <summary>The kernel with its body lowered. What is wrong with the declaration <see cref="Declare"/> has told.</summary>
    public static KernelModel Lower(KernelSource source, CancellationToken cancellation)
    {
        var model = Declare(source, cancellation);
        if (!model.Diagnostics.IsEmpty || source.Body(cancellation) is not { } body) return model with { Diagnostics = [] };
        return Lower(model, source, body, cancellation);
    }

    // A generator that throws is switched off for the whole project: what goes wrong here becomes a message about this kernel.
    private static KernelModel Lower(KernelModel model, KernelSource source, IOperation body, CancellationToken cancellation)
    {
        try
        {
            return model.IsWorkflow ? WorkflowLowering.Lower(model, source, cancellation)
                : KernelLowering.Lower(model, source.Method, body, source.Semantics.Compilation, cancellation);
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

    private static string NamespaceOf(IMethodSymbol method)
    {
        var format = SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);
        return method.ContainingNamespace.IsGlobalNamespace ? "" : method.ContainingNamespace.ToDisplayString(format);
    }

    private static bool IsFast(IMethodSymbol method) => method.OriginalDefinition.GetAttributes()
        .Where(a => a.AttributeClass?.ToDisplayString() == KernelGenerator.KernelAttribute)
        .Any(a => a.NamedArguments.Any(option => option is { Key: "Fast", Value.Value: true }));

    private static bool IsPublic(IMethodSymbol method)
    {
        for (ISymbol symbol = method; symbol is IMethodSymbol or INamedTypeSymbol; symbol = symbol.ContainingSymbol)
            if (symbol.DeclaredAccessibility != Accessibility.Public)
                return false;
        return true;
    }
}
