using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Weft.Frontend.Dsl.LanguageServer.Protocol;

namespace Weft.Frontend.Dsl.LanguageServer;

/// <summary>
/// A language server over two streams. Messages are read ahead, so that a request can be cancelled before its turn, and answered one
/// after the other. Nothing that a client sends ends it but <c>exit</c> and the end of its stream.
/// </summary>
public sealed class Server
{
    private readonly MessageStream _stream;
    private readonly Workspace _workspace = new();
    private readonly Dictionary<string, Handler> _handlers;
    private readonly ConcurrentDictionary<string, bool> _cancelled = [];
    private Phase _phase = Phase.Started;
    private bool _wasShutDown;

    private enum Phase
    {
        Started,
        Initialized,
        ShutDown,
        Over,
    }

    private Server(Stream input, Stream output, string version)
    {
        _stream = new(new BufferedStream(input), output);
        _handlers = new Handlers(_workspace, version).All;
    }

    /// <summary>Serves until the client says <c>exit</c> or ends its stream.</summary>
    /// <param name="version">The tool's, as the client is told.</param>
    /// <returns>Whether the client shut the server down before, as it should.</returns>
    public static bool Run(Stream input, Stream output, string version)
    {
        var server = new Server(input, output, version);
        var queue = Channel.CreateUnbounded<byte[]>(new() { SingleReader = true });
        var reader = new Thread(() => server.ReadAhead(queue.Writer)) { IsBackground = true, Name = "weft lsp input" };
        reader.Start();
        try
        {
            return server.Serve(queue.Reader);
        }
        catch (IOException)
        {
            // Nobody reads the answers any more.
            return false;
        }
    }

    private void ReadAhead(ChannelWriter<byte[]> queue)
    {
        try
        {
            while (_stream.Read() is { } body)
            {
                if (CancelledBy(body) is { } id) _cancelled[id] = true;
                else queue.TryWrite(body);
            }
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException)
        {
            // The client is gone.
        }

        queue.Complete();
    }

    private bool Serve(ChannelReader<byte[]> queue)
    {
        while (_phase != Phase.Over && queue.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_phase != Phase.Over && queue.TryRead(out var body)) Take(body);
            // Texts that change with each key are looked at when the client pauses.
            if (_phase == Phase.Initialized) PublishAll();
        }

        return _wasShutDown;
    }

    private void Take(byte[] body)
    {
        JsonElement? id = null;
        try
        {
            if (Message.Parse(body) is not { } message) return;
            id = message.Id;
            var result = Answer(message);
            if (id is not null) Write(writer => result(writer), "result", id);
        }
        catch (RequestException problem)
        {
            // A notification has no answer, not even that it was wrong; what is no message at all does.
            if (id is not null || problem.Error is RequestError.ParseError or RequestError.InvalidRequest) Fail(id, problem);
        }
#pragma warning disable CA1031 // A mistake of ours ends one request, not the editor's connection.
        catch (Exception mistake) when (mistake is not IOException)
#pragma warning restore CA1031
        {
            if (id is not null) Fail(id, new(RequestError.InternalError, $"{mistake.GetType().Name}: {mistake.Message}"));
        }
    }

    private Action<Utf8JsonWriter> Answer(Message message)
    {
        if (message.Id is { } id && _cancelled.TryRemove(id.GetRawText(), out _))
            throw new RequestException(RequestError.RequestCancelled, "cancelled");
        switch (message.Method)
        {
            case "exit":
                (_wasShutDown, _phase) = (_phase == Phase.ShutDown, Phase.Over);
                return Nothing;
            case "initialize" when _phase == Phase.Started:
                _phase = Phase.Initialized;
                break;
            case "initialize":
                throw new RequestException(RequestError.InvalidRequest, "already initialized");
            case "shutdown" when _phase == Phase.Initialized:
                _phase = Phase.ShutDown;
                return Nothing;
        }

        if (_phase == Phase.Started) throw new RequestException(RequestError.NotInitialized, "send 'initialize' first");
        if (_phase == Phase.ShutDown) throw new RequestException(RequestError.InvalidRequest, "the server is shut down");
        if (!_handlers.TryGetValue(message.Method, out var handler))
            throw new RequestException(RequestError.MethodNotFound, $"there is no method '{message.Method}'");
        return handler(message.Parameters);
    }

    private void PublishAll()
    {
        try
        {
            foreach (var diagnostics in _workspace.TakeDiagnostics()) Publish(diagnostics);
        }
#pragma warning disable CA1031 // A mistake of ours costs one text its messages, not the editor its connection.
        catch (Exception mistake) when (mistake is not IOException)
#pragma warning restore CA1031
        {
            Fail(null, new(RequestError.InternalError, $"{mistake.GetType().Name}: {mistake.Message}"));
        }
    }

    private void Publish(PublishedDiagnostics diagnostics) => Write(
        writer => JsonSerializer.Serialize(writer, diagnostics, ProtocolJson.Default.PublishedDiagnostics),
        "params", id: null, "textDocument/publishDiagnostics");

    private void Fail(JsonElement? id, RequestException problem) => Write(
        writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("code"u8, (int)problem.Error);
            writer.WriteString("message"u8, problem.Message);
            writer.WriteEndObject();
        },
        "error", id);

    private void Write(Action<Utf8JsonWriter> content, string name, JsonElement? id, string? method = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("jsonrpc"u8, "2.0"u8);
            if (method is not null) writer.WriteString("method"u8, method);
            else writer.WritePropertyName("id"u8);
            if (id is { } written) written.WriteTo(writer);
            else if (method is null) writer.WriteNullValue();
            writer.WritePropertyName(name);
            content(writer);
            writer.WriteEndObject();
        }

        _stream.Write(buffer.WrittenSpan);
    }

    private static string? CancelledBy(byte[] body)
    {
        try
        {
            return Message.Parse(body) is { Method: "$/cancelRequest", Parameters: { ValueKind: JsonValueKind.Object } parameters }
                && parameters.TryGetProperty("id", out var id) ? id.GetRawText() : null;
        }
        catch (RequestException)
        {
            return null;
        }
    }

    private static void Nothing(Utf8JsonWriter writer) => writer.WriteNullValue();
}
