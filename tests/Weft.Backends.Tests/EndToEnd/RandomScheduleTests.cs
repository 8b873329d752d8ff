using System.Collections.Immutable;
using Weft.Backends.Llvm;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Backends.Tests.EndToEnd;

/// <summary>Schedules change how a kernel is computed, not what: with random ones the CPU gives what the interpreter gives, which takes no
/// notice of them.</summary>
public sealed class RandomScheduleTests(LlvmFixture llvm)
{
    private const int Schedules = 12;

    // Of whole numbers, so that sums are exact in any order.
    private static readonly (string Text, string[] Loops)[] Kernels =
    [
        ("kernel k(a: i32[m, n], b: i32[n, m]) -> c: i32[m, m] { c[i, j] = sum(p) a[i, p] * b[p, j] }", ["i", "j", "p"]),
        ("kernel k(a: f32[m, n], b: f32[n, m]) -> c: f32[m, m] { c[i, j] = sum(p) a[i, p] * b[p, j] }", ["i", "j", "p"]),
        ("kernel k(x: i64[m + 2, n + 1], w: i64[3, 2]) -> y: i64[m, n] { y[i, j] = max(p, q) (x[i+p, j+q] - w[p, q]) }",
            ["i", "j", "p", "q"]),
        ("kernel k(x: i32[m, n], y: inout i32[n, m]) { y[j, i] += 3 * x[i, j] + i32(i) }", ["i", "j"]),
        ("kernel k(x: f32[m, n]) -> (s: f32[m], t: f32[n]) { s[i] = sum(j where x[i, j] > 1) x[i, j]\n t[j] = min(i) x[i, j] }",
            ["i", "j"]),
        ("kernel k(x: i32[m, n]) -> y: i32[m, n] { for i in 0..m { y[i, j] = x.clamp[i + 1, j - 1]\n for j in 0..n { y[i, j] *= 2 } } }",
            ["i", "j"]),
        ("kernel k(x: i32[m, n]) -> y: i32[m] { for i in 0..m { y[i] = 1\n for j in n - 6..m - 4 { y[i] = y[i] * 3 + x.clamp[i, j] * i32(j) } } }",
            ["i", "j"]),
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Results_are_those_without_a_schedule(int kernel)
    {
        Assert.NotNull(llvm.Host);
        using var interpreter = new Device("interp", new InterpreterCompiler());
        using var cpu = new Device("cpu", new CpuCompiler(pool: llvm.Pool));
        var (random, applied) = (new Random(kernel), 0);
        for (var i = 0; i < Schedules; i++)
        {
            var text = $"{Kernels[kernel].Text}\nschedule k {{ {Schedule(random, Kernels[kernel].Loops)} }}\n";
            var program = KernelOutputs.Load(text);
            try
            {
                applied += CpuCompiler.Lower(program, "k", new() { VerifyEach = true }).Remarks.Count("apply-schedules", "applied");
            }
            catch (WeftException refused) when (refused.Diagnostic.Id == "WF3016")
            {
                continue;
            }

            foreach (var (rows, columns) in new[] { (1, 1), (2, 7), (13, 5), (16, 16) })
                Assert.Equal((text, Run(interpreter, program, rows, columns)), (text, Run(cpu, program, rows, columns)));
        }

        Assert.True(applied > Schedules / 3, $"only {applied} directives were applied");
    }

    private static string Schedule(Random random, string[] loops)
    {
        List<string> directives = [];
        foreach (var loop in loops)
        {
            if (random.Next(2) == 0) directives.Add($"tile {loop} {random.Next(2, 9)}");
            if (random.Next(3) == 0) directives.Add($"unroll {loop} {random.Next(2, 5)}");
            if (random.Next(3) == 0) directives.Add($"parallel {loop}");
        }

        string[] order = [.. loops];
        random.Shuffle(order);
        if (random.Next(2) == 0) directives.Add($"interchange {string.Join(", ", order.Take(random.Next(2, order.Length + 1)))}");
        string[] all = [.. directives];
        random.Shuffle(all);
        return string.Join("; ", all);
    }

    private static string Run(Device device, KernelProgram program, int rows, int columns) =>
        KernelOutputs.Of(device, program, new() { ["m"] = rows, ["n"] = columns }, Values);

    private static Tensor Values(KernelParameter parameter, ImmutableArray<long> shape)
    {
        var count = (int)shape.Aggregate(1L, (all, extent) => all * extent);
        var numbers = Enumerable.Range(0, count).Select(i => ((i * 7) + 3) % 11 - 4).ToArray();
        return parameter.Element == ElementType.F32 ? Tensor.Of([.. numbers.Select(n => (float)n)], shape)
            : parameter.Element == ElementType.I64 ? Tensor.Of([.. numbers.Select(n => (long)n)], shape)
            : Tensor.Of(numbers, shape);
    }
}
