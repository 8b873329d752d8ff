using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Weft.IR;

namespace Weft.Tool;

/// <summary>
/// One JSON object a line: <c>severity</c>, <c>code</c> (null for messages in MLIR's words), <c>message</c>, <c>file</c>, <c>line</c>,
/// <c>column</c>, <c>length</c> (the last four null without a place) and <c>notes</c>, each of the same form. The server's answers
/// spell them alike.
/// </summary>
internal sealed class JsonDiagnosticWriter(TextWriter output) : IDiagnosticWriter
{
    // Lines go to tools, not into HTML: source text stays readable.
    internal static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Write(Diagnostic diagnostic)
    {
        foreach (var each in DiagnosticWriters.Flatten(diagnostic))
        {
            var buffer = new ArrayBufferWriter<byte>();
            using (var json = new Utf8JsonWriter(buffer, Options)) Write(json, each);
            output.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
        }
    }

    public void Finish()
    {
    }

    private static void Write(Utf8JsonWriter json, Diagnostic diagnostic)
    {
        json.WriteStartObject();
        json.WriteString("severity"u8, diagnostic.Severity.Word());
        json.WriteString("code"u8, diagnostic.Id);
        json.WriteString("message"u8, diagnostic.Message);
        var place = diagnostic.Location.Position;
        json.WriteString("file"u8, place.File);
        WriteNumber(json, "line", place, place.Line);
        WriteNumber(json, "column", place, place.Column);
        WriteNumber(json, "length", place, diagnostic.Length);
        json.WriteStartArray("notes"u8);
        foreach (var note in diagnostic.Notes) Write(json, note);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, Location place, int value)
    {
        if (place.IsUnknown) json.WriteNull(name);
        else json.WriteNumber(name, value);
    }
}
