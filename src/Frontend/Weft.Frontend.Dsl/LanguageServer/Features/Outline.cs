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
                declaration.Name.Text, Describe(declaration).Word, Describe(declaration).Kind,
                document.Lines.RangeOf(declaration.Span), document.Lines.RangeOf(declaration.Name.Span))),
    ];

    // The numbers are the protocol's.
    private static (string Word, int Kind) Describe(DeclarationSyntax declaration) => declaration switch
    {
        ImportSyntax => ("import", 2),
        RecordSyntax => ("record", 23),
        ConstSyntax => ("const", 14),
        FuncSyntax => ("func", 12),
        KernelSyntax { IsWorkflow: true } => ("workflow", 12),
        KernelSyntax or InstanceSyntax => ("kernel", 12),
        _ => ("", 12),
    };
}
