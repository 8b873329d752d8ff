using System.Text.Json.Serialization;

namespace Weft.Frontend.Dsl.LanguageServer.Protocol;

internal sealed record InitializeResult(ServerCapabilities Capabilities, ServerInfo ServerInfo);

internal sealed record ServerInfo(string Name, string Version);

/// <summary>What the server can do; what has no options is just <c>true</c>.</summary>
internal sealed record ServerCapabilities
{
    public string PositionEncoding => "utf-16";

    /// <summary>Changes come as edits.</summary>
    public int TextDocumentSync => 2;

    public bool HoverProvider => true;

    public CompletionOptions CompletionProvider { get; } = new(["."]);

    public SignatureHelpOptions SignatureHelpProvider { get; } = new(["(", ","]);

    public bool DefinitionProvider => true;

    public bool ReferencesProvider => true;

    public bool DocumentHighlightProvider => true;

    public RenameOptions RenameProvider { get; } = new(PrepareProvider: true);

    public bool DocumentSymbolProvider => true;

    public bool DocumentFormattingProvider => true;

    public bool DocumentRangeFormattingProvider => true;

    public bool FoldingRangeProvider => true;

    public bool CodeActionProvider => true;

    public required SemanticTokensOptions SemanticTokensProvider { get; init; }
}

internal sealed record CompletionOptions(IReadOnlyList<string> TriggerCharacters);

internal sealed record SignatureHelpOptions(IReadOnlyList<string> TriggerCharacters);

internal sealed record RenameOptions(bool PrepareProvider);

internal sealed record SemanticTokensOptions(SemanticTokensLegend Legend, bool Full);

internal sealed record SemanticTokensLegend(IReadOnlyList<string> TokenTypes, IReadOnlyList<string> TokenModifiers);

/// <param name="Severity">1 error, 2 warning, 3 information.</param>
internal sealed record DiagnosticMessage(
    TextRange Range, int Severity, string? Code, string Source, string Message, IReadOnlyList<RelatedPlace> RelatedInformation);

internal sealed record RelatedPlace(Place Location, string Message);

internal sealed record PublishedDiagnostics(string Uri, int Version, IReadOnlyList<DiagnosticMessage> Diagnostics);

internal sealed record HoverAnswer(MarkupContent Contents, TextRange Range);

/// <param name="InsertTextFormat">1 plain, 2 a snippet with <c>$1</c> places.</param>
internal sealed record CompletionItem(
    string Label,
    int Kind,
    string? Detail = null,
    MarkupContent? Documentation = null,
    string? InsertText = null,
    int InsertTextFormat = 1);

internal sealed record SignatureAnswer(IReadOnlyList<SignatureText> Signatures, int ActiveSignature, int ActiveParameter);

internal sealed record SignatureText(string Label, MarkupContent? Documentation, IReadOnlyList<ParameterText> Parameters);

internal sealed record ParameterText(string Label);

/// <param name="Range">The whole declaration.</param>
/// <param name="SelectionRange">Its name.</param>
internal sealed record SymbolAnswer(string Name, string Detail, int Kind, TextRange Range, TextRange SelectionRange);

internal sealed record FoldingAnswer(int StartLine, int EndLine, string? Kind = null);

internal sealed record HighlightAnswer(TextRange Range, int Kind = 1);

internal sealed record SemanticTokensAnswer(IReadOnlyList<int> Data);

internal sealed record RenamePlace(TextRange Range, string Placeholder);

internal sealed record QuickFix(string Title, WorkspaceEdit Edit, IReadOnlyList<DiagnosticMessage> Diagnostics, bool IsPreferred)
{
    public string Kind => "quickfix";
}

/// <summary>How the records of the protocol are read and written: checked against their types, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(DidOpenParams))]
[JsonSerializable(typeof(DidChangeParams))]
[JsonSerializable(typeof(DocumentParams))]
[JsonSerializable(typeof(PlaceParams))]
[JsonSerializable(typeof(ReferenceParams))]
[JsonSerializable(typeof(RenameParams))]
[JsonSerializable(typeof(RangeParams))]
[JsonSerializable(typeof(InitializeResult))]
[JsonSerializable(typeof(PublishedDiagnostics))]
[JsonSerializable(typeof(HoverAnswer))]
[JsonSerializable(typeof(IReadOnlyList<CompletionItem>))]
[JsonSerializable(typeof(SignatureAnswer))]
[JsonSerializable(typeof(IReadOnlyList<Place>))]
[JsonSerializable(typeof(Place))]
[JsonSerializable(typeof(WorkspaceEdit))]
[JsonSerializable(typeof(RenamePlace))]
[JsonSerializable(typeof(IReadOnlyList<SymbolAnswer>))]
[JsonSerializable(typeof(IReadOnlyList<TextEdit>))]
[JsonSerializable(typeof(IReadOnlyList<FoldingAnswer>))]
[JsonSerializable(typeof(IReadOnlyList<HighlightAnswer>))]
[JsonSerializable(typeof(IReadOnlyList<QuickFix>))]
[JsonSerializable(typeof(SemanticTokensAnswer))]
internal sealed partial class ProtocolJson : JsonSerializerContext;
