using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Weft.Frontend.CSharp.Fixes;

/// <summary>What a message is about.</summary>
internal sealed record FixSite(Document Document, SemanticModel Semantics, SyntaxNode Node, CancellationToken Cancellation)
{
    public SyntaxGenerator Generator => SyntaxGenerator.GetGenerator(Document);

    public MethodDeclarationSyntax? Method => Node.FirstAncestorOrSelf<MethodDeclarationSyntax>();

    /// <summary>The names in a piece of source that mean a symbol.</summary>
    public IEnumerable<IdentifierNameSyntax> Uses(ISymbol symbol, SyntaxNode within) => within.DescendantNodes()
        .OfType<IdentifierNameSyntax>()
        .Where(name => name.Identifier.ValueText == symbol.Name
            && SymbolEqualityComparer.Default.Equals(Semantics.GetSymbolInfo(name, Cancellation).Symbol, symbol));
}

/// <summary>A piece of source, and what to write in its place.</summary>
/// <param name="Kind">What all rewrites of the kind have in common: they can be made at once.</param>
internal sealed record Rewrite(string Kind, string Title, SyntaxNode Old, SyntaxNode New);
