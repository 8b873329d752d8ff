using Weft.Backends.Llvm;
using Weft.Frontend.Dsl;
using Weft.IR;
using Weft.Passes;
using Weft.Runtime;

namespace Weft.Backends.Tests.EndToEnd;

/// <summary>Where the checks of accesses end up: proved away, before the loop, or in place.</summary>
public sealed class BoundsPlacementTests
{
    private const string Parameters = """
        kernel k(v: i32[n], u: u8[n], x: f32[n], z: f32[m], t: f32[256], s: f32[8], a: f32[h, w], p: index,
                 y: inout f32[n], b: inout f32[h, w])
        """;

    [Theory]
    [InlineData("for i in 0..n { if v[i] > 0 { y[i] = x[i] } }", 3, 0, 0)]
    [InlineData("for i in 0..n { if v[i] > 0 { y[i] = z[i] } }", 2, 1, 0)]
    [InlineData("for i in 0..n { if i > 0 && i < n - 1 { y[i] = x[i-1] + x[i+1] } }", 3, 0, 0)]
    [InlineData("for i in 0..n { if i + 1 < n { y[i] = x[i+1] } }", 2, 0, 0)]
    [InlineData("for i in 0..n { if i < 1 || i >= n - 1 { continue }\n y[i] = x[i-1] + x[i+1] }", 3, 0, 0)]
    [InlineData("for i in 0..n { y[i] = x[i < 1 ? 0 : i - 1] }", 1, 1, 0)]
    [InlineData("for i in 0..n { y[i] = x[clamp(v[i], 0, i32(n) - 1)] }", 2, 1, 0)]
    [InlineData("for i in 0..n { y[i] = x[(i + 1) % n] + x[(i - 1 + n) % n] }", 1, 2, 0)]
    [InlineData("for i in 0..n { y[i] = s[i % 8] + s[i & 7] + s[v[i] & 7] + t[u[i]] }", 7, 0, 0)]
    [InlineData("for i in 0..n { y[i / 2] = x[i >> 1] }", 0, 2, 0)]
    [InlineData("for i in 0..n { y[i] = x[v[i]] }", 2, 0, 1)]
    [InlineData("for i in 0..n { y[i] = t[v[i] % 8] }", 2, 0, 1)]
    [InlineData("for i in 0..n { y[i] = x[i + 1] }", 1, 0, 1)]
    [InlineData("for i in 1..n step max(p, 1) { y[i] = x[i - 1] }", 2, 0, 0)]
    [InlineData("for i in 0..n { if x[i] > 0 { break }\n y[i] = 1 }", 2, 0, 0)]
    [InlineData("for i in 0..n { if z[i] > 0 { break }\n y[i] = 1 }", 1, 1, 0)]
    [InlineData("for i in 0..h, j in 0..w { if i > 0 && j > 0 { b[i, j] = a[i - 1, j - 1] } }", 4, 0, 0)]
    public void Accesses_are_proved_hoisted_or_guarded(string body, int proved, int hoisted, int guarded)
    {
        var remarks = Lower(body).Remarks;
        var counts = new[] { "proved", "hoisted", "guarded" }.Select(kind => remarks.Count("check-bounds", kind));
        Assert.Equal([proved, hoisted, guarded], counts);
    }

    [Fact]
    public void The_limits_of_a_nest_are_checked_outside_of_it()
    {
        var seen = "";
        Lower("for i in 0..p, j in 0..m, q in 0..h { y[i] += z[j] * b[q, i] }", (stage, root) =>
        {
            if (stage != "check-bounds") return;
            var choice = Assert.Single(root.Walk().OfType<IfOp>());
            Assert.Null(choice.Enclosing<ForOp>());
            Assert.Empty(choice.ThenRegion.Ops.SelectMany(o => o.Walk()).OfType<CheckIndexOp>());
            seen = stage;
        });
        Assert.Equal("check-bounds", seen);
    }

    // Each depth has limits that are known only there. A version each, not all combinations.
    [Fact]
    public void Versions_of_nests_add_up_and_do_not_multiply()
    {
        var sizes = Enumerable.Range(1, 6).Select(depth =>
        {
            var (open, shut) = ("", "");
            for (var d = 1; d <= depth; d++)
            {
                open += $"for i{d} in 0..{(d == 1 ? "p" : $"index(v[i{d - 1}])")} {{ y[i{d}] += 1\n";
                shut += " }";
            }

            return Lower(open + shut).Module.Walk().OfType<StoreOp>().Count();
        }).ToList();
        for (var depth = 2; depth <= 6; depth++) Assert.InRange(sizes[depth - 1], 1, 4 * depth * depth);
    }

    private static CpuLowering Lower(string body, Action<string, Operation>? afterEach = null)
    {
        var (module, problems) = WeftCompilation.Lower("bounds.weft", $"{Parameters} {{ {body} }}", new IrContext(StandardDialects.All));
        Assert.True(module is not null, string.Join('\n', problems));
        var options = new PipelineOptions { VerifyEach = true, AfterEach = afterEach };
        return CpuCompiler.Lower(KernelProgram.Of(module, problems)!, "k", options);
    }
}
