using System.Buffers;
using System.Text;
using System.Text.Json;
using Weft.IR;

namespace Weft.Tool;

/// <summary>One SARIF 2.1.0 document when the command is over; with an empty list of results when there was nothing to say.</summary>
internal sealed class SarifDiagnosticWriter(TextWriter output) : IDiagnosticWriter
{
    /// <summary>The rule of messages that have no id, because their words are MLIR's.</summary>
    private const string MlirRule = "mlir";

    private readonly List<Diagnostic> _results = [];

    public void Write(Diagnostic diagnostic) => _results.AddRange(DiagnosticWriters.Flatten(diagnostic));

    public void Finish()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, JsonDiagnosticWriter.Options with { Indented = true })) WriteDocument(json);
        output.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static string RuleOf(Diagnostic diagnostic) => diagnostic.Id ?? MlirRule;

    private void WriteDocument(Utf8JsonWriter json)
    {
        var rules = _results.Select(RuleOf).Distinct().ToList();
        json.WriteStartObject();
        json.WriteString("$schema"u8, "https://json.schemastore.org/sarif-2.1.0.json");
        json.WriteString("version"u8, "2.1.0");
        json.WriteStartArray("runs"u8);
        json.WriteStartObject();
        json.WriteStartObject("tool"u8);
        json.WriteStartObject("driver"u8);
        json.WriteString("name"u8, "weft");
        json.WriteString("version"u8, Commands.Version);
        json.WriteStartArray("rules"u8);
        foreach (var rule in rules) WriteRule(json, rule);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("columnKind"u8, "utf16CodeUnits");
        json.WriteStartArray("results"u8);
        foreach (var result in _results) WriteResult(json, result, rules.IndexOf(RuleOf(result)));
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRule(Utf8JsonWriter json, string id)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, id);
        WriteText(json, "shortDescription", DiagnosticCatalogue.Describe(id) ?? "A message of the IR parser or verifier, in MLIR's words.");
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, Diagnostic diagnostic, int rule)
    {
        json.WriteStartObject();
        json.WriteString("ruleId"u8, RuleOf(diagnostic));
        json.WriteNumber("ruleIndex"u8, rule);
        json.WriteString("level"u8, diagnostic.Severity.Word());
        // A note has a place of its own in SARIF only when it has one in a file.
        var placeless = diagnostic.Notes.Where(n => n.Location.Position.IsUnknown).Select(n => $"\nnote: {n.Message}");
        WriteText(json, "message", diagnostic.Message + string.Concat(placeless));
        json.WriteStartArray("locations"u8);
        if (!diagnostic.Location.Position.IsUnknown) WriteLocation(json, diagnostic, message: null);
        json.WriteEndArray();
        var notes = diagnostic.Notes.Where(n => !n.Location.Position.IsUnknown).ToList();
        if (notes.Count > 0)
        {
            json.WriteStartArray("relatedLocations"u8);
            foreach (var note in notes) WriteLocation(json, note, note.Message);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteLocation(Utf8JsonWriter json, Diagnostic diagnostic, string? message)
    {
        var place = diagnostic.Location.Position;
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation"u8);
        json.WriteStartObject("artifactLocation"u8);
        json.WriteString("uri"u8, UriOf(place.File!));
        json.WriteEndObject();
        // Lines and columns count from 1; a message about a whole file has neither.
        if (place.Line >= 1)
        {
            json.WriteStartObject("region"u8);
            json.WriteNumber("startLine"u8, place.Line);
            if (place.Column >= 1)
            {
                json.WriteNumber("startColumn"u8, place.Column);
                json.WriteNumber("endColumn"u8, place.Column + diagnostic.Length);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
        if (message is not null) WriteText(json, "message", message);
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text"u8, text);
        json.WriteEndObject();
    }

    private static string UriOf(string file) => Path.IsPathRooted(file)
        ? new Uri(file).AbsoluteUri
        : string.Join('/', file.Split(Path.DirectorySeparatorChar).Select(Uri.EscapeDataString));
}
