using System.Collections.Immutable;
using System.Globalization;
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
        var given = inputs.Select(input => input.Split('=')).ToDictionary(pair => pair[0], pair => Value(entry, pair[0], pair[1]));
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

    /// <summary><c>1 2 3</c>, rows apart by <c>;</c>, as the parameter asks for.</summary>
    private static Tensor Value(KernelSignature entry, string name, string text)
    {
        var parameter = entry.Parameters.FirstOrDefault(parameter => parameter.Name == name);
        var rows = text.Split(';', StringSplitOptions.TrimEntries).Select(row => row.Split(' ')).ToArray();
        double[] values = [.. rows.SelectMany(row => row).Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
        ImmutableArray<long> shape = parameter is { IsScalar: true } ? []
            : rows.Length > 1 ? [rows.Length, rows[0].Length]
            : [values.Length];
        return (parameter?.Element ?? ElementType.F32) switch
        {
            ElementType.U8 => Tensor.Of<byte>([.. values.Select(value => (byte)value)], shape),
            ElementType.I32 => Tensor.Of<int>([.. values.Select(value => (int)value)], shape),
            ElementType.I64 => Tensor.Of<long>([.. values.Select(value => (long)value)], shape),
            ElementType.F64 => Tensor.Of<double>(values, shape),
            _ => Tensor.Of<float>([.. values.Select(value => (float)value)], shape),
        };
    }

    private static string Text(Tensor tensor)
    {
        var size = (int)(tensor.Bytes.Length / tensor.Count);
        var elements = Enumerable.Range(0, (int)tensor.Count);
        return string.Join(' ', elements.Select(i => ScalarText.FormatElement(tensor.Element, tensor.Bytes.Span[(i * size)..])));
    }
}
