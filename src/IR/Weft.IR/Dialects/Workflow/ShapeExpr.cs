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

    /// <summary>The formula with symbols replaced; a symbol without a replacement stays.</summary>
    public abstract ShapeExpr Substitute(IReadOnlyDictionary<string, ShapeExpr> values);

    /// <summary>What the one symbol that is not known must be for the formula to have a value: <c>2*n + 1 = extent</c> gives
    /// <c>(extent - 1) / 2</c>. Whether that is exact is for the formula itself to say. Null where no or several occurrences are
    /// unknown, or one stands under <c>/</c> or <c>%</c>.</summary>
    public (string Symbol, ShapeExpr Value)? Solve(ShapeExpr extent, Func<string, bool> isKnown)
    {
        if (Symbols.Count(symbol => !isKnown(symbol)) != 1) return null;
        switch (this)
        {
            case Symbol { Name: var name }: return (name, extent);
            case Binary(var op, var left, var right):
                var inLeft = !left.Symbols.All(isKnown);
                var (unknown, known) = inLeft ? (left, right) : (right, left);
                var rest = op switch
                {
                    '+' => Combine('-', extent, known),
                    '-' => inLeft ? Combine('+', extent, known) : Combine('-', known, extent),
                    '*' => Combine('/', extent, known),
                    _ => null,
                };
                return rest is null ? null : unknown.Solve(rest, isKnown);
            default: return null;
        }
    }

    public static ShapeExpr? TryParse(string text) => new ShapeExprParser(text).ParseAll();

    /// <summary>The formula of two others, folded where both are numbers; null where that divides by zero or leaves 64 bits.</summary>
    public static ShapeExpr? Combine(char op, ShapeExpr left, ShapeExpr right)
    {
        if (left is not Literal { Value: var a } || right is not Literal { Value: var b }) return new Binary(op, left, right);
        return Apply(op, a, b) is { } value ? new Literal(value) : null;
    }

    private static long? Apply(char op, long a, long b)
    {
        if (op is '/' or '%' && (b == 0 || (a == long.MinValue && b == -1))) return null;
        try
        {
            return op switch
            {
                '+' => checked(a + b),
                '-' => checked(a - b),
                '*' => checked(a * b),
                '/' => a / b,
                '%' => a % b,
                _ => throw new InvalidOperationException($"'{op}' is not an operator of shapes"),
            };
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    public sealed record Literal(long Value) : ShapeExpr
    {
        public override long? Evaluate(IReadOnlyDictionary<string, long> symbols) => Value;

        public override IEnumerable<string> Symbols => [];

        public override ShapeExpr Substitute(IReadOnlyDictionary<string, ShapeExpr> values) => this;

        public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
    }

    public sealed record Symbol(string Name) : ShapeExpr
    {
        public override long? Evaluate(IReadOnlyDictionary<string, long> symbols) =>
            symbols.TryGetValue(Name, out var value) ? value : null;

        public override IEnumerable<string> Symbols => [Name];

        public override ShapeExpr Substitute(IReadOnlyDictionary<string, ShapeExpr> values) =>
            values.TryGetValue(Name, out var value) ? value : this;

        public override string ToString() => Name;
    }

    public sealed record Binary(char Operator, ShapeExpr Left, ShapeExpr Right) : ShapeExpr
    {
        public override long? Evaluate(IReadOnlyDictionary<string, long> symbols) =>
            Left.Evaluate(symbols) is { } a && Right.Evaluate(symbols) is { } b ? Apply(Operator, a, b) : null;

        public override IEnumerable<string> Symbols => Left.Symbols.Concat(Right.Symbols);

        public override ShapeExpr Substitute(IReadOnlyDictionary<string, ShapeExpr> values)
        {
            var (left, right) = (Left.Substitute(values), Right.Substitute(values));
            return Combine(Operator, left, right) ?? new Binary(Operator, left, right);
        }

        public override string ToString() => $"{Wrap(Left, rightSide: false)} {Operator} {Wrap(Right, rightSide: true)}";

        private bool IsSum => Operator is '+' or '-';

        private string Wrap(ShapeExpr side, bool rightSide) =>
            side is Binary inner && (rightSide ? !IsSum || inner.IsSum : !IsSum && inner.IsSum) ? $"({side})" : side.ToString()!;
    }
}
