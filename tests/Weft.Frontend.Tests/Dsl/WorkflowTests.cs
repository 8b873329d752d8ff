using Weft.Frontend.Dsl;
using Weft.IR;
using Xunit;

namespace Weft.Frontend.Tests.Dsl;

/// <summary>What workflows compute, in the interpreter and compiled: loops, branches, parts of arrays, fan-out.</summary>
public sealed class WorkflowTests
{
    private const string Kernels = """
        kernel bump(x: f32[n]) -> y: f32[n] { y[i] = x[i] + 1 }
        kernel next(x: f32[n]) -> y: f32[n] { for i in 1..n { y[i] = x[i - 1] } }
        kernel add(a: f32[n], b: f32[n]) -> c: f32[n] { c[i] = a[i] + b[i] }
        kernel total(x: f32[n]) -> s: f32 { s = sum(i) x[i] }
        kernel rows(x: f32[m, n]) -> s: f32[m] { s[i] = sum(j) x[i, j] }
        kernel most(x: f32[n]) -> (y: f32[n - 1]) { for i in 0..n - 1 { y[i] = x[i + 1] } }
        kernel scale(k: f32, x: inout f32[n]) { x[i] *= k }

        """;

    [Theory]
    [InlineData("workflow w(x: f32[n]) -> f32[n] { var u = x; for t in 0..5 { u = bump(u) }; return u }", "6.0 7.0 8.0")]
    [InlineData("workflow w(x: f32[n]) -> f32[n] { var u = x; for t in 0..0 { u = bump(u) }; return u }", "1.0 2.0 3.0")]
    // What a turn does not write is zero, whatever its buffer held two turns ago.
    [InlineData("workflow w(x: f32[n]) -> f32[n] { var u = x; for t in 0..2 { u = next(u) }; return u }", "0.0 0.0 1.0")]
    [InlineData("workflow w(x: f32[n]) -> f32[n] { var u = x; for t in 0..3 { u = bump(next(bump(u))) }; return u }", "1.0 3.0 5.0")]
    // Three buffers that change places: the one before, this one, the next.
    [InlineData(
        "workflow w(x: f32[n]) -> f32[n] { var a = x; var b = bump(x); for t in 0..4 { let c = add(a, b); a = b; b = c }; return b }",
        "13.0 21.0 29.0")]
    [InlineData("workflow w(x: f32[n]) -> f32[n] { var a = x; var b = bump(x); for t in 0..3 { let c = a; a = b; b = c }; return a }",
        "2.0 3.0 4.0")]
    [InlineData("workflow w(x: f32[n]) -> f32[n] { var u = x; while total(x) < 0 { u = x }; return u }", null)]
    [InlineData("workflow w(x: f32[n]) -> f32[n] { var u = x; var s = total(x); while s < 20 { u = bump(u); s = total(u) }; return u }",
        "6.0 7.0 8.0")]
    [InlineData(
        "workflow w(x: f32[n]) -> f32[n] { var u = x; for t in 0..4 { if t % 2 == 0 { u = bump(u) } else { u = next(u) } }; return u }",
        "0.0 1.0 3.0")]
    [InlineData("workflow w(x: f32[n]) -> f32[n] { var u = x; for t in 0..4 { if t > 1 { u = bump(u) } }; return u }", "3.0 4.0 5.0")]
    [InlineData("workflow w(x: f32[n]) -> f32 { var u = x; for t in 0..2 { if t > 0 { break }; u = bump(u) }; return total(u) }", "9.0")]
    // Each turn makes a smaller array.
    [InlineData("workflow w(x: f32[n]) -> f32 { var u = x; for t in 0..2 { u = most(u) }; return total(u) }", "3.0")]
    [InlineData("workflow w(x: f32[n]) -> f32[n] { var u = x; scale(2, inout u); for t in 0..2 { scale(3, inout u) }; return u }",
        "18.0 36.0 54.0")]
    [InlineData("workflow one(x: f32[n]) -> f32[n] { return bump(x) }\nworkflow w(x: f32[n]) -> f32[n] { return one(one(x)) }",
        "3.0 4.0 5.0")]
    [InlineData("workflow w(x: f32[n]) -> f32[n] { var u: f32[n]; u[1] = x[0] + x[2]; return bump(u) }", "1.0 5.0 1.0")]
    [InlineData("workflow w(x: f32[n]) -> y: f32[n] { y[1..] = bump(x[..2]) }", "0.0 2.0 3.0")]
    [InlineData("workflow w(x: f32[n]) -> y: f32[n] { for i in 0..n { y[i] = total(x[i..]); y[i] += 1 } }", "7.0 6.0 4.0")]
    [InlineData("workflow w(x: f32[n]) -> y: f32[n] { parallel i in 0..n { y[i] = total(x[..i + 1]) } }", "1.0 3.0 6.0")]
    [InlineData("workflow w(x: f32[n]) -> y: f32[n] { parallel i in 0..n { y[n - 1 - i] = x[i] + 1 } }", "4.0 3.0 2.0")]
    [InlineData(
        "workflow w(x: f32[n]) -> y: f32[2*n] { parallel i in 0..n { y[2*i] = x[i]; y[2*i + 1] = total(x[i..]) } }",
        "1.0 6.0 2.0 5.0 3.0 3.0")]
    [InlineData(
        "workflow w(x: f32[n], k: index = 1) -> y: f32[n] { parallel i in 0..2 { let at = i * k; y[at..at + k] = bump(x[at..at + k]) } }",
        "2.0 3.0 0.0")]
    public void Of_a_vector(string workflow, string? expected)
    {
        if (expected is null) Assert.True(WeftCompilation.Compile("t.weft", Kernels + workflow).Diagnostics.HasErrors);
        else RunTest.Check(Kernels + workflow, expected, "x=1 2 3");
    }

