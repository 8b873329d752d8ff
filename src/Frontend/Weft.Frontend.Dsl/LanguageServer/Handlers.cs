using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Weft.Frontend.Dsl.LanguageServer.Features;
using Weft.Frontend.Dsl.LanguageServer.Protocol;

namespace Weft.Frontend.Dsl.LanguageServer;

/// <summary>Takes the parameters of a message; gives what writes the result.</summary>
internal delegate Action<Utf8JsonWriter> Handler(JsonElement parameters);

/// <summary>The table of methods.</summary>
internal sealed class Handlers(Workspace workspace, string version)
{
    private static readonly ProtocolJson Json = ProtocolJson.Default;

    public Dictionary<string, Handler> All => new()
    {
        ["initialize"] = _ => Writer(
            new InitializeResult(new() { SemanticTokensProvider = Colouring.Options }, new("weft", version)), Json.InitializeResult),
        ["initialized"] = _ => Nothing,
        ["textDocument/didOpen"] = Notice(Json.DidOpenParams, workspace.Open),
        ["textDocument/didChange"] = Notice(Json.DidChangeParams, workspace.Change),
        ["textDocument/didClose"] = Notice(Json.DocumentParams, workspace.Close),
        ["textDocument/didSave"] = _ => Nothing,
        ["textDocument/hover"] = At(Hover.At, Json.HoverAnswer),
        ["textDocument/completion"] = At(Completion.At, Json.IReadOnlyListCompletionItem),
        ["textDocument/signatureHelp"] = At(SignatureHelp.At, Json.SignatureAnswer),
        ["textDocument/definition"] = At((document, offset) => Navigation.Definition(workspace, document, offset), Json.Place),
        ["textDocument/references"] = Request(Json.ReferenceParams, References, Json.IReadOnlyListPlace),
        ["textDocument/documentHighlight"] = At(Navigation.Highlights, Json.IReadOnlyListHighlightAnswer),
        ["textDocument/prepareRename"] = At(Renaming.Prepare, Json.RenamePlace),
        ["textDocument/rename"] = Request(Json.RenameParams, Rename, Json.WorkspaceEdit),
        ["textDocument/codeAction"] = In(QuickFixes.In, Json.IReadOnlyListQuickFix),
        ["textDocument/documentSymbol"] = Of(Outline.Of, Json.IReadOnlyListSymbolAnswer),
        ["textDocument/foldingRange"] = Of(Folding.Of, Json.IReadOnlyListFoldingAnswer),
        ["textDocument/semanticTokens/full"] = Of(Colouring.Of, Json.SemanticTokensAnswer),
        ["textDocument/formatting"] = Of(Layout.Of, Json.IReadOnlyListTextEdit),
        ["textDocument/rangeFormatting"] = In(Layout.In, Json.IReadOnlyListTextEdit),
    };

    private IReadOnlyList<Place> References(ReferenceParams parameters)
    {
        var document = workspace.Find(parameters.TextDocument);
        var offset = document.Lines.OffsetOf(parameters.Position);
        return Navigation.References(workspace, document, offset, parameters.Context.IncludeDeclaration);
    }

    private WorkspaceEdit? Rename(RenameParams parameters)
    {
        var document = workspace.Find(parameters.TextDocument);
        return Renaming.Rename(workspace, document, document.Lines.OffsetOf(parameters.Position), parameters.NewName);
    }

    private Handler Of<T>(Func<Document, T?> answer, JsonTypeInfo<T> type) where T : class =>
        Request(Json.DocumentParams, parameters => answer(workspace.Find(parameters.TextDocument)), type);

    private Handler At<T>(Func<Document, int, T?> answer, JsonTypeInfo<T> type) where T : class => Request(Json.PlaceParams, parameters =>
    {
        var document = workspace.Find(parameters.TextDocument);
        return answer(document, document.Lines.OffsetOf(parameters.Position));
    }, type);

    private Handler In<T>(Func<Document, TextRange, T?> answer, JsonTypeInfo<T> type) where T : class =>
        Request(Json.RangeParams, parameters => answer(workspace.Find(parameters.TextDocument), parameters.Range), type);

    private static Handler Request<TIn, TOut>(JsonTypeInfo<TIn> takes, Func<TIn, TOut?> answer, JsonTypeInfo<TOut> gives)
        where TIn : class where TOut : class =>
        parameters => answer(Read(parameters, takes)) is { } result ? Writer(result, gives) : Nothing;

    private static Handler Notice<T>(JsonTypeInfo<T> takes, Action<T> act) where T : class => parameters =>
    {
        act(Read(parameters, takes));
        return Nothing;
    };

    private static T Read<T>(JsonElement parameters, JsonTypeInfo<T> type) where T : class
    {
        try
        {
            if (parameters.ValueKind == JsonValueKind.Object && parameters.Deserialize(type) is { } value) return value;
        }
        catch (JsonException problem)
        {
            throw new RequestException(RequestError.InvalidParams, problem.Message, problem);
        }

        throw new RequestException(RequestError.InvalidParams, "parameters are missing");
    }

    private static Action<Utf8JsonWriter> Writer<T>(T value, JsonTypeInfo<T> type) =>
        writer => JsonSerializer.Serialize(writer, value, type);

    private static void Nothing(Utf8JsonWriter writer) => writer.WriteNullValue();
}
