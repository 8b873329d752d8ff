using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Weft.IR;

namespace Weft.KaaS.Host;

/// <summary>The form of every error: <c>{"error": "...", "code": "WF5..."}</c>, with the toolchain's messages where there are
/// any.</summary>
internal static class ErrorAnswer
{
    public static Task WriteAsync(HttpContext context, Diagnostic diagnostic)
    {
        var response = context.Response;
        if (ErrorStatus.IsPassing(diagnostic)) response.Headers.RetryAfter = "1";
        if (diagnostic.Id == KaasDiagnostics.NotAuthenticated.Id) response.Headers.WWWAuthenticate = "Bearer";
        // What is left of a body that is too large is not worth reading.
        if (diagnostic.Id == KaasDiagnostics.RequestTooLarge.Id) response.Headers.Connection = "close";
        return JsonAnswer.WriteAsync(context, ErrorStatus.Of(diagnostic), writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("error"u8, TextOf(diagnostic));
            writer.WriteString("code"u8, diagnostic.Id);
            if (!diagnostic.Notes.IsEmpty) WriteDiagnostics(writer, "diagnostics", diagnostic.Notes);
            writer.WriteEndObject();
        });
    }

    public static void WriteDiagnostics(Utf8JsonWriter writer, string name, ImmutableArray<Diagnostic> diagnostics)
    {
        writer.WriteStartArray(name);
        foreach (var diagnostic in diagnostics)
        {
            var place = diagnostic.Location.Position;
            writer.WriteStartObject();
            writer.WriteString("file"u8, place.File);
            writer.WriteNumber("line"u8, place.Line);
            writer.WriteNumber("column"u8, place.Column);
            writer.WriteString("code"u8, diagnostic.Id);
            writer.WriteString("severity"u8, diagnostic.Severity.Word());
            writer.WriteString("message"u8, diagnostic.Message);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    // A kernel's fault has a place in its source, which its user wants to see.
    private static string TextOf(Diagnostic diagnostic) =>
        diagnostic.Location.Position is { IsUnknown: false } place ? $"{place}: {diagnostic.Message}" : diagnostic.Message;
}
