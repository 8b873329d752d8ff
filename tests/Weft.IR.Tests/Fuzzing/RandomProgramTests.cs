using System.Diagnostics;
using Weft.Backends;
using Weft.IR.Text;
using Weft.Passes;
using Xunit;

namespace Weft.IR.Tests.Fuzzing;

/// <summary>What holds for every program, tried on random ones.</summary>
public sealed class RandomProgramTests
{
    private const string MlirOpt = "/usr/lib/llvm-19/bin/mlir-opt";

    [Fact]
    public void Printed_text_reads_as_what_was_printed()
    {
        foreach (var seed in Seeds.AtLeast(100))
        {
            var module = Read(RandomProgram.Write(seed), seed, out _);
            foreach (var isGeneric in (bool[])[false, true])
            {
                var options = new PrintOptions { Generic = isGeneric };
                var printed = IrPrinter.ToText(module, options);
                Assert.Equal(printed, IrPrinter.ToText(Read(printed, seed, out _), options));
            }
        }
    }

    /// <summary>The interpreter gives the same, bit for bit, before and after a transform; which NaN arithmetic gives is open. (Not so
    /// arith-expand: as mlir-opt does, it takes the greater of zeros to be any of them.)</summary>
    [Theory]
    [InlineData("canonicalize")]
    [InlineData("simplify")]
    [InlineData("cse")]
    [InlineData("sccp")]
    [InlineData("int-range-optimizations")]
    [InlineData("loop-invariant-code-motion")]
    [InlineData("control-flow-sink")]
    [InlineData("mem2reg")]
    [InlineData("convert-vector-to-scf")]
    [InlineData("convert-scf-to-cf canonicalize")]
    [InlineData("canonicalize cse convert-vector-to-scf canonicalize convert-scf-to-cf sccp canonicalize cse")]
    public void Transforms_keep_what_a_program_means(string passes)
    {
        var (different, programs) = (new List<string>(), 0);
        foreach (var seed in Seeds.AtLeast(60))
        {
            programs++;
            var text = RandomProgram.Write(seed);
            var module = Read(text, seed, out var context);
            var before = Results(module, seed);
            foreach (var name in passes.Split(' ')) Run(name, module, context, text);
            var after = Results(module, seed);
            if (before != after) different.Add($"seed {seed}:\n{before}\n{after}\n{text}\n{module}");
        }

        Assert.True(different.Count == 0, $"{different.Count} of {programs}; {different.FirstOrDefault()}");
    }

    [Fact]
    public async Task Mlir_opt_prints_the_same()
    {
        Assert.SkipUnless(File.Exists(MlirOpt), "mlir-opt of LLVM 19 is not installed");
        foreach (var seeds in Seeds.AtLeast(40).Chunk(20))
        {
            var texts = Array.ConvertAll(seeds, seed => IrPrinter.ToText(Read(RandomProgram.Write(seed), seed, out _)).Trim());
            var all = string.Join("\n// -----\n", texts);
            Assert.Equal(all, (await Print(all)).Trim().Replace("\n\n// -----\n", "\n// -----\n", StringComparison.Ordinal));
        }
    }

    private static async Task<string> Print(string text)
    {
        var start = new ProcessStartInfo(MlirOpt, "--split-input-file")
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, messages) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(text);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await messages);
        return await output;
    }

    private static ModuleOp Read(string text, int seed, out IrContext context)
    {
        context = new IrContext(StandardDialects.All);
        var diagnostics = new DiagnosticBag();
        var module = IrParser.ParseModule(context, text, $"seed {seed}", diagnostics);
        Assert.True(module is not null && Verifier.Verify(module, context, diagnostics), $"{string.Join('\n', diagnostics)}\n{text}");
        return module!;
    }

    private static void Run(string pass, ModuleOp module, IrContext context, string text)
    {
        var diagnostics = new DiagnosticBag();
        var transform = PassRegistry.Find(pass)!.Create(new PassOptions(new Dictionary<string, string>(), diagnostics, pass));
        try
        {
            transform.Run(module, new PassContext(context, diagnostics, new RemarkLog()));
        }
        catch (InvalidOperationException problem)
        {
            Assert.Fail($"{pass}: {problem.Message}\n{text}");
        }

        Assert.True(
            !diagnostics.HasErrors && Verifier.Verify(module, context, diagnostics), $"{pass}: {string.Join('\n', diagnostics)}\n{text}");
    }

    private static string Results(ModuleOp module, int seed)
    {
        var random = new Random(seed);
        var types = module.Body.Entry.Ops.OfType<FuncOp>().First().Type.Results;
        var lines = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            var number = random.NextInt64();
            RuntimeValue[] arguments =
            [
                RuntimeValue.Bool((number & 1) != 0), RuntimeValue.Integer((sbyte)number, IntegerType.I8),
                RuntimeValue.Integer((int)number, IntegerType.I32), RuntimeValue.Integer(number, IntegerType.I64),
                RuntimeValue.Index(number >> 40), RuntimeValue.Single((random.NextSingle() * 8) - 4),
            ];
            lines.Add(string.Join(' ', Interpreter.Run(module, "main", arguments).Select((value, r) => Describe(value, types[r]))));
        }

        return string.Join('\n', lines);
    }

    private static string Describe(RuntimeValue value, IrType type)
    {
        if (type is VectorType vector)
        {
            var lanes = Enumerable.Range(0, (int)vector.ElementCount).Select(i => Describe(value.AsElements[i], vector.Element));
            return $"[{string.Join(' ', lanes)}]";
        }

        return type is FloatType && float.IsNaN(value.AsSingle) ? "nan" : $"{value.Bits:x}";
    }
}
