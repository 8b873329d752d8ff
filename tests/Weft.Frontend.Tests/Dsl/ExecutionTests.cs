using Weft.Frontend.Dsl;
using Weft.IR;
using Xunit;

namespace Weft.Frontend.Tests.Dsl;

/// <summary>What programs compute, in the interpreter and compiled.</summary>
public sealed class ExecutionTests
{
    private const string Kernels = """
        kernel half(a: f32[4]) -> b: f32[4] { b[i] = a[i] / 2 }
        kernel twice(a: f32[n]) -> b: f32[n] { b[i] = a[i] * 2 }
        kernel add(a: f32[n], b: f32[n]) -> c: f32[n] { c[i] = a[i] + b[i] }
        kernel first(a: f32[n]) -> b: f32[n] { b[0] = a[0] }

        """;

    [Fact]
    public void The_bounds_of_a_loop_are_evaluated_once() => RunTest.Check(
        """
        kernel k(x: f32[n]) -> (up: f32[n], down: f32[n]) {
            var top: i32 = 3
            for i in 0..top { top = 1; up[i] = x[i] }
            top = 3
            for i in top..0 step -1 { top = 1; down[i] = x[i] }
        }
        """,
        "up: 1.0 2.0 3.0 0.0, down: 0.0 2.0 3.0 4.0",
        "x=1 2 3 4");

    [Fact]
    public void Constants_are_rounded_once() => RunTest.Check(
        "kernel k() -> (a: f32, b: f32, c: bf16) { a = 9007199791611905; b = f32(u64(9007199791611905)); c = 1.00390625001 }",
        "a: 9.0072E+15, b: 9.0072E+15, c: 1.0078125");

    [Fact]
    public void An_array_that_a_kernel_gives_holds_what_it_wrote_and_zeros() => RunTest.Check(
        Kernels + "kernel k(x: f32[n]) -> y: f32[n] { y[i] = 7; y = first(x) }", "y: 1.0 0.0 0.0", "x=1 2 3");

    [Theory]
    [InlineData("kernel k(x: f32[n], y: f32[m]) -> z: f32[n] { z = add(x, y) }")]
    [InlineData("workflow w(x: f32[n], y: f32[m]) -> z: f32[n] { return add(x, y) }")]
    public void Arguments_that_share_an_extent_are_compared(string caller)
    {
        RunTest.Check(Kernels + caller, "z: 5.0 7.0", "x=1 2", "y=4 5");
        RunTest.Check(Kernels + caller, "dimension 0 of 'b'", "x=1 2", "y=4 5 6");
    }

    [Theory]
    [InlineData("kernel k(x: f32[n]) -> z: f32[n] { z = half(x) }")]
    [InlineData("workflow w(x: f32[n]) -> z: f32[n] { return half(x) }")]
    [InlineData("workflow w(x: f32[n]) -> z: f32[n] { let y: f32[4] = x; z = half(y) }")]
    [InlineData("workflow w(x: f32[n]) -> z: f32[n] { var y = x; for i in 0..1 { y = half(y) }; return y }")]
    [InlineData("workflow w(x: f32[n], k: i32 = 1) -> z: f32[n] { var y = x; if k > 0 { y = half(x) } else { y = twice(x) }; return y }")]
    public void Extents_in_numbers_are_compared(string caller)
    {
        RunTest.Check(Kernels + caller, "z: 0.5 1.0 1.5 2.0", "x=1 2 3 4");
        RunTest.Check(Kernels + caller, "is not '4'", "x=1 2 3 4 5");
    }

    [Theory]
    [InlineData("-> r: f32[m] { return twice(a) }")]
    [InlineData("-> (r: f32[m], s: f32[m]) { let t = twice(a); return (t, t) }")]
    public void A_result_has_the_extents_that_the_signature_says(string rest) =>
        RunTest.Check(Kernels + $"workflow w(a: f32[n], b: f32[m]) {rest}", "dimension 0 of 'r'", "a=1 2 3", "b=1 2");

    [Fact]
    public void A_workflow_changes_what_it_is_given_as_inout() => RunTest.Check(
        Kernels + """
            kernel scale(k: f32, y: inout f32[n]) { y[i] *= k }
            workflow swap(a: inout f32[n], b: inout f32[n], s: inout f32) -> (old: f32[n]) {
                let t = a
                a = b
                b = t
                s += 1
                scale(s, inout b)
                return t
            }
            workflow w(x: inout f32[n], y: inout f32[n]) -> (f: f32[n], s: f32) {
                s = 1
                f = swap(inout x, inout y, inout s)
                x = twice(x)
            }
            """,
        "x: 8.0 10.0, y: 2.0 4.0, f: 1.0 2.0, s: 2.0",
        "x=1 2",
        "y=4 5");

    [Fact]
    public void An_array_of_any_size_is_made_or_refused() => RunTest.Check(
        """
        kernel k(x: f32[n]) -> y: f32[n] {
            var t: f32[4000000000, 4000000000, 4000000000]
            t[i32(x[0]), 0, 0] = 1
            y[i] = t[i32(x[0]), 1, 0]
        }
        """,
        "bytes for a temporary array could not be allocated",
        "x=1");

    [Fact]
    public void Jumps_leave_what_they_say() => RunTest.Check(
        """
        kernel k(x: f32[n]) -> (stop: f32, sum: f32) {
            for i in 0..n {
                for j in 0..n {
                    if x[j] > x[i] { break }
                    if x[j] == 2 { continue }
                    sum += x[j]
                }
                if i == 2 { return }
                stop = x[i]
            }
        }
        """,
        "stop: 2.0, sum: 6.0",
        "x=1 2 3 4");

    [Theory]
    [InlineData("for", 0)]
    [InlineData("reassociate for", 3)]
    public void The_order_of_a_sum_is_free_where_the_loop_says_so(string loop, int free)
    {
        var body = "s += x[i]; s *= 2; s -= x[i] + 1; c += 1; s = x[i] - s";
        var text = $"kernel k(x: f32[n]) -> (s: f32, c: i32) {{ s = 1; c = 0; {loop} i in 0..n {{ {body} }} }}";
        var module = WeftCompilation.Lower("test.weft", text, new IrContext(StandardDialects.All)).Module!;
        Assert.Equal(free, module.ToString()!.Split("fastmath<reassoc>").Length - 1);
    }
}
