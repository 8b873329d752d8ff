using System.Text.Json;

namespace Weft.KaaS;

/// <summary>What was wrong with a JSON text, in words and with its place.</summary>
public static class JsonProblem
{
    public static string Describe(Exception e) => e is JsonException { LineNumber: { } line, BytePositionInLine: { } column } json
        ? $"line {line + 1}, byte {column + 1}: {Sentence(json.Message)}"
        : Sentence(e.Message);

    // The library appends "LineNumber: 0 | BytePositionInLine: 5." and advice for its own callers.
    private static string Sentence(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).TrimEnd('.');
    }
}
