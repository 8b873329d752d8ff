using Weft.Backends.Llvm;
using Weft.Backends.Tests.EndToEnd;
using Weft.Runtime;

namespace Weft.Backends.Tests.Schedules;

/// <summary>What schedules ask for of memory is in the code, before and behind vectors, and results stay what they are.</summary>
public sealed class DirectiveCodeTests(LlvmFixture llvm)
{
    private const string Kernel = """
        kernel k(x: f32[m, n]) -> (y: f32[m, n], s: f32[m]) {
            var t: f32[m, n]
            for i in 0..m { for j in 0..n { t[i, j] = 3 * x[i, j] } }
            for i in 0..m { for j in 0..n { y[i, j] = t[i, j] + 1 } }
            for i in 0..m { s[i] = 0; for q in 0..n { s[i] += x[i, q] } }
        }
        """;

    // Rows of the third begin at lines, as those that go past the caches must.
    private static readonly (int Rows, int Columns)[] s_shapes = [(1, 2), (9, 11), (17, 64), (35, 101)];

    [Theory]
    [InlineData("prefetch x 64", "call void @llvm.prefetch")]
    [InlineData("prefetch x 64; vectorize j 16", "call void @llvm.prefetch")]
    [InlineData("vectorize j 16; prefetch x 64", "call void @llvm.prefetch")]
    [InlineData("stream y", "!nontemporal")]
    [InlineData("stream y; vectorize j 16", "!nontemporal")]
    public void Directives_are_in_the_code(string directives, string code)
    {
        var program = KernelOutputs.Load($"{Kernel}\nschedule k {{ {directives} }}\n");
        Assert.Contains(code, CpuCompiler.Lower(program, "k").LlvmText, StringComparison.Ordinal);
        using var interpreter = new Device("interp", new InterpreterCompiler());
        using var cpu = new Device("cpu", new CpuCompiler(pool: llvm.Pool));
        Assert.Equal(
            ScheduleRun.Results(interpreter, KernelOutputs.Load(Kernel), s_shapes), ScheduleRun.Results(cpu, program, s_shapes));
    }
}