    [Theory]
    [InlineData("workflow w(x: f32[m, n]) -> y: f32[m, n] { parallel i in 0..m { y[i] = bump(x[i]) } }", "2.0 3.0 4.0 5.0 6.0 7.0")]
    [InlineData("workflow w(x: f32[m, n]) -> y: f32[m, n] { parallel j in 0..n { y[.., j] = next(x[.., j]) } }", "0.0 0.0 0.0 1.0 2.0 3.0")]
    [InlineData("workflow w(x: f32[m, n]) -> y: f32[m] { parallel i in 0..m { y[i] = total(x[i]) } }", "6.0 15.0")]
    [InlineData("workflow w(x: f32[m, n]) -> y: f32[m, n] { parallel i in 0..m, j in 0..n { y[i, j] = total(x[i, j..]) } }",
        "6.0 5.0 3.0 15.0 11.0 6.0")]
    [InlineData(
        "workflow w(x: f32[m, n]) -> (y: f32[m, n], s: f32[m]) { "
        + "parallel i in 0..m { var r = x[i]; for t in 0..3 { r = bump(r) }; y[i] = r; s[i] = total(r) } }",
        "y: 4.0 5.0 6.0 7.0 8.0 9.0, s: 15.0 24.0")]
    [InlineData("workflow w(x: f32[m, n]) -> f32[n] { var s: f32[n]; for i in 0..m { s = add(s, x[i]) }; return s }", "5.0 7.0 9.0")]
    [InlineData("workflow w(x: f32[m, n]) -> f32[m] { return rows(x[.., 1..]) }", "5.0 11.0")]
    public void Of_a_matrix(string workflow, string expected) => RunTest.Check(Kernels + workflow, expected, "x=1 2 3; 4 5 6");

    [Theory]
    [InlineData("workflow w(x: f32[n], k: i64) -> f32 { return total(x[..k]) }", "5", "the range in dimension 0 of 'x'")]
    [InlineData("workflow w(x: f32[n], k: i64) -> f32 { return total(x[k..2]) }", "3", "the range in dimension 0 of 'x'")]
    [InlineData("workflow w(x: f32[n], k: i64) -> f32 { return x[k] }", "3", "index 3 is out of range for 'x'")]
    [InlineData("workflow w(x: f32[n], k: i64) -> y: f32[n] { y[k] = 1 }", "-1", "index -1 is out of range for 'y'")]
    [InlineData("workflow w(x: f32[n], k: i64) -> y: f32[n] { y[..k] = bump(x) }", "2", "dimension 0 of what is assigned to a part of 'y'")]
    public void Parts_lie_in_their_arrays(string workflow, string k, string expected) =>
        RunTest.Check(Kernels + workflow, expected, "x=1 2 3", $"k={k}");

    [Fact]
    public void Schedules_change_no_results()
    {
        const string Kernel = "kernel k(x: f32[n]) -> y: f32[n] { y[i] = x[i] * 2 }\n";
        RunTest.Check(Kernel, "y: 2.0 4.0 6.0", "x=1 2 3");
        RunTest.Check(Kernel + "schedule k for cpu { tile i 64; vectorize i 8; parallel i }", "y: 2.0 4.0 6.0", "x=1 2 3");
    }

    [Fact]
    public void The_module_keeps_where_and_when_steps_run()
    {
        var text = File.ReadAllText(Path.Combine(SampleTests.Folder, "orchestration.weft"));
        var (module, diagnostics) = WeftCompilation.Lower("o.weft", text, new IrContext(StandardDialects.All));
        Assert.True(module is not null, string.Join('\n', diagnostics));
        var printed = module.ToString();
        foreach (var expected in new[]
        {
            "{wf.at = \"gpu(0.5) else cpu\", wf.deadline = \"50ms\"}", "wf.at = \"gpu(0.2) else cpu\"", "wf.deadline = \"2s\"",
            "sched.schedule @matmul {", "sched.tile \"i\" 64", "sched.pack \"b\"", "sched.interchange [\"i\", \"p\", \"j\"]",
            "sched.schedule @matmul for \"gpu\" {", "wf.event [\"s3\", \"in/*.npy\"] to @frames [\"body\"]",
            "wf.event [\"queue\", \"signals\"] to @halves [\"body\", 2.500000e-01 : f32] give [\"s3\", \"out/{id}.npy\"]",
        })
            Assert.Contains(expected, printed, StringComparison.Ordinal);
    }
}
