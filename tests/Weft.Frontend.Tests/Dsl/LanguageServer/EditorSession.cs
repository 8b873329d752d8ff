using System.Collections.Concurrent;
using System.IO.Pipes;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Weft.Frontend.Dsl.LanguageServer;
using Weft.Frontend.Dsl.LanguageServer.Protocol;
using Xunit;

namespace Weft.Frontend.Tests.Dsl.LanguageServer;

/// <summary>An editor that talks with a server through pipes, byte for byte as over standard input and output.</summary>
internal sealed class EditorSession : IDisposable
{
    public const string Uri = "file:///work/a.weft";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly AnonymousPipeServerStream _toServer = new(PipeDirection.Out);
    private readonly AnonymousPipeServerStream _fromServer = new(PipeDirection.In);
    private readonly MessageStream _messages;
    private readonly BlockingCollection<JsonNode> _received = [];
    private readonly Task<bool> _server;
    private int _id;
    private int _version;

    public EditorSession(bool isInitialized = true)
    {
        // Left open: the server reads ahead, and a pipe that is being read cannot be closed.
        var input = new AnonymousPipeClientStream(PipeDirection.In, _toServer.ClientSafePipeHandle);
        var output = new AnonymousPipeClientStream(PipeDirection.Out, _fromServer.ClientSafePipeHandle);
        _messages = new(new BufferedStream(_fromServer), _toServer);
        _server = Task.Factory.StartNew(() =>
        {
            using (output) return Server.Run(input, output, "1.2.3");
        }, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        _ = Task.Factory.StartNew(() =>
        {
            while (_messages.Read() is { } body) _received.Add(JsonNode.Parse(body)!);
            _received.CompleteAdding();
        }, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (isInitialized) Request("initialize", new { processId = (int?)null, capabilities = new { } });
    }

    /// <summary>A session with a document, and the place in it that <c>|</c> marks.</summary>
    public static (EditorSession Session, object Place) At(string marked)
    {
        var offset = marked.IndexOf('|', StringComparison.Ordinal);
        var session = new EditorSession();
        session.Open(marked.Remove(offset, 1));
        return (session, Place(marked, offset));
    }

    public static object Place(string text, int offset)
    {
        var before = text[..offset];
        return new { line = before.Count(c => c == '\n'), character = offset - (before.LastIndexOf('\n') + 1) };
    }

    /// <summary>Opens a document; gives what the server says about it.</summary>
    public JsonArray Open(string text, string uri = Uri)
    {
        Notify("textDocument/didOpen", new { textDocument = new { uri, languageId = "weft", version = ++_version, text } });
        return Diagnostics(uri);
    }

    public JsonArray Change(params object[] changes)
    {
        Notify("textDocument/didChange", new { textDocument = new { uri = Uri, version = ++_version }, contentChanges = changes });
        return Diagnostics(Uri);
    }

    /// <summary>Asks about a place of the document; gives the result.</summary>
    public JsonNode? Ask(string method, object place) =>
        Request($"textDocument/{method}", new { textDocument = new { uri = Uri }, position = place });

    public JsonNode? Ask(string method) => Request($"textDocument/{method}", new { textDocument = new { uri = Uri } });

    public JsonNode? Request(string method, object? parameters)
    {
        var answer = Answer(Send(method, parameters));
        Assert.True(answer["error"] is null, $"{method}: {answer["error"]}");
        return answer["result"];
    }

    /// <summary>The number of the error that a request gets.</summary>
    public int Refused(string method, object? parameters) => (int)Answer(Send(method, parameters))["error"]!["code"]!;

    public int Send(string method, object? parameters)
    {
        Write(JsonSerializer.Serialize(new { jsonrpc = "2.0", id = ++_id, method, @params = parameters }));
        return _id;
    }

    public void Notify(string method, object? parameters) =>
        Write(JsonSerializer.Serialize(new { jsonrpc = "2.0", method, @params = parameters }));

    public void Write(string body) => _messages.Write(Encoding.UTF8.GetBytes(body));

    public void WriteRaw(string bytes) => _toServer.Write(Encoding.UTF8.GetBytes(bytes));

    public JsonNode Answer(int? id) => Next(message => message["method"] is null && (int?)message["id"] == id);

    public JsonNode Next(Func<JsonNode, bool> wanted)
    {
        using var deadline = new CancellationTokenSource(Patience);
        foreach (var message in _received.GetConsumingEnumerable(deadline.Token))
            if (wanted(message))
                return message;
        throw new InvalidOperationException("the server ended");
    }

    /// <summary>Says <c>exit</c>; gives whether the server ended as it should.</summary>
    public bool Exit()
    {
        Notify("exit", null);
        Assert.True(_server.Wait(Patience, TestContext.Current.CancellationToken), "the server did not end");
        return _server.Result;
    }

    public void Dispose()
    {
        _toServer.Dispose();
        _server.Wait(Patience);
        _fromServer.Dispose();
        _received.Dispose();
    }

    private JsonArray Diagnostics(string uri) => (JsonArray)Next(message =>
        (string?)message["method"] == "textDocument/publishDiagnostics" && (string?)message["params"]!["uri"] == uri
        && (int)message["params"]!["version"]! == _version)["params"]!["diagnostics"]!;
}
