using Weft.Backends;
using Weft.IR.Text;
using Weft.Passes;
using Xunit;

namespace Weft.IR.Tests.Passes;

/// <summary>The interpreter gives the same, bit for bit, before and after a transform; which NaN arithmetic gives is open. Seeds are
/// fixed.</summary>
public sealed class TransformMeaningTests
{
    private const int Programs = 400;

    [Theory]
    [InlineData("canonicalize")]
    [InlineData("cse")]
    [InlineData("int-range-optimizations")]
    [InlineData("canonicalize cse canonicalize convert-scf-to-cf canonicalize cse")]
    public void Is_kept(string passes)
    {
        var different = new List<string>();
        for (var seed = 0; seed < Programs; seed++)
        {
            var text = RandomProgram.Write(seed);
            var context = new IrContext(StandardDialects.All);
            var diagnostics = new DiagnosticBag();
            var module = IrParser.ParseModule(context, text, $"seed {seed}", diagnostics);
            Assert.True(module is not null && Verifier.Verify(module, context, diagnostics), $"{string.Join('\n', diagnostics)}\n{text}");
            var before = Results(module, seed);
            foreach (var pass in passes.Split(' '))
                PassRegistry.Find(pass)!.Create(new PassOptions(new Dictionary<string, string>(), diagnostics, pass)).Run(
                    module, new PassContext(context, diagnostics, new RemarkLog()));
            Assert.True(Verifier.Verify(module, context, diagnostics), $"{string.Join('\n', diagnostics)}\n{text}");
            var after = Results(module, seed);
            if (before != after) different.Add($"seed {seed}:\n{before}\n{after}\n{text}\n{module}");
        }

        Assert.True(different.Count == 0, $"{different.Count} of {Programs}; {different.FirstOrDefault()}");
    }

    private static string Results(ModuleOp module, int seed)
    {
        var random = new Random(seed);
        var lines = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            var number = random.NextInt64();
            RuntimeValue[] arguments =
            [
                RuntimeValue.Bool((number & 1) != 0), RuntimeValue.Integer((sbyte)number, IntegerType.I8),
                RuntimeValue.Integer((int)number, IntegerType.I32), RuntimeValue.Integer(number, IntegerType.I64),
                RuntimeValue.Index(number >> 40), RuntimeValue.Single((random.NextSingle() * 8) - 4),
            ];
            var results = Interpreter.Run(module, "main", arguments);
            lines.Add(string.Join(' ', results.SkipLast(1).Select(v => $"{v.Bits:x}").Append(Describe(results[^1].AsSingle))));
        }

        return string.Join('\n', lines);
    }

    private static string Describe(float value) => float.IsNaN(value) ? "nan" : $"{BitConverter.SingleToInt32Bits(value):x}";
}
