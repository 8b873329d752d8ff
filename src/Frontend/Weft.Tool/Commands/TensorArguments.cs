using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Tool;

/// <summary>The options that carry values: <c>--in x=a.npy --arg k=0.1 --out y=b.npy --shape y=512x512</c>.</summary>
internal sealed class TensorArguments
{
    private readonly InputArguments _inputs = new();
    private readonly Option<string[]> _out = PairOptions.Many("--out", "where to write an output: NAME=FILE (.npy, .pgm, .ppm, .png)");
    private readonly Option<string[]> _shape = PairOptions.Many("--shape", "the shape of an output that no input fixes: NAME=512x512");

    private IEnumerable<Option<string[]>> All => [_out, _shape];

    public void AddTo(Command command)
    {
        _inputs.AddTo(command);
        foreach (var option in All) command.Options.Add(option);
    }

    /// <summary>Whether any of the options is there.</summary>
    public bool AreGiven(ParseResult parsed) => _inputs.AreGiven(parsed) || All.Any(option => parsed.GetValue(option) is [_, ..]);

    /// <summary>See <see cref="InputArguments.Read"/>.</summary>
    public Dictionary<string, Tensor> Inputs(ToolContext context, ParseResult parsed, KernelSignature signature) =>
        _inputs.Read(context, parsed, signature);

    public Dictionary<string, ImmutableArray<long>> Shapes(ParseResult parsed)
    {
        var shapes = new Dictionary<string, ImmutableArray<long>>();
        foreach (var (name, text) in PairOptions.Pairs(parsed, _shape))
        {
            var extents = text.Split('x').Select(Extent).ToImmutableArray();
            if (extents.Any(e => e < 0)) throw new WeftException(ToolDiagnostics.BadShape.At(default, text, name));
            if (!shapes.TryAdd(name, extents)) throw new WeftException(ToolDiagnostics.GivenTwice.At(default, name));
        }

        return shapes;
    }

    /// <summary>Throws <see cref="WeftException"/> when an output is named that there is not, or a format that there is not: before the
    /// kernel runs, not after.</summary>
    public void RequireOutputs(ParseResult parsed, KernelSignature signature)
    {
        var known = signature.Outputs.Select(p => p.Name).ToList();
        var files = Outputs(parsed);
        if (files.Keys.Concat(Shapes(parsed).Keys).FirstOrDefault(name => !known.Contains(name)) is { } unknown)
            throw new WeftException(ToolDiagnostics.UnknownOutput.At(default, unknown, string.Join(", ", known)));
        foreach (var file in files.Values) TensorFile.RequireWritable(file);
    }

    /// <summary>Writes what was asked for; says the rest on the output when it is short.</summary>
    public void Write(ToolContext context, ParseResult parsed, IEnumerable<(string Name, Tensor Value)> outputs)
    {
        var files = Outputs(parsed);
        foreach (var (name, value) in outputs)
        {
            if (!files.TryGetValue(name, out var file))
            {
                context.Out.WriteLine($"{name}: {Describe(value)}");
                continue;
            }

            TensorFile.Write(context.Resolve(file), value, file);
            context.Inform($"{name}: {value} -> {file}");
        }
    }

    private Dictionary<string, string> Outputs(ParseResult parsed)
    {
        var files = new Dictionary<string, string>();
        foreach (var (name, file) in PairOptions.Pairs(parsed, _out))
            if (!files.TryAdd(name, file)) throw new WeftException(ToolDiagnostics.GivenTwice.At(default, name));
        return files;
    }

    private static long Extent(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var extent) ? extent : -1;

    private static string Describe(Tensor value)
    {
        const int Shown = 8;
        var size = value.Element.ByteSize;
        var items = Enumerable.Range(0, (int)Math.Min(value.Count, Shown))
            .Select(i => ScalarText.FormatElement(value.Element, value.Bytes.Span[(i * size)..]));
        return value.Shape.IsEmpty ? items.First() : $"{value} = {string.Join(" ", items)}{(value.Count > Shown ? " ..." : "")}";
    }
}
