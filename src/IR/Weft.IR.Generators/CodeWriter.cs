using System;
using System.Text;

namespace Weft.IR.Generators;

/// <summary>Writes indented C#.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _indent;

    public CodeWriter Line(string line = "")
    {
        if (line.Length > 0) _text.Append(' ', _indent * 4).Append(line);
        _text.Append('\n');
        return this;
    }

    /// <summary>A header, and a body in braces.</summary>
    public CodeWriter Block(string header, Action body, string close = "}")
    {
        Line(header).Line("{");
        _indent++;
        body();
        _indent--;
        return Line(close);
    }

    public override string ToString() => _text.ToString();

    public static string Quote(string text) => "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"";
}
