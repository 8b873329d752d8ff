using System.Text.Json;

namespace Weft.Frontend.Dsl.LanguageServer.Protocol;

/// <summary>A request, or, without an id, a notification.</summary>
/// <param name="Parameters">Undefined where the message has none.</param>
internal sealed record Message(string Method, JsonElement? Id, JsonElement Parameters)
{
    /// <summary>What a body says; null for an answer, which this server never waits for.</summary>
    /// <exception cref="RequestException">It is no message.</exception>
    public static Message? Parse(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object) throw new RequestException(RequestError.InvalidRequest, "a message is an object");
            root.TryGetProperty("id", out var written);
            JsonElement? id = written.ValueKind is JsonValueKind.Number or JsonValueKind.String ? written.Clone() : null;
            if (!root.TryGetProperty("method", out var method))
                return id is null ? throw new RequestException(RequestError.InvalidRequest, "a message has a method") : null;
            if (method.ValueKind != JsonValueKind.String) throw new RequestException(RequestError.InvalidRequest, "a method is a string");
            return new(method.GetString()!, id, root.TryGetProperty("params", out var parameters) ? parameters.Clone() : default);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            throw new RequestException(RequestError.ParseError, "a message is JSON", problem);
        }
    }
}

/// <summary>Why a request has no result, in the protocol's numbers.</summary>
internal enum RequestError
{
    ParseError = -32700,
    InvalidRequest = -32600,
    MethodNotFound = -32601,
    InvalidParams = -32602,
    InternalError = -32603,
    NotInitialized = -32002,
    RequestFailed = -32803,
    RequestCancelled = -32800,
}

/// <summary>Ends a request; its message is the answer.</summary>
internal sealed class RequestException(RequestError error, string message, Exception? inner = null) : Exception(message, inner)
{
    public RequestError Error => error;
}
