using Weft.IR.Text;

namespace Weft.Tool.Opt;

/// <summary>A part of a file that stands for a file of its own.</summary>
/// <param name="Name">What diagnostics call it.</param>
public sealed record InputChunk(string Name, byte[] Bytes)
{
    /// <summary>Its text, made anew each time: messages show lines of it.</summary>
    public string Text => ByteText.Decode(Bytes);
}

/// <summary>Divides a file at lines <c>// -----</c>.</summary>
public static class SplitInput
{
    public const string Marker = "// -----";

    public static IEnumerable<InputChunk> Chunks(string file, byte[] text, bool split)
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
            var end = Array.IndexOf(text, (byte)'\n', at) is >= 0 and var found ? found : text.Length;
            if (IsMarker(text.AsSpan(at, end - at)))
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

    private static bool IsMarker(ReadOnlySpan<byte> line) => ByteText.Spells(line.TrimEnd(" \t\r"u8), Marker);

    private static InputChunk Chunk(string file, int line, byte[] text) => new($"within split at {file}:{line} offset ", text);
}
