using System.Text;

namespace Weft.Frontend.Dsl.Formatting;

/// <summary>Decides where lines break: a group stays on one line if it and what follows up to the next possible line end fit.</summary>
internal sealed class DocPrinter(int width, string newLine)
{
    private const int Indentation = 4;

    private readonly StringBuilder _output = new();
    private readonly Stack<Item> _work = new();
    private readonly CommentColumns _comments = new();
    private int _indent;
    private int _column;
    private int _emptyLines;
    private bool _atLineStart = true;
    private bool _lineIsOver;

    private readonly record struct Item(int Indent, bool IsFlat, Doc Doc);

    public string Print(Doc document)
    {
        _work.Push(new(0, false, document));
        while (_work.TryPop(out var item)) Print(item);
        return _comments.Align(_output);
    }

    private void Print(Item item)
    {
        switch (item.Doc)
        {
            case Text text:
                Write(text.Value, item.Indent);
                break;
            case Break line when item.IsFlat && !line.IsHard:
                if (!_lineIsOver && !_atLineStart) Write(line.Flat, item.Indent);
                break;
            case Break line:
                _indent = item.Indent;
                EndLine(item.Indent, mayBeEmpty: line.IsHard);
                break;
            case TrailingComment comment:
                if (_lineIsOver) EndLine(item.Indent);
                _comments.Add(comment.Value, _output.Length, _column);
                Write(comment.Value, item.Indent);
                _lineIsOver = true;
                break;
            case LeadingComments leading:
                Write(leading, item.Indent);
                break;
            case Concat concat:
                for (var i = concat.Parts.Length - 1; i >= 0; i--) _work.Push(item with { Doc = concat.Parts[i] });
                break;
            case Nest nest:
                _work.Push(item with { Doc = nest.Body, Indent = item.Indent + nest.Levels * Indentation });
                break;
            case Group group:
                var flat = item with { Doc = group.Body, IsFlat = true };
                _work.Push(flat with { IsFlat = item.IsFlat || (!group.MustBreak && Fits(flat)) });
                break;
        }
    }

    private void Write(LeadingComments leading, int indent)
    {
        if (_atLineStart) indent = _indent;
        for (var i = 0; i < leading.Comments.Length; i++)
        {
            EndLine(indent);
            if (i > 0 && leading.Comments[i].BlankBefore) EndLine(indent, mayBeEmpty: true);
            Write(leading.Comments[i].At(indent, newLine), indent);
        }

        EndLine(indent);
        if (leading.BlankAfter) EndLine(indent, mayBeEmpty: true);
    }

    /// <summary>A line end where something stands on the line; else, at most once, an empty line.</summary>
    private void EndLine(int indent, bool mayBeEmpty = false)
    {
        if (_atLineStart && (!mayBeEmpty || _emptyLines > 0 || _output.Length == 0)) return;
        if (_atLineStart) _emptyLines++;
        while (_output is [.., ' ']) _output.Length--;
        _output.Append(newLine);
        (_column, _atLineStart, _lineIsOver) = (0, true, false);
        _indent = indent;
        _comments.EndLine();
    }

    private void Write(string text, int indent)
    {
        if (text.Length == 0) return;
        if (_lineIsOver) EndLine(indent);
        if (_atLineStart)
        {
            text = text.TrimStart(' ');
            _output.Append(' ', _indent);
            _column = _indent;
        }
        // A division and a comment behind it are no line comment.
        else if (text[0] == '/' && _output is [.., '/']) text = " " + text;

        _output.Append(text);
        (_atLineStart, _emptyLines) = (false, 0);
        _column = text.LastIndexOf('\n') is >= 0 and var end ? text.Length - end - 1 : _column + text.Length;
    }

    private bool Fits(Item next)
    {
        var room = width - (_atLineStart ? _indent : _column);
        var rest = new Stack<Item>([next]);
        var following = _work.GetEnumerator();
        while (room >= 0)
        {
            if (!rest.TryPop(out var item))
            {
                if (!following.MoveNext()) return true;
                item = following.Current;
            }

            switch (item.Doc)
            {
                case Text text:
                    room -= text.Value.Length;
                    break;
                case Break line when item.IsFlat && !line.IsHard:
                    room -= line.Flat.Length;
                    break;
                // What follows starts a line of its own.
                case Break or TrailingComment or LeadingComments:
                    return true;
                case Concat concat:
                    for (var i = concat.Parts.Length - 1; i >= 0; i--) rest.Push(item with { Doc = concat.Parts[i] });
                    break;
                case Nest nest:
                    rest.Push(item with { Doc = nest.Body });
                    break;
                case Group group:
                    rest.Push(item with { Doc = group.Body, IsFlat = item.IsFlat && !group.MustBreak });
                    break;
            }
        }

        return false;
    }
}
