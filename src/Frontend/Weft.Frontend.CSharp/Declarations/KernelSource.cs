using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Weft.Frontend.CSharp;

/// <summary>A function marked <c>[Kernel]</c>, as the compiler has it.</summary>
internal sealed record KernelSource(SyntaxNode Syntax, IMethodSymbol Method, SemanticModel Semantics)
{
    public KernelSource(GeneratorAttributeSyntaxContext found)
        : this(found.TargetNode, (IMethodSymbol)found.TargetSymbol, found.SemanticModel) { }

    /// <summary>A method whose source is in the project.</summary>
    public static KernelSource Of(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        var syntax = method.DeclaringSyntaxReferences[0].GetSyntax(cancellation);
        return new(syntax, method, compilation.GetSemanticModel(syntax.SyntaxTree));
    }

    public static bool IsFunction(SyntaxNode node) => node is MethodDeclarationSyntax or LocalFunctionStatementSyntax;

    public DiagnosticPlace Place => DiagnosticPlace.Of(Syntax switch
    {
        MethodDeclarationSyntax method => method.Identifier.GetLocation(),
        LocalFunctionStatementSyntax local => local.Identifier.GetLocation(),
        _ => Syntax.GetLocation(),
    });

    /// <summary>The body, bound: the expensive part of a kernel.</summary>
    public IOperation? Body(CancellationToken cancellation) =>
        Semantics.GetOperation(Syntax, cancellation) is IMethodBodyOperation method ? method.BlockBody ?? method.ExpressionBody : null;
}
