using Weft.Frontend.Dsl.LanguageServer.Protocol;
using Weft.Frontend.Dsl.Syntax;

namespace Weft.Frontend.Dsl.LanguageServer.Features;

/// <summary>The declarations of a document.</summary>
internal static class Outline
{
    public static IReadOnlyList<SymbolAnswer> Of(Document document) =>
    [
        .. WeftCompilation.Parse(document.Path, document.Text).File.Declarations
            .Where(declaration => declaration.Name.Text.Length > 0)
            .Select(declaration => new SymbolAnswer(
                declaration.Name.Text, Detail(document, declaration), Kind(declaration),
                document.Lines.RangeOf(declaration.Span), document.Lines.RangeOf(declaration.Name.Span))),
    ];

    // The numbers are the protocol's.
    private static int Kind(DeclarationSyntax declaration) => declaration switch
    {
        ImportSyntax => 2,
        RecordSyntax => 23,
        ConstSyntax => 14,
        _ => 12,
    };

    private static string Detail(Document document, DeclarationSyntax declaration) =>
        document.Text.Substring(declaration.Span.Offset, declaration.Span.Length).Split(' ', '\n')[0];
}
