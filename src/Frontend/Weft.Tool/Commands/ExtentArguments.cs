using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Weft.Runtime;

namespace Weft.Tool;

/// <summary><c>--shape n=1024 m=512</c>: the extents that symbols of a signature stand for.</summary>
/// <param name="use">What they are for.</param>
internal sealed class ExtentArguments(string use)
{
    private readonly Option<string[]> _shape =
        new("--shape") { Description = $"n=1024: an extent, {use}", AllowMultipleArgumentsPerToken = true };

    public void AddTo(Command command) => command.Options.Add(_shape);

    /// <summary>Throws <see cref="WeftException"/> for what is not of the form.</summary>
    public IReadOnlyDictionary<string, long> Of(ParseResult parsed)
    {
        var extents = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var text in (parsed.GetValue(_shape) ?? []).SelectMany(list => list.Split(',')))
        {
            var (name, value) = text.Split('=') is [var symbol, var number] ? (symbol, number) : ("", "");
            if (name.Length == 0 || !long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var extent) || extent < 0)
                throw new WeftException(ToolDiagnostics.BadExtent.At(default, text));
            extents[name] = extent;
        }

        return extents;
    }
}
