using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Weft.IR;

/// <summary>An extent as a formula over shape symbols: <c>n</c>, <c>512</c>, <c>2*n + 1</c>. Arithmetic is on 64-bit integers;
/// <c>/</c> truncates and <c>%</c> takes the sign of the dividend, as in the language.</summary>
public abstract record ShapeExpr
{
    /// <summary>The value, or null when a symbol is not bound, a division is by zero, or a result leaves 64 bits.</summary>
    public abstract long? Evaluate(IReadOnlyDictionary<string, long> symbols);

    /// <summary>The symbols that occur, left to right.</summary>
    public abstract IEnumerable<string> Symbols { get; }

    public static ShapeExpr? TryParse(string text) => new ShapeExprParser(text).ParseAll();

    public sealed record Literal(long Value) : ShapeExpr
    {
        public override long? Evaluate(IReadOnlyDictionary<string, long> symbols) => Value;

        public override IEnumerable<string> Symbols => [];

        public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
    }

    public sealed record Symbol(string Name) : ShapeExpr
    {
        public override long? Evaluate(IReadOnlyDictionary<string, long> symbols) => symbols.TryGetValue(Name, out var value) ? value : null;

        public override IEnumerable<string> Symbols => [Name];

        public override string ToString() => Name;
    }

    public sealed record Binary(char Operator, ShapeExpr Left, ShapeExpr Right) : ShapeExpr
    {
        public override long? Evaluate(IReadOnlyDictionary<string, long> symbols)
        {
            if (Left.Evaluate(symbols) is not { } a || Right.Evaluate(symbols) is not { } b) return null;
            if (Operator is '/' or '%' && (b == 0 || (a == long.MinValue && b == -1))) return null;
            try
            {
                return Operator switch
                {
                    '+' => checked(a + b),
                    '-' => checked(a - b),
                    '*' => checked(a * b),
                    '/' => a / b,
                    '%' => a % b,
                    _ => throw new InvalidOperationException($"'{Operator}' is not an operator of shapes"),
                };
            }
            catch (OverflowException)
            {
                return null;
            }
        }

        public override IEnumerable<string> Symbols => Left.Symbols.Concat(Right.Symbols);

        public override string ToString() => $"{Wrap(Left, rightSide: false)} {Operator} {Wrap(Right, rightSide: true)}";

        private bool IsSum => Operator is '+' or '-';

        private string Wrap(ShapeExpr side, bool rightSide) =>
            side is Binary inner && (rightSide ? !IsSum || inner.IsSum : !IsSum && inner.IsSum) ? $"({side})" : side.ToString()!;
    }
}

/// <summary>Recursive descent over <c>sum := product (('+'|'-') product)*</c>, <c>product := atom (('*'|'/'|'%') atom)*</c>.</summary>
internal ref struct ShapeExprParser(string text)
{
    private const int MaxDepth = 64;

    private readonly string _text = text;
    private int _position;
    private int _depth;

    public ShapeExpr? ParseAll() => Sum() is { } result && Peek() == '\0' && _position >= _text.Length ? result : null;

    private ShapeExpr? Sum()
    {
        var left = Product();
        while (left is not null && Peek() is '+' or '-')
            left = _text[_position++] is var op && Product() is { } right ? new ShapeExpr.Binary(op, left!, right) : null;
        return left;
    }

    private ShapeExpr? Product()
    {
        var left = Atom();
        while (left is not null && Peek() is '*' or '/' or '%')
            left = _text[_position++] is var op && Atom() is { } right ? new ShapeExpr.Binary(op, left!, right) : null;
        return left;
    }

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
