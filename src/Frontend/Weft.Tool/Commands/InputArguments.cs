using System.CommandLine;
using System.CommandLine.Parsing;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Tool;

/// <summary>The options that carry inputs: <c>--in x=a.npy --arg k=0.1</c>.</summary>
internal sealed class InputArguments
{
    private readonly Option<string[]> _in = PairOptions.Many("--in", "an input array from a file: NAME=FILE (.npy, .pgm, .ppm)");
    private readonly Option<string[]> _arg = PairOptions.Many("--arg", "a scalar argument: NAME=VALUE");

    private IEnumerable<Option<string[]>> All => [_in, _arg];

    public void AddTo(Command command)
    {
        foreach (var option in All) command.Options.Add(option);
    }

    /// <summary>Whether any of the options is there.</summary>
    public bool AreGiven(ParseResult parsed) => All.Any(option => parsed.GetValue(option) is [_, ..]);

    /// <summary>What was given, as it was written.</summary>
    public IEnumerable<string> Texts(ParseResult parsed) => All.SelectMany(option => parsed.GetValue(option) ?? []);

    /// <summary>Reads the inputs. A scalar takes the type that the signature says.</summary>
    public Dictionary<string, Tensor> Read(ToolContext context, ParseResult parsed, KernelSignature signature)
    {
        var inputs = new Dictionary<string, Tensor>();
        foreach (var (name, file) in PairOptions.Pairs(parsed, _in)) Add(name, TensorFile.Read(context.Resolve(file), file));
        foreach (var (name, text) in PairOptions.Pairs(parsed, _arg))
        {
            var element = signature.Inputs.FirstOrDefault(p => p.Name == name)?.Element ?? throw new WeftException(
                RuntimeDiagnostics.UnexpectedInput.At(default, signature.Name, name, string.Join(", ", signature.Inputs)));
            Add(name, ScalarText.Parse(element, text)
                ?? throw new WeftException(ToolDiagnostics.BadScalar.At(default, text, element.Name, name)));
        }

        return inputs;

        void Add(string name, Tensor value)
        {
            if (!inputs.TryAdd(name, value)) throw new WeftException(ToolDiagnostics.GivenTwice.At(default, name));
        }
    }
}
