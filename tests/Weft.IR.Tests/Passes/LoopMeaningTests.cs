using Weft.Backends;
using Weft.IR.Text;
using Weft.Passes;
using Xunit;

namespace Weft.IR.Tests.Passes;

/// <summary>Nests of affine loops give the same result before and after they become vectors. Seeds are fixed.</summary>
public sealed class LoopMeaningTests
{
    private const int Programs = 60;

    public static TheoryData<AffineSuperVectorize, int> Vectorizers => new()
    {
        { new([8]), 40 }, { new([4], [0]), 30 }, { new([8], [1]), 20 }, { new([4, 8]), 10 }, { new([8], default, true), 50 },
    };

    [Theory]
    [MemberData(nameof(Vectorizers))]
    public void Is_kept_by_vectors(AffineSuperVectorize pass, int atLeast)
    {
        var vectorized = 0;
        for (var seed = 0; seed < Programs; seed++)
        {
            var text = RandomLoopNests.Write(seed);
            var context = new IrContext(StandardDialects.All);
            var diagnostics = new DiagnosticBag();
            var module = IrParser.ParseModule(context, text, $"seed {seed}", diagnostics);
            Assert.True(module is not null && Verifier.Verify(module, context, diagnostics), $"{string.Join('\n', diagnostics)}\n{text}");
            var before = Run(module, seed);
            pass.Run(module, new PassContext(context, diagnostics, new RemarkLog()));
            Assert.True(Verifier.Verify(module, context, diagnostics), $"{string.Join('\n', diagnostics)}\n{module}");
            Assert.True(before == Run(module, seed), $"seed {seed}:\n{text}\n{module}");
            if (module.Walk().Any(op => op is IVectorTransfer or VectorReductionOp)) vectorized++;
        }

        Assert.True(vectorized >= atLeast, $"{vectorized} of {Programs} programs had vectors");
    }

    [Fact]
    public void Is_kept_where_loops_change_places_and_innermost_ones_become_vectors()
    {
        var (interchanged, vectorized) = (0, 0);
        for (var seed = 0; seed < 2 * Programs; seed++)
        {
            var text = RandomLoopNests.Write(seed);
            var context = new IrContext(StandardDialects.All);
            var (diagnostics, log) = (new DiagnosticBag(), new RemarkLog());
            var module = IrParser.ParseModule(context, text, $"seed {seed}", diagnostics)!;
            var before = Run(module, seed);
            foreach (IPass pass in new IPass[] { new InterchangeLoops(), new PromoteAccumulators(), new VectorizeLoops() })
            {
                pass.Run(module, new PassContext(context, diagnostics, log));
                Assert.True(Verifier.Verify(module, context, diagnostics), $"{string.Join('\n', diagnostics)}\n{module}");
                Assert.True(before == Run(module, seed), $"seed {seed}:\n{text}\n{module}");
            }

            interchanged += log.Count("interchange-loops", "interchanged");
            vectorized += log.Count("vectorize-loops", "vectorized");
        }

        Assert.True(interchanged > Programs / 4 && vectorized > Programs, $"{interchanged} interchanged, {vectorized} vectorized");
    }

    private static uint Run(ModuleOp module, int seed) =>
        (uint)Interpreter.Run(module, "main", [RuntimeValue.Integer(seed * 7919, IntegerType.I32)])[0].Bits;
}
