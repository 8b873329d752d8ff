using Weft.Frontend.Dsl.LanguageServer.Protocol;
using Weft.Frontend.Dsl.Syntax;

namespace Weft.Frontend.Dsl.LanguageServer;

/// <summary>The lines of a text, and the way between places in it and offsets.</summary>
internal sealed class LineMap
{
    private readonly List<int> _starts = [0];
    private readonly string _text;

    public LineMap(string text)
    {
        _text = text;
        for (var i = 0; i < text.Length; i++)
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
                _starts.Add(i + 1);
    }

    /// <summary>A place behind a line's end, or behind the last line, is that end.</summary>
    public int OffsetOf(Position position)
    {
        if (position.Line < 0) return 0;
        if (position.Line >= _starts.Count) return _text.Length;
        var (start, end) = (_starts[position.Line], EndOf(position.Line));
        return Math.Clamp(start + (long)position.Character is var offset && offset <= end ? (int)offset : end, start, end);
    }

    public Position PositionOf(int offset)
    {
        var line = _starts.BinarySearch(offset);
        if (line < 0) line = ~line - 1;
        return new(line, offset - _starts[line]);
    }

    public TextRange RangeOf(int start, int end) => new(PositionOf(start), PositionOf(Math.Max(start, end)));

    public TextRange RangeOf(SourceSpan span) =>
        RangeOf(Math.Clamp(span.Offset, 0, _text.Length), Math.Clamp(span.End, 0, _text.Length));

    /// <summary>Where a message points, whose lines and columns count from 1.</summary>
    public TextRange RangeOf(int line, int column, int length)
    {
        var start = OffsetOf(new(line - 1, column - 1));
        return RangeOf(start, Math.Min(start + length, _text.Length));
    }

    private int EndOf(int line)
    {
        var end = line + 1 < _starts.Count ? _starts[line + 1] : _text.Length;
        while (end > _starts[line] && _text[end - 1] is '\r' or '\n') end--;
        return end;
    }
}
