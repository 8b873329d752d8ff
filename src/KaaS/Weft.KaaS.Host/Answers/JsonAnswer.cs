using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Weft.KaaS.Host;

/// <summary>JSON answers, written by hand: no reflection, one write.</summary>
internal static class JsonAnswer
{
    // Names and messages are Unicode text; only what JSON itself needs is escaped.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteAsync(HttpContext context, int status, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options)) write(writer);
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = buffer.WrittenCount;
        response.Headers.XContentTypeOptions = "nosniff";
        await response.BodyWriter.WriteAsync(buffer.WrittenMemory, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>An object with one truth, such as <c>{"ready": true}</c>.</summary>
    public static Task WriteFlagAsync(HttpContext context, int status, string name, bool value) => WriteAsync(context, status, writer =>
    {
        writer.WriteStartObject();
        writer.WriteBoolean(name, value);
        writer.WriteEndObject();
    });
}
