using System.Collections.Immutable;

namespace Weft.Benchmarks;

/// <summary>How large a problem is: the numbers of its symbols, such as n and steps.</summary>
internal sealed record SuiteExtents(ImmutableDictionary<string, long> Values)
{
    /// <summary>As a float, for formulas.</summary>
    public double this[string symbol] => Values[symbol];

    /// <param name="symbols">Names apart by blanks, one for each number.</param>
    public static SuiteExtents Of(string symbols, params ReadOnlySpan<long> numbers)
    {
        var (names, values) = (symbols.Split(' '), ImmutableDictionary.CreateBuilder<string, long>());
        for (var i = 0; i < names.Length; i++) values.Add(names[i], numbers[i]);
        return new(values.ToImmutable());
    }
}
