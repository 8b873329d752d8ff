using System.Globalization;
using Weft.IR;

namespace Weft.Benchmarks;

/// <summary>What a suite is asked for on the command line.</summary>
/// <param name="Names">Of kernels; none for all.</param>
/// <param name="Size">The place of the size among those of the suite.</param>
/// <param name="Json">The file to which lines are written; null for none.</param>
/// <param name="Limit">How long a call of ours may take.</param>
internal sealed record SuiteOptions(IReadOnlySet<string> Names, int Size, ElementType Element, string? Json, TimeSpan Limit)
{
    /// <summary>Null with a message where the words are not what it says.</summary>
    public static SuiteOptions? Parse(ReadOnlySpan<string> words, Suite suite, out string message)
    {
        var (chosen, known) = (new HashSet<string>(), suite.Kernels.Select(kernel => kernel.Name).ToHashSet());
        var options = new SuiteOptions(chosen, suite.Sizes.Length - 1, suite.Elements[0], null, TimeSpan.FromSeconds(30));
        message = "";
        while (words is [var word, .. var rest])
        {
            words = rest is [_, .. var others] && word.StartsWith('-') ? others : rest;
            var value = rest is [var next, ..] ? next : "";
            switch (word)
            {
                case "--size" when suite.Sizes.IndexOf(value) is >= 0 and var size:
                    options = options with { Size = size };
                    break;
                case "--type" when ElementTypes.Parse(value) is { } element && suite.Elements.Contains(element):
                    options = options with { Element = element };
                    break;
                case "--json" when value.Length > 0:
                    options = options with { Json = value };
                    break;
                case "--limit" when double.TryParse(value, CultureInfo.InvariantCulture, out var seconds) && seconds > 0:
                    options = options with { Limit = TimeSpan.FromSeconds(seconds) };
                    break;
                case var name when known.Contains(name):
                    chosen.Add(name);
                    break;
                default:
                    var types = string.Join('|', suite.Elements.Select(element => element.Name));
                    message = $"""
                        '{word}{(word.StartsWith('-') ? $" {value}" : "")}' is none of these:
                        {suite.Name} [names] [--size {string.Join('|', suite.Sizes)}] [--type {types}] [--json FILE] [--limit SECONDS]
                        names: {string.Join(' ', known)}
                        """;
                    return null;
            }
        }

        return options;
    }
}
