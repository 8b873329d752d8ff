using System.CommandLine;
using System.CommandLine.Parsing;
using Weft.Runtime;

namespace Weft.Tool;

/// <summary>Options that take <c>NAME=VALUE</c>, any number of times.</summary>
internal static class PairOptions
{
    public static Option<string[]> Many(string name, string description) =>
        new(name) { Description = description, AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };

    public static IEnumerable<(string Name, string Value)> Pairs(ParseResult parsed, Option<string[]> option)
    {
        foreach (var text in parsed.GetValue(option) ?? [])
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1) throw new WeftException(ToolDiagnostics.BadPair.At(default, option.Name, text));
            yield return (text[..equals], text[(equals + 1)..]);
        }
    }
}
