using Weft.Backends;
using Weft.IR.Text;
using Weft.Passes;
using Xunit;

namespace Weft.IR.Tests.Passes;

/// <summary>Random affine programs give the same number before and after passes over their loop nests. Seeds are fixed.</summary>
public sealed class AffinePassMeaningTests
{
    private const int Programs = 120;

    /// <param name="function">Where the pass runs: jamming and tiling do not ask whether they may, or not enough.</param>
    [Theory]
    [InlineData("affine-loop-fusion", "main", "", "")]
    [InlineData("affine-loop-fusion", "main", "fusion-maximal", "true")]
    [InlineData("affine-loop-fusion", "main", "mode", "sibling")]
    [InlineData("affine-scalrep", "main", "", "")]
    [InlineData("affine-loop-unroll-jam", "work", "unroll-jam-factor", "5")]
    [InlineData("affine-loop-tile", "work", "tile-size", "5")]
    [InlineData("affine-loop-tile", "work", "separate", "true")]
    public void Is_kept(string pass, string function, string option, string value)
    {
        var (different, changed) = (new List<string>(), 0);
        for (var seed = 0; seed < Programs; seed++)
        {
            var text = RandomAffineProgram.Write(seed);
            var context = new IrContext(StandardDialects.All);
            var diagnostics = new DiagnosticBag();
            var module = IrParser.ParseModule(context, text, $"seed {seed}", diagnostics);
            Assert.True(module is not null && Verifier.Verify(module, context, diagnostics), $"{string.Join('\n', diagnostics)}\n{text}");
            var (before, written) = (Interpreter.Run(module, "main", [])[0].Bits, module.ToString());
            var options = new Dictionary<string, string>();
            if (option.Length > 0) options[option] = value;
            if (option == "separate") options["tile-size"] = "5";
            var root = module.Body.Entry.Ops.OfType<FuncOp>().First(f => f.SymName == function);
            PassRegistry.Find(pass)!.Create(new PassOptions(options, diagnostics, pass))
                .Run(root, new(context, diagnostics, new RemarkLog()));
            Assert.True(Verifier.Verify(module, context, diagnostics), $"{string.Join('\n', diagnostics)}\n{text}\n{module}");
            if (module.ToString() != written) changed++;
            if (Interpreter.Run(module, "main", [])[0].Bits != before) different.Add($"seed {seed}:\n{text}\n{module}");
        }

        Assert.True(different.Count == 0, $"{different.Count} of {Programs}; {different.FirstOrDefault()}");
        Assert.True(changed > Programs / 10, $"{changed} changed");
    }
}
