using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;

namespace Weft.IR;

/// <summary>Reads a row of <see cref="NamedOpTable"/>. A mistake in it is a mistake of ours: an exception.</summary>
internal sealed class NamedOpReader
{
    private readonly string _row;
    private readonly List<string> _loops = [];
    private readonly List<NamedOperand> _operands = [];
    private int _at;
    private int _windows;

    private NamedOpReader(string row) => _row = row;

    /// <summary>All rows. One that begins with a space goes on with the one before; <c>#</c> is a comment.</summary>
    public static ImmutableArray<NamedOpDefinition> ReadAll(string table)
    {
        var rows = new List<string>();
        foreach (var line in table.Split('\n'))
        {
            if (line.Length == 0 || line[0] == '#') continue;
            if (line[0] == ' ') rows[rows.Count - 1] += line;
            else rows.Add(line);
        }

        return [.. rows.Select(row => new NamedOpDefinition(row))];
    }

    /// <summary>The name that a row begins with.</summary>
    public static string NameOf(string row) => new NamedOpReader(row).Word();

    /// <summary>The names of the attributes that a row asks for: they can be seen without reading it.</summary>
    public static IEnumerable<string> AttributesOf(string row) =>
        row.IndexOf('~') >= 0 ? ["strides", "dilations"] : row.Split('$').Skip(1).Select(NameOf).Distinct();

    public static NamedOpRow Read(string row) => new NamedOpReader(row).Read();

    private NamedOpRow Read()
    {
        Word();
        Expect('(');
        var isElementwise = Accept('*');
        while (!Accept(')')) _loops.Add(Word());
        while (!Accept('-')) _operands.Add(Operand());
        Expect('>');
        _operands.Add(Operand());
        var accumulates = Accept('+');
        Expect('=');
        var body = Sum();
        if (accumulates) body = new ScalarCall("add", [new ScalarOperand(_operands.Count - 1), body]);
        if (Peek() != '\0') throw Mistake("the end");
        return new(isElementwise, [.. _loops], [.. _operands], body, _windows);
    }

    // A[m k]
    private NamedOperand Operand()
    {
        var name = Word();
        var subscripts = new List<AffineExpr>();
        var window = 0;
        if (!Accept('[')) return new(name, []);
        while (!Accept(']'))
        {
            var subscript = Loop();
            if (Accept('+')) subscript += Loop();
            // The symbols are the strides and dilations, in turn.
            if (Accept('~')) subscript = (subscript * AffineExpr.Symbol(window++)) + (Loop() * AffineExpr.Symbol(window++));
            subscripts.Add(subscript);
        }

        _windows = Math.Max(_windows, window / 2);
        return new(name, [.. subscripts]);
    }

    private AffineExpr Loop() => AffineExpr.Dim(LoopNumber());

    private int LoopNumber() => _loops.IndexOf(Word()) is >= 0 and var loop ? loop : throw Mistake("a loop");

    private ScalarExpr Sum()
    {
        var left = Product();
        while (true)
        {
            if (Accept('+')) left = new ScalarCall("add", [left, Product()]);
            else if (Accept('-')) left = new ScalarCall("sub", [left, Product()]);
            else return left;
        }
    }

    private ScalarExpr Product()
    {
        var left = Factor();
        while (true)
        {
            if (Accept('*')) left = new ScalarCall("mul", [left, Factor()]);
            else if (Accept('/')) left = new ScalarCall("div", [left, Factor()]);
            else return left;
        }
    }

    private ScalarExpr Factor()
    {
        if (Accept('('))
        {
            var inner = Sum();
            Expect(')');
            return inner;
        }

        if (char.IsDigit(Peek())) return Number();
        var isChosen = Accept('$');
        var name = Word();
        if (!isChosen && _operands.FindIndex(operand => operand.Name == name) is >= 0 and var operand) return new ScalarOperand(operand);
        if (isChosen) name = "$" + name;
        // cast A
        if (!Accept('(')) return new ScalarCall(name, [Factor()]);
        if (name == "index")
        {
            var loop = LoopNumber();
            Expect(')');
            return new ScalarIndex(loop);
        }

        var arguments = new List<ScalarExpr>();
        do arguments.Add(Sum());
        while (Accept(','));
        Expect(')');
        return new ScalarCall(name, [.. arguments]);
    }

    private ScalarNumber Number()
    {
        var start = _at;
        while (char.IsLetterOrDigit(Peek()) || Peek() == '.' || (Peek() == '-' && _row[_at - 1] == 'e')) _at++;
        var text = _row.Substring(start, _at - start);
        return new(text.Contains('.')
            ? FloatAttr.Of(double.Parse(text, CultureInfo.InvariantCulture), FloatType.F64)
            : IntegerAttr.I64(long.Parse(text, CultureInfo.InvariantCulture)));
    }

    private char Peek() => _at < _row.Length ? _row[_at] : '\0';

    private void SkipSpace()
    {
        while (Peek() == ' ') _at++;
    }

    private bool Accept(char c)
    {
        SkipSpace();
        if (Peek() != c) return false;
        _at++;
        SkipSpace();
        return true;
    }

    private void Expect(char c)
    {
        if (!Accept(c)) throw Mistake($"'{c}'");
    }

    private string Word()
    {
        SkipSpace();
        var start = _at;
        while (char.IsLetterOrDigit(Peek()) || Peek() == '_') _at++;
        if (_at == start) throw Mistake("a name");
        var word = _row.Substring(start, _at - start);
        SkipSpace();
        return word;
    }

    private FormatException Mistake(string expected) => new($"expected {expected} at {_at} of '{_row}'");
}
