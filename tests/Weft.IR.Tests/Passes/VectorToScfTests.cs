using Weft.Backends;
using Weft.IR.Text;
using Weft.Passes;
using Xunit;

namespace Weft.IR.Tests.Passes;

/// <summary>Random transfers move the same elements before and after <c>convert-vector-to-scf</c>.</summary>
public sealed class VectorToScfTests
{
    private const int Programs = 100;

    [Theory]
    [InlineData("")]
    [InlineData("lower-tensors")]
    [InlineData("full-unroll")]
    [InlineData("full-unroll lower-tensors")]
    [InlineData("full-unroll lower-tensors target-rank=0")]
    [InlineData("target-rank=2")]
    public void Transfers_move_the_same_elements(string options)
    {
        var different = new List<string>();
        for (var seed = 0; seed < Programs; seed++)
        {
            var text = RandomTransfers.Write(seed);
            var context = new IrContext(StandardDialects.All);
            var diagnostics = new DiagnosticBag();
            var module = IrParser.ParseModule(context, text, $"seed {seed}", diagnostics);
            Assert.True(module is not null && Verifier.Verify(module, context, diagnostics), $"{string.Join('\n', diagnostics)}\n{text}");
            var before = Results(module);
            var given = options.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(o => o.Split('='));
            var pass = PassRegistry.Find("convert-vector-to-scf")!.Create(new PassOptions(
                given.ToDictionary(o => o[0], o => o.ElementAtOrDefault(1) ?? ""), diagnostics, "convert-vector-to-scf"));
            pass.Run(module, new PassContext(context, diagnostics, new RemarkLog()));
            Assert.True(Verifier.Verify(module, context, diagnostics), $"{string.Join('\n', diagnostics)}\n{text}\n{module}");
            if (before != Results(module)) different.Add($"seed {seed}:\n{text}\n{module}\n{before}\n{Results(module)}");
        }

        Assert.True(different.Count == 0, $"{different.Count} of {Programs}; {different.FirstOrDefault()}");
    }

    // What the function gives, and what it leaves in memory.
    private static string Results(ModuleOp module)
    {
        var extents = RandomTransfers.Extents;
        var numbers = Enumerable.Range(0, (int)extents.Aggregate((a, b) => a * b)).Select(i => (float)i).ToArray();
        var memory = MemRef.Of<float>(numbers, [.. extents]);
        var tensor = Elements.Of([.. extents], [.. numbers.Select(n => RuntimeValue.Single(-n))]);
        var results = Interpreter.Run(module, "main", RuntimeValue.Of(memory), RuntimeValue.Of(tensor), RuntimeValue.Single(1000));
        return string.Join('\n', results.Select(r => r.AsElements.ToString()).Append(string.Join(' ', memory.ToArray<float>())));
    }
}
