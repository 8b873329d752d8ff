using System.Collections.Immutable;
using Weft.Backends;
using Weft.Backends.Llvm;
using Weft.Frontend.Dsl;
using Weft.IR;
using Weft.Runtime;
using Xunit;

namespace Weft.Frontend.Tests.Dsl;

/// <summary>Runs .weft programs in tests, in the interpreter and compiled.</summary>
internal static class RunTest
{
    /// <summary>Runs the last entry of a program.</summary>
    /// <param name="expected">The outputs, or a part of what is said when it stops.</param>
    public static void Check(string text, string expected, params string[] inputs)
    {
        var (module, diagnostics) = WeftCompilation.Lower("test.weft", text, new IrContext(StandardDialects.All));
        Assert.True(module is not null, string.Join('\n', diagnostics));
        var program = KernelProgram.Of(module, diagnostics)!;
        using var interpreter = new Device("interp", new InterpreterCompiler());
        using var cpu = CpuDevice.Open();
        foreach (var device in new[] { interpreter, cpu })
            Assert.Contains(expected, Run(device, program, inputs), StringComparison.Ordinal);
    }

    private static string Run(Device device, KernelProgram program, string[] inputs)
    {
        DiagnosticBag diagnostics = [];
        var entry = program.Entries[^1];
        var given = inputs.Select(input => input.Split('=')).ToDictionary(pair => pair[0], pair => Vector(pair[1]));
        var call = Invocation.Bind(entry, given, ImmutableDictionary<string, ImmutableArray<long>>.Empty, diagnostics);
        if (call is null) return string.Join('\n', diagnostics);
        try
        {
            device.Load(program, entry.Name).Launch(call);
            return string.Join(", ", call.Outputs.Select(output => $"{output.Name}: {Text(output.Value)}"));
        }
        catch (WeftException stopped)
        {
            return stopped.Message;
        }
    }

    private static Tensor Vector(string text)
    {
        float[] values = [.. text.Split(' ').Select(word => float.Parse(word, System.Globalization.CultureInfo.InvariantCulture))];
        return Tensor.Of<float>(values, values.Length);
    }

    private static string Text(Tensor tensor)
    {
        var size = (int)(tensor.Bytes.Length / tensor.Count);
        var elements = Enumerable.Range(0, (int)tensor.Count);
        return string.Join(' ', elements.Select(i => ScalarText.FormatElement(tensor.Element, tensor.Bytes.Span[(i * size)..])));
    }
}
