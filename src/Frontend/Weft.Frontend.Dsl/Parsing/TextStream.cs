using Antlr4.Runtime;
using Antlr4.Runtime.Misc;

namespace Weft.Frontend.Dsl.Parsing;

/// <summary>The characters of a part of a text, at their places in the whole.</summary>
internal sealed class TextStream(string text, TextPart part) : ICharStream
{
    public int Index { get; private set; } = part.Start;

    /// <summary>Where the characters end.</summary>
    public int Size => part.End;

    public string SourceName => IntStreamConstants.UnknownSourceName;

    public void Consume() => Index++;

    /// <param name="i">1 for the next character, -1 for the one before it.</param>
    public int LA(int i)
    {
        var place = Index + (i < 0 ? i : i - 1);
        return place >= part.Start && place < part.End ? text[place] : IntStreamConstants.EOF;
    }

    public int Mark() => -1;

    public void Release(int marker)
    {
    }

    public void Seek(int index) => Index = index;

    public string GetText(Interval interval)
    {
        var end = Math.Min(interval.b + 1, part.End);
        return interval.a >= end ? "" : text[interval.a..end];
    }
}
