using System.Globalization;

namespace Weft.IR;

/// <summary>Recursive descent over <c>sum := product (('+'|'-') product)*</c>, <c>product := atom (('*'|'/'|'%') atom)*</c>.</summary>
internal ref struct ShapeExprParser(string text)
{
    private const int MaxDepth = 64;

    // Each operator is a level of the formula.
    private const int MaxOperators = 256;

    private readonly string _text = text;
    private int _position;
    private int _depth;
    private int _operators;

    public ShapeExpr? ParseAll() => Sum() is { } result && Peek() == '\0' && _position >= _text.Length ? result : null;

    private ShapeExpr? Sum()
    {
        var left = Product();
        while (left is not null && Peek() is '+' or '-') left = Join(left, _text[_position++], Product());
        return left;
    }

    private ShapeExpr? Product()
    {
        var left = Atom();
        while (left is not null && Peek() is '*' or '/' or '%') left = Join(left, _text[_position++], Atom());
        return left;
    }

    private ShapeExpr? Join(ShapeExpr left, char op, ShapeExpr? right) =>
        right is not null && ++_operators <= MaxOperators ? new ShapeExpr.Binary(op, left, right) : null;

    private ShapeExpr? Atom()
    {
        var c = Peek();
        var start = _position;
        if (c == '(')
        {
            if (++_depth > MaxDepth) return null;
            _position++;
            var inner = Sum();
            _depth--;
            if (Peek() != ')') return null;
            _position++;
            return inner;
        }

        while (_position < _text.Length && (char.IsLetterOrDigit(_text[_position]) || _text[_position] == '_')) _position++;
        var word = _text.Substring(start, _position - start);
        if (word.Length == 0) return null;
        if (word[0] is < '0' or > '9') return new ShapeExpr.Symbol(word);
        return long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? new ShapeExpr.Literal(value) : null;
    }

    private char Peek()
    {
        while (_position < _text.Length && _text[_position] == ' ') _position++;
        return _position < _text.Length ? _text[_position] : '\0';
    }
}
