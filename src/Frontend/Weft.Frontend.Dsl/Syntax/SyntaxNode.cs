using System.Collections.Immutable;

namespace Weft.Frontend.Dsl.Syntax;

/// <summary>A piece of a .weft file as it was written. Immutable, and free of the parser generator's types.</summary>
public abstract record SyntaxNode(SourceSpan Span);

/// <summary>A name where it stands in the source.</summary>
public sealed record NameSyntax(string Text, SourceSpan Span) : SyntaxNode(Span)
{
    public override string ToString() => Text;
}

/// <summary>A whole file.</summary>
public sealed record FileSyntax(string Path, string Text, ImmutableArray<DeclarationSyntax> Declarations, SourceSpan Span)
    : SyntaxNode(Span);
