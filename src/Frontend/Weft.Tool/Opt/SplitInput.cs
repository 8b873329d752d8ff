namespace Weft.Tool.Opt;

/// <summary>A part of a file that stands for a file of its own.</summary>
/// <param name="Name">What diagnostics call it.</param>
public sealed record InputChunk(string Name, string Text);

/// <summary>Divides a file at lines <c>// -----</c>.</summary>
public static class SplitInput
{
    public const string Marker = "// -----";

    public static IEnumerable<InputChunk> Chunks(string file, string text, bool split)
    {
        if (!split)
        {
            yield return new(file, text);
            yield break;
        }

        var start = 0;
        var (line, startLine) = (1, 1);
        for (var at = 0; at < text.Length;)
        {
            var end = text.IndexOf('\n', at) is >= 0 and var found ? found : text.Length;
            if (text.AsSpan(at, end - at).TrimEnd() is Marker)
            {
                yield return Chunk(file, startLine, text[start..at]);
                // mlir-opt counts the rest of the marker's line to the next chunk.
                (start, startLine) = (Math.Min(at + Marker.Length, text.Length), line);
            }

            at = end + 1;
            line++;
        }

        yield return Chunk(file, startLine, text[start..]);
    }

    private static InputChunk Chunk(string file, int line, string text) => new($"within split at {file}:{line} offset ", text);
}
