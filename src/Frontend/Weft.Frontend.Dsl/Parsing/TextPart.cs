using System.Collections.Immutable;

namespace Weft.Frontend.Dsl.Parsing;

/// <summary>Some lines of a text.</summary>
/// <param name="End">The offset behind it.</param>
/// <param name="Line">The number of its first line, from 1.</param>
internal readonly record struct TextPart(int Start, int End, int Line)
{
    /// <summary>Below so many characters the threads cost more than they save.</summary>
    public const int WorthThreads = 1 << 15;

    private const int Shortest = 1 << 14;
    private const int PartsPerThread = 8;

    public static TextPart Whole(string text) => new(0, text.Length, 1);

    /// <summary>Cuts a long text behind lines that consist of a <c>}</c>, where by all appearances a declaration ends. Whether one does
    /// shows when the part before is read: it has no mistakes then.</summary>
    public static ImmutableArray<TextPart> Cut(string text, int threads)
    {
        if (threads <= 1 || text.Length < WorthThreads) return [Whole(text)];
        var length = Math.Max(Shortest, text.Length / (threads * PartsPerThread));
        var parts = ImmutableArray.CreateBuilder<TextPart>();
        for (var (start, line) = (0, 1); start < text.Length;)
        {
            var end = EndOfDeclaration(text, Math.Min(start + length, text.Length));
            parts.Add(new(start, end, line));
            line += text.AsSpan(start, end - start).Count('\n');
            start = end;
        }

        return parts.ToImmutable();
    }

    private static int EndOfDeclaration(string text, int from)
    {
        while (text.AsSpan(from).IndexOf("\n}") is >= 0 and var brace)
        {
            from += brace + "\n}".Length;
            var rest = text.AsSpan(from);
            if (rest.StartsWith("\n")) return from + 1;
            if (rest.StartsWith("\r\n")) return from + 2;
        }

        return text.Length;
    }
}
