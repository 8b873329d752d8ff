using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>Says how to write a conversion that the language does not make by itself.</summary>
internal static class Conversions
{
    private const int LongestQuote = 30;

    public static string Suggest(ElementType wanted, WeftType found, string text) =>
        found is ArrayType ? "take an element"
        : wanted == ElementType.Bool ? $"compare it, for example '{Quote(text)} != 0'"
        : $"convert it with '{wanted.Name}({Quote(text)})'";

    /// <summary>The operand of two that is better converted: to floating point before integer, to more bits before fewer.</summary>
    public static string SuggestForPair(ElementType left, string leftText, ElementType right, string rightText)
    {
        if (left == ElementType.Bool || right == ElementType.Bool) return "compare the number first, for example 'x != 0'";
        var rightWins = Rank(right) > Rank(left);
        return rightWins ? $"convert one: '{right.Name}({Quote(leftText)})'" : $"convert one: '{left.Name}({Quote(rightText)})'";
    }

    private static int Rank(ElementType kind) =>
        (kind.IsFloat ? 1000 : 0) + (kind.Bits * 2) + (kind == ElementType.Index ? 1 : 0) + (kind == ElementType.F16 ? 1 : 0);

    private static string Quote(string text) => text.Length is 0 or > LongestQuote ? "x" : text;
}

/// <summary>What messages show in place of what the user would write.</summary>
internal static class Placeholders
{
    private static readonly string[] Indices = ["i", "j", "k", "l"];

    /// <summary><c>1 argument</c>, <c>2 arguments</c>.</summary>
    public static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    /// <summary>A call with all its results: <c>let (a, b) = f(...)</c>.</summary>
    public static string CallOf(KernelSymbol kernel) => kernel.Results switch
    {
        [] => $"{kernel.Name}(...)",
        [var result] => $"let {result.Name} = {kernel.Name}(...)",
        var results => $"let ({string.Join(", ", results.Select(result => result.Name))}) = {kernel.Name}(...)",
    };

    /// <summary>The first field of a record, for example <c>pos.x</c>.</summary>
    public static string Field(RecordType record)
    {
        List<string> path = [];
        for (WeftType type = record; type is RecordType { Record.Fields: [var first, ..] }; type = first.Type) path.Add(first.Name);
        var subscripts = record.Dimensions.Count == 0 ? "" : $"[{Subscripts(record.Dimensions.Count)}]";
        return $"{subscripts}.{string.Join('.', path)}";
    }

    /// <summary><c>i, j</c> for rank 2.</summary>
    public static string Subscripts(int rank) =>
        string.Join(", ", Enumerable.Range(0, rank).Select(d => d < Indices.Length ? Indices[d] : $"i{d}"));
}
