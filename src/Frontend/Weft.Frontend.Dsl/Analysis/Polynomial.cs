using System.Collections.Immutable;
using System.Globalization;
using Weft.IR;

namespace Weft.Frontend.Dsl.Analysis;

/// <summary>A sum of products of extents: <c>2*n*m + 3*n</c>. Immutable.</summary>
public sealed class Polynomial
{
    // A product is its factors, sorted; the empty product is 1. A sum of half an extent is an ordinary one.
    private readonly ImmutableSortedDictionary<string, double> _terms;

    private Polynomial(IEnumerable<KeyValuePair<string, double>> terms) => _terms = terms.Where(term => term.Value != 0)
        .ToImmutableSortedDictionary(term => term.Key, term => term.Value, StringComparer.Ordinal);

    public static Polynomial Zero { get; } = new([]);

    public bool IsZero => _terms.IsEmpty;

    /// <summary>The number, where it is one.</summary>
    public double? Value => IsZero ? 0 : _terms.Count == 1 && _terms.TryGetValue("", out var value) ? value : null;

    /// <summary>The number for certain extents; null where one is missing.</summary>
    public double? Evaluate(IReadOnlyDictionary<string, long> extents)
    {
        var sum = 0.0;
        foreach (var (product, factor) in _terms)
        {
            var term = factor;
            foreach (var symbol in product.Split('*', StringSplitOptions.RemoveEmptyEntries))
            {
                if (!extents.TryGetValue(symbol, out var extent)) return null;
                term *= extent;
            }

            sum += term;
        }

        return sum;
    }

    /// <summary>Whether the sum cannot be less than zero when certain symbols are not.</summary>
    public bool IsNeverNegative(Func<string, bool> isNeverNegative) => _terms.All(term =>
        term.Value >= 0 && term.Key.Split('*', StringSplitOptions.RemoveEmptyEntries).All(isNeverNegative));

    public static implicit operator Polynomial(double value) => FromDouble(value);

    public static Polynomial FromDouble(double value) => new([new("", value)]);

    public static Polynomial Symbol(string name) => new([new(name, 1)]);

    /// <summary>A formula of extents; null where it is none of sums and products.</summary>
    public static Polynomial? Of(ShapeExpr formula) => formula switch
    {
        ShapeExpr.Literal { Value: var value } => value,
        ShapeExpr.Symbol { Name: var name } => Symbol(name),
        ShapeExpr.Binary { Operator: var op, Left: var left, Right: var right } => Combine(op, Of(left), Of(right)),
        _ => null,
    };

    public static Polynomial? Combine(char op, Polynomial? left, Polynomial? right) => (op, left, right) switch
    {
        (_, null, _) or (_, _, null) => null,
        ('+', _, _) => left + right,
        ('-', _, _) => left - right,
        ('*', _, _) => left * right,
        ('/', _, { Value: { } divisor and not 0 }) => left * (1 / divisor),
        _ => null,
    };

    public static Polynomial operator +(Polynomial left, Polynomial right) => new(left._terms.Concat(right._terms)
        .GroupBy(term => term.Key).Select(group => KeyValuePair.Create(group.Key, group.Sum(term => term.Value))));

    public static Polynomial operator -(Polynomial left, Polynomial right) => left + right * -1;

    public static Polynomial operator *(Polynomial left, Polynomial right) => new(left._terms
        .SelectMany(x => right._terms, (x, y) => KeyValuePair.Create(Join(x.Key, y.Key), x.Value * y.Value))
        .GroupBy(term => term.Key).Select(group => KeyValuePair.Create(group.Key, group.Sum(term => term.Value))));

    /// <summary>The highest powers first.</summary>
    public override string ToString()
    {
        if (IsZero) return "0";
        var terms = _terms.OrderByDescending(term => term.Key.Length == 0 ? 0 : term.Key.Count(c => c == '*') + 1);
        var text = string.Join(" + ", terms.Select(term => Text(term.Key, term.Value)));
        return text.Replace("+ -", "- ", StringComparison.Ordinal);
    }

    private static string Join(string a, string b) =>
        string.Join('*', $"{a}*{b}".Split('*', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));

    private static string Text(string product, double factor)
    {
        var number = factor.ToString("0.###", CultureInfo.InvariantCulture);
        return product.Length == 0 ? number : factor == 1 ? product : $"{number}*{product}";
    }
}
