using System.Text;
using Weft.IR.Text;

namespace Weft.Tool.Opt;

/// <summary>A part of a file that stands for a file of its own.</summary>
/// <param name="Name">What diagnostics call it.</param>
public sealed record InputChunk(string Name, byte[] Bytes)
{
    /// <summary>Its text, made anew each time: messages show lines of it.</summary>
    public string Text => ByteText.Decode(Bytes);
}

/// <summary>Divides a file at the lines that are a marker.</summary>
public static class SplitInput
{
    /// <summary>The usual marker.</summary>
    public const string Marker = "// -----";

    /// <param name="marker">Empty to leave the file in one part.</param>
    public static IEnumerable<InputChunk> Chunks(string file, byte[] text, string marker)
    {
        if (marker.Length == 0)
        {
            yield return new(file, text);
            yield break;
        }

        var (start, markerBytes) = (0, Encoding.UTF8.GetBytes(marker));
        var (line, startLine) = (1, 1);
        for (var at = 0; at < text.Length;)
        {
            var end = Array.IndexOf(text, (byte)'\n', at) is >= 0 and var found ? found : text.Length;
            if (text.AsSpan(at, end - at).TrimEnd(" \t\r"u8).SequenceEqual(markerBytes))
            {
                yield return Chunk(file, startLine, text[start..at]);
                // mlir-opt counts the rest of the marker's line to the next chunk.
                (start, startLine) = (Math.Min(at + markerBytes.Length, text.Length), line);
            }

            at = end + 1;
            line++;
        }

        yield return Chunk(file, startLine, text[start..]);
    }

    private static InputChunk Chunk(string file, int line, byte[] text) => new($"within split at {file}:{line} offset ", text);
}
