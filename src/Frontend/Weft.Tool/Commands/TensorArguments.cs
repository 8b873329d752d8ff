using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Tool;

/// <summary>The options that carry values: <c>--in x=a.npy --arg k=0.1 --out y=b.npy --shape y=512x512</c>.</summary>
internal sealed class TensorArguments
{
    private readonly Option<string[]> _in = Many("--in", "an input array from a file: NAME=FILE (.npy, .pgm, .ppm)");
    private readonly Option<string[]> _arg = Many("--arg", "a scalar argument: NAME=VALUE");
    private readonly Option<string[]> _out = Many("--out", "where to write an output: NAME=FILE (.npy, .pgm, .ppm, .png)");
    private readonly Option<string[]> _shape = Many("--shape", "the shape of an output that no input fixes: NAME=512x512");

    public void AddTo(Command command)
    {
        foreach (var option in new[] { _in, _arg, _out, _shape }) command.Options.Add(option);
    }

    /// <summary>Reads the inputs. A scalar takes the type that the signature says; without a signature the shortest that holds it.</summary>
    public Dictionary<string, Tensor> Inputs(ToolContext context, ParseResult parsed, Func<string, KernelParameter?> find)
    {
        var inputs = new Dictionary<string, Tensor>();
        foreach (var (name, file) in Pairs(parsed, _in)) inputs[name] = TensorFile.Read(context.Resolve(file));
        foreach (var (name, text) in Pairs(parsed, _arg))
        {
            var element = find(name)?.Element ?? (text.Contains('.', StringComparison.Ordinal) ? ElementType.F32 : ElementType.I32);
            inputs[name] = ScalarText.Parse(element, text)
                ?? throw new WeftException(ToolDiagnostics.BadScalar.At(default, text, element.Name, name));
        }

        return inputs;
    }

    public Dictionary<string, ImmutableArray<long>> Shapes(ParseResult parsed)
    {
        var shapes = new Dictionary<string, ImmutableArray<long>>();
        foreach (var (name, text) in Pairs(parsed, _shape))
        {
            var extents = text.Split('x').Select(t => long.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out var extent) ? extent : -1).ToImmutableArray();
            if (extents.Any(e => e < 0)) throw new WeftException(ToolDiagnostics.BadShape.At(default, text, name));
            shapes[name] = extents;
        }

        return shapes;
    }

    /// <summary>Writes what was asked for; says the rest on the output when it is short.</summary>
    public void Write(ToolContext context, ParseResult parsed, IEnumerable<(string Name, Tensor Value)> outputs)
    {
        var files = Pairs(parsed, _out).ToDictionary(p => p.Name, p => p.Value);
        foreach (var (name, value) in outputs)
        {
            if (!files.Remove(name, out var file))
            {
                context.Out.WriteLine($"{name}: {Describe(value)}");
                continue;
            }

            TensorFile.Write(context.Resolve(file), value);
            context.Out.WriteLine($"{name}: {value} -> {file}");
        }

        if (files.Keys.FirstOrDefault() is { } unknown)
            throw new WeftException(ToolDiagnostics.UnknownOutput.At(default, unknown));
    }

    private static string Describe(Tensor value)
    {
        const int Shown = 8;
        var size = value.Element.ByteSize;
        var items = Enumerable.Range(0, (int)Math.Min(value.Count, Shown)).Select(i => ScalarText.FormatElement(value.Element, value.Bytes.Span[(i * size)..]));
        return value.Shape.IsEmpty ? items.First() : $"{value} = {string.Join(" ", items)}{(value.Count > Shown ? " ..." : "")}";
    }

    private static Option<string[]> Many(string name, string description) =>
        new(name) { Description = description, AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };

    private static IEnumerable<(string Name, string Value)> Pairs(ParseResult parsed, Option<string[]> option)
    {
        foreach (var text in parsed.GetValue(option) ?? [])
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1) throw new WeftException(ToolDiagnostics.BadPair.At(default, option.Name, text));
            yield return (text[..equals], text[(equals + 1)..]);
        }
    }
}
