using System.Globalization;
using Weft.IR;

namespace Weft.Benchmarks;

/// <summary>What a suite is asked for on the command line.</summary>
/// <param name="Names">Of kernels; empty for all.</param>
/// <param name="Size">The place of the size among those of the suite.</param>
/// <param name="Json">The file to which lines are written; null for none.</param>
/// <param name="Limit">How long a call of ours may take.</param>
internal sealed record SuiteOptions(IReadOnlySet<string> Names, int Size, ElementType Element, string? Json, TimeSpan Limit)
{
    public const string Usage = "[names] [--size mini|small|medium|large] [--type f64|f32] [--json FILE] [--limit SECONDS]";

    /// <summary>Null with a message where the words are none of <see cref="Usage"/>.</summary>
    public static SuiteOptions? Parse(ReadOnlySpan<string> words, IReadOnlyList<string> sizes, IEnumerable<string> names, out string message)
    {
        var (chosen, known) = (new HashSet<string>(), names.ToHashSet());
        var options = new SuiteOptions(chosen, sizes.Count - 1, ElementType.F64, null, TimeSpan.FromSeconds(30));
        message = "";
        while (words is [var word, .. var rest])
        {
            words = rest is [_, .. var others] && word.StartsWith('-') ? others : rest;
            var value = rest is [var next, ..] ? next : "";
            switch (word)
            {
                case "--size" when Array.IndexOf([.. sizes], value) is >= 0 and var size:
                    options = options with { Size = size };
                    break;
                case "--type" when ElementTypes.Parse(value) is { } element and (ElementType.F64 or ElementType.F32):
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
                    message = $"'{word}{(word.StartsWith('-') ? $" {value}" : "")}' is none of {Usage}; names are {string.Join(' ', known)}";
                    return null;
            }
        }

        return options;
    }
}
