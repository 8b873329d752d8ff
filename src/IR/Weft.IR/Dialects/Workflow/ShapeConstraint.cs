using System;
using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>What a kernel asks of the extents of its arguments: <c>m % 16 == 0</c>, <c>n >= k</c>. Functions keep them as text in
/// <see cref="Attribute"/>.</summary>
/// <param name="Comparison">One of <see cref="Comparisons"/>.</param>
public sealed record ShapeConstraint(ShapeExpr Left, string Comparison, ShapeExpr Right)
{
    /// <summary>On a kernel: an array of the texts of its constraints.</summary>
    public const string Attribute = "wf.where";

    /// <summary>The longer spellings come first, as a reader needs them.</summary>
    public static IReadOnlyList<string> Comparisons { get; } = ["==", "!=", "<=", ">=", "<", ">"];

    /// <summary>Null when the text is not of that form.</summary>
    public static ShapeConstraint? TryParse(string text)
    {
        foreach (var comparison in Comparisons)
        {
            var at = text.IndexOf(comparison, StringComparison.Ordinal);
            if (at < 0) continue;
            var (left, right) = (ShapeExpr.TryParse(text.Substring(0, at)), ShapeExpr.TryParse(text.Substring(at + comparison.Length)));
            return left is null || right is null ? null : new(left, comparison, right);
        }

        return null;
    }

    /// <summary>The constraints that an operation keeps; those that are not of the form are left out.</summary>
    public static IEnumerable<ShapeConstraint> Of(Operation function) =>
        function.Attribute(Attribute) is not ArrayAttr texts ? [] : texts.Elements.OfType<StringAttr>()
            .Select(text => TryParse(text.Value)).OfType<ShapeConstraint>();

    /// <summary>Whether it holds; null when a side has no value.</summary>
    public bool? Holds(IReadOnlyDictionary<string, long> symbols) =>
        Left.Evaluate(symbols) is { } a && Right.Evaluate(symbols) is { } b ? Compare(a, b) : null;

    public ShapeConstraint Substitute(IReadOnlyDictionary<string, ShapeExpr> values) =>
        new(Left.Substitute(values), Comparison, Right.Substitute(values));

    /// <summary>Its shape symbols, each once, left to right.</summary>
    public IEnumerable<string> Symbols => Left.Symbols.Concat(Right.Symbols).Distinct();

    public override string ToString() => $"{Left} {Comparison} {Right}";

    private bool Compare(long a, long b) => Comparison switch
    {
        "==" => a == b,
        "!=" => a != b,
        "<=" => a <= b,
        ">=" => a >= b,
        "<" => a < b,
        _ => a > b,
    };
}
