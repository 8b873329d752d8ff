using System;
using System.Text;

namespace Weft.IR.Generators;

/// <summary>Writes indented C#. The C# front end compiles this file too.</summary>
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

    public CodeWriter Open()
    {
        Line("{");
        _indent++;
        return this;
    }

    public CodeWriter Close(string close = "}")
    {
        _indent--;
        return Line(close);
    }

    /// <summary>A header, and a body in braces.</summary>
    public CodeWriter Block(string header, Action body, string close = "}")
    {
        Line(header).Open();
        body();
        return Close(close);
    }

    /// <summary>Text as it is, at the left margin.</summary>
    public CodeWriter Verbatim(string text)
    {
        _text.Append(text);
        return this;
    }

    public override string ToString() => _text.ToString();

    public static string Quote(string text) => "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"";
}
