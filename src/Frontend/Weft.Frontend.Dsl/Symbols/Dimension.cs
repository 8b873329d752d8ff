using System.Globalization;

namespace Weft.Frontend.Dsl.Symbols;

/// <summary>An extent of an array as a formula over shape symbols. Its text is what a kernel's signature stores.</summary>
public abstract record Dimension
{
    /// <summary>The shape symbols that occur, left to right.</summary>
    public abstract IEnumerable<string> Symbols { get; }

    /// <summary>The formula with symbols replaced; a symbol without a replacement stays.</summary>
    public abstract Dimension Substitute(IReadOnlyDictionary<string, Dimension> values);

    /// <summary>The formula of two others, folded where both are numbers; null where that divides by zero or leaves 64 bits.</summary>
    public static Dimension? Combine(char op, Dimension left, Dimension right)
    {
        if (left is not Literal { Value: var a } || right is not Literal { Value: var b }) return new Formula(op, left, right);
        if (op is '/' or '%' && b == 0) return null;
        Int128 value = op switch
        {
            '+' => (Int128)a + b,
            '-' => (Int128)a - b,
            '*' => (Int128)a * b,
            '/' => (Int128)a / b,
            _ => (Int128)a % b,
        };
        return value >= long.MinValue && value <= long.MaxValue ? new Literal((long)value) : null;
    }

    public sealed record Literal(long Value) : Dimension
    {
        public override IEnumerable<string> Symbols => [];

        public override Dimension Substitute(IReadOnlyDictionary<string, Dimension> values) => this;

        public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
    }

    public sealed record Symbol(string Name) : Dimension
    {
        public override IEnumerable<string> Symbols => [Name];

        public override Dimension Substitute(IReadOnlyDictionary<string, Dimension> values) => values.GetValueOrDefault(Name, this);

        public override string ToString() => Name;
    }

    /// <param name="Operator">One of <c>+ - * / %</c>; the last two as in C#.</param>
    public sealed record Formula(char Operator, Dimension Left, Dimension Right) : Dimension
    {
        private bool IsSum => Operator is '+' or '-';

        public override IEnumerable<string> Symbols => Left.Symbols.Concat(Right.Symbols);

        public override Dimension Substitute(IReadOnlyDictionary<string, Dimension> values)
        {
            var (left, right) = (Left.Substitute(values), Right.Substitute(values));
            return Combine(Operator, left, right) ?? new Formula(Operator, left, right);
        }

        public override string ToString() => $"{Wrap(Left, rightSide: false)} {Operator} {Wrap(Right, rightSide: true)}";

        private string Wrap(Dimension side, bool rightSide) =>
            side is Formula inner && (rightSide ? !IsSum || inner.IsSum : !IsSum && inner.IsSum) ? $"({side})" : side.ToString()!;
    }
}
