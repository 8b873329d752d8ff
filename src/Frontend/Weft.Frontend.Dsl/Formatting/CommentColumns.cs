using System.Text;

namespace Weft.Frontend.Dsl.Formatting;

/// <summary>Line comments behind the code of lines that follow one another start in one column.</summary>
internal sealed class CommentColumns
{
    // A comment further away than this would no longer be read with its line.
    private const int MaxDifference = 40;

    private readonly List<(int Line, int Offset, int Column)> _comments = [];
    private int _line;

    /// <param name="comment">With the space before it.</param>
    /// <param name="offset">Where it begins in the output.</param>
    /// <param name="column">Where it does on its line.</param>
    public void Add(string comment, int offset, int column)
    {
        if (comment.StartsWith(" //", StringComparison.Ordinal)) _comments.Add((_line, offset, column));
    }

    public void EndLine() => _line++;

    public string Align(StringBuilder output)
    {
        // From the end, so that places before stay valid.
        for (var last = _comments.Count - 1; last >= 0;)
        {
            var first = last;
            while (first > 0 && _comments[first - 1].Line == _comments[first].Line - 1) first--;
            var column = _comments[first..(last + 1)].Max(comment => comment.Column);
            var isAligned = column - _comments[first..(last + 1)].Min(comment => comment.Column) <= MaxDifference;
            for (; last >= first; last--)
                if (isAligned)
                    output.Insert(_comments[last].Offset, " ", column - _comments[last].Column);
        }

        return output.ToString();
    }
}
