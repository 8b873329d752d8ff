using System.Buffers;
using System.Text;
using System.Text.Json;
using Weft.Passes;

namespace Weft.Tool;

/// <summary>
/// Remarks for tools: one JSON object a line, in the order in which they were made: <c>pass</c>, <c>decision</c> (<c>fact</c>,
/// <c>chosen</c>, <c>rejected</c>, <c>blocked</c>), <c>kind</c>, <c>message</c>, <c>advice</c>, <c>cost</c>, <c>unit</c>, <c>file</c>,
/// <c>line</c>, <c>column</c>; what a remark has not is null.
/// </summary>
internal static class RemarkJson
{
    public static string Line(Remark remark)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, JsonDiagnosticWriter.Options))
        {
            json.WriteStartObject();
            json.WriteString("pass"u8, remark.Pass);
            json.WriteString("decision"u8, remark.Decision.ToString().ToLowerInvariant());
            json.WriteString("kind"u8, remark.Kind);
            json.WriteString("message"u8, remark.Message);
            json.WriteString("advice"u8, remark.Advice);
            Write(json, "cost", remark.Cost?.Value);
            json.WriteString("unit"u8, remark.Cost?.Unit);
            var place = remark.Location.Position;
            json.WriteString("file"u8, place.File);
            Write(json, "line", place.IsUnknown ? null : place.Line);
            Write(json, "column", place.IsUnknown ? null : place.Column);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }
}
