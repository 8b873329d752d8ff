using System.Collections.Immutable;
using System.Text.Json;
using Weft.IR;
using Weft.Runtime;

namespace Weft.KaaS.Client;

/// <summary>Answers as they come from a server, or from something that only looks like one.</summary>
internal static class ServerAnswer
{
    public static async Task<byte[]> BytesAsync(Uri? server, HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            return await response.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new WeftException(KaasDiagnostics.ServerUnreachable.At(default, server, e.Message), e);
        }
    }

    public static async Task<JsonDocument> ParseAsync(Uri? server, HttpResponseMessage response, CancellationToken cancellation) =>
        ParseJson(server, await BytesAsync(server, response, cancellation).ConfigureAwait(false));

    public static JsonDocument ParseJson(Uri? server, ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException e)
        {
            throw Unexpected(server, JsonProblem.Describe(e));
        }
    }

    /// <summary>Reads a value; what is missing or of the wrong kind is an error about the server.</summary>
    public static T Read<T>(Uri? server, JsonDocument answer, Func<JsonElement, T> read)
    {
        try
        {
            return read(answer.RootElement);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException or JsonException)
        {
            throw Unexpected(server, e.Message);
        }
    }

    /// <summary>The error that the server answered with.</summary>
    public static async Task<WeftException> ErrorAsync(Uri? server, HttpResponseMessage response, CancellationToken cancellation)
    {
        using var answer = await ParseAsync(server, response, cancellation).ConfigureAwait(false);
        return Read(server, answer, root => new WeftException(new Diagnostic(
            root.GetProperty("code").GetString(), Severity.Error, default, root.GetProperty("error").GetString()
                ?? response.ReasonPhrase ?? "")
        {
            Notes = Diagnostics(server, answer, "diagnostics"),
        }));
    }

    /// <summary>What the compiler has to say, under a name that is there when it has.</summary>
    public static ImmutableArray<Diagnostic> Diagnostics(Uri? server, JsonDocument answer, string name) => Read(server, answer, root =>
        root.TryGetProperty(name, out var list) ? list.EnumerateArray().Select(ParseDiagnostic).ToImmutableArray() : []);

    public static WeftException Unexpected(Uri? server, string problem) =>
        new(KaasDiagnostics.UnexpectedAnswer.At(default, server, problem));

    private static Diagnostic ParseDiagnostic(JsonElement json)
    {
        var severity = json.GetProperty("severity").GetString() switch
        {
            "error" => Severity.Error,
            "warning" => Severity.Warning,
            _ => Severity.Note,
        };
        var location = json.GetProperty("file").GetString() is { } file
            ? Location.At(file, json.GetProperty("line").GetInt32(), json.GetProperty("column").GetInt32())
            : default;
        return new(json.GetProperty("code").GetString(), severity, location, json.GetProperty("message").GetString() ?? "");
    }
}
