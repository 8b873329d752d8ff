using Weft.Frontend.Dsl.BoundTree;
using Weft.IR;
using Xunit;

namespace Weft.Frontend.Tests.Dsl;

/// <summary>What lowerings ask of a bound tree, and what metadata it carries.</summary>
public sealed class AnalysisTests
{
    private const string Program = """
        kernel scale(k: f32, x: inout f32[n]) { x[i] *= k }
        kernel norm(x: f32[n]) -> d: f32 { d = sum(i) x[i] }
        kernel twice(x: f32[n]) -> y: f32[2 * n - 1] { y[i] = x[i / 2] }

        /// Does much.
        ///  And more.
        workflow w(x: inout f32[n], k: f32 = 1e-3, deep: bool = false, limit: index = 4) -> (y: f32[2*n - 1], s: f32) {
            var count: i32 = 0
            var total = 0.0
            for i in 0..limit {
                var local = 1
                local += 1
                if deep {
                    count += local
                    scale(k, inout x)
                } else {
                    total = norm(x)
                }
            }
            while count > 0 { count -= 1 }
            s = total
            y = twice(x)
        }
        """;

    private static readonly BoundKernel Workflow = DslTest.Good(Program).Kernels[^1];

    [Fact]
    public void Assigned_variables_are_those_from_outside_in_order()
    {
        var loop = Workflow.Body.Statements.OfType<BoundBlock>().First();
        var assigned = AssignedVariables.Of(loop);
        Assert.Equal(["count", "total"], assigned.Variables.Select(variable => variable.Name));
        Assert.Equal(["x"], assigned.Arrays.Select(variable => variable.Name));
        Assert.True(assigned.Contains(Workflow.Symbol.Parameters[0]));
        Assert.False(assigned.Contains(Workflow.Symbol.Parameters[1]));
    }

    [Fact]
    public void Signatures_are_written_as_the_IR_stores_them() => Assert.Equal(
        ["x: inout f32[n]", "k: f32 = 0.001", "deep: bool = false", "limit: index = 4", "y: out f32[2 * n - 1]", "s: out f32"],
        Workflow.Symbol.Parameters.Select(parameter => parameter.Spelling.ToString()));

    [Fact]
    public void Symbols_know_their_doc_and_place()
    {
        Assert.Equal("Does much.\n And more.", Workflow.Symbol.Doc);
        Assert.Equal(Location.At("test.weft", 7, 10), Workflow.Symbol.Location);
        Assert.Equal(["n"], Workflow.Symbol.ShapeSymbols.Select(symbol => symbol.Name));
        Assert.Equal(["y", "s"], Workflow.Symbol.Results.Select(result => result.Name));
        Assert.Equal(4, Workflow.Symbol.Arguments.Length);
    }

    [Fact]
    public void Exits_are_those_of_the_loop_around()
    {
        var kernel = DslTest.Good("""
            kernel k(x: inout f32[n]) {
                for i in 0..n { if x[i] > 0 { break } else { continue } }
                while x[0] > 0 { for i in 0..n { if x[i] > 1 { return } } }
            }
            """).Kernels[0];
        var first = ((BoundFor)((BoundBlock)kernel.Body.Statements[0]).Statements[0]).Body;
        Assert.Equal(Exits.Break | Exits.Continue, ExitAnalysis.Of(first));
        Assert.Equal(Exits.None, ExitAnalysis.Of(kernel.Body.Statements[0]));
        Assert.Equal(Exits.Return, ExitAnalysis.Of(kernel.Body));
    }

    [Theory]
    [InlineData("1e-5", "1E-05")]
    [InlineData("0.1", "0.1")]
    [InlineData("-3", "-3.0")]
    [InlineData("1 / 4", "0.25")]
    [InlineData("K * 2", "6.0")]
    public void Defaults_are_constants(string written, string text)
    {
        var kernel = DslTest.Good($"const K = 3\nkernel f(k: f32 = {written}, x: inout f32[n]) {{ x[i] = k }}").Kernels[0];
        Assert.Equal($"k: f32 = {text}", kernel.Symbol.Parameters[0].Spelling.ToString());
    }

    [Theory]
    [InlineData("n", "n")]
    [InlineData("2*n+1", "2 * n + 1")]
    [InlineData("(n + 1) / 2", "(n + 1) / 2")]
    [InlineData("n - (1 - n)", "n - (1 - n)")]
    [InlineData("n / (2 * 3)", "n / 6")]
    [InlineData("T * n", "4 * n")]
    [InlineData("T * 2 - 1", "7")]
    public void Dimensions_are_formulas(string written, string text)
    {
        var kernel = DslTest.Good($"const T = 4\nkernel f(x: f32[n]) -> y: f32[{written}] {{ y[i] = x[0] }}").Kernels[0];
        Assert.Equal($"y: out f32[{text}]", kernel.Symbol.Parameters[1].Spelling.ToString());
    }
}
