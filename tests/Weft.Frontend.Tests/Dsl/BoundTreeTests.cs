using Xunit;

namespace Weft.Frontend.Tests.Dsl;

/// <summary>What statements become.</summary>
public sealed class BoundTreeTests
{
    [Fact]
    public void Index_notation_becomes_loops_over_the_left_side() => Body(
        "kernel f(a: f32[m, k], b: f32[k, n]) -> c: f32[m, n] { c[i, j] = sum(p) a[i, p] * b[p, j] }",
        """
        Parallel i in 0..extent(c, 0) step 1
          Parallel j in 0..extent(c, 1) step 1
            c[i, j] = Sum(p in 0..extent(a, 1)) Multiply(a[i, p], b[p, j])
        """);

    [Fact]
    public void Index_notation_keeps_its_order_when_it_reads_other_elements_of_its_target() => Body(
        "kernel f(x: inout f32[n]) { x[i] = x[n - 1 - i]; x[i] += 1 }",
        """
        Sequential i in 0..extent(x, 0) step 1
          x[i] = x[Subtract(Subtract(n, 1), i)]
        Parallel i in 0..extent(x, 0) step 1
          x[i] = Add(x[i], 1.0)
        """);

    [Fact]
    public void Index_notation_keeps_its_order_when_its_place_comes_from_its_target() => Body(
        "kernel f(x: inout i32[n, n]) { x[i, x[0, 0]] = 1 }",
        """
        Sequential i in 0..extent(x, 0) step 1
          x[i, index(x[0, 0])] = 1
        """);

    [Fact]
    public void Known_names_on_the_left_are_no_free_indices() => Body(
        "const R = 2\nkernel f(x: inout f32[n, 4]) { for i in 0..n { x[i, R] = 1; x[i, j] = 2 } }",
        """
        Sequential i in 0..n step 1
          x[i, 2] = 1.0
          Parallel j in 0..extent(x, 1) step 1
            x[i, j] = 2.0
        """);

    [Fact]
    public void A_diagonal_has_one_index() => Body(
        "kernel f(x: inout f32[n, n]) { x[i, i] = 1 }",
        """
        Parallel i in 0..extent(x, 0) step 1
          x[i, i] = 1.0
        """);

    [Fact]
    public void Several_indices_become_nested_loops() => Body(
        "kernel f(x: inout f32[n, m]) { parallel i in 0..n, j in 1..m step 2 { x[i, j] = 1 } }",
        """
        Parallel i in 0..n step 1
          Parallel j in 1..m step 2
            x[i, j] = 1.0
        """);

    [Fact]
    public void A_loop_downwards_counts_up() => Body(
        "kernel f(x: inout f32[n]) { for i in n - 1..-1 step -2 { x[i] = 1 } }",
        """
        Sequential i.down in 0..Subtract(Subtract(n, 1), -1) step 2
          Index i: index = Subtract(Subtract(n, 1), i.down)
          x[i] = 1.0
        """);

    [Fact]
    public void A_loop_downwards_remembers_where_it_started() => Body(
        "kernel f(x: inout i32[n]) { for i in x[0]..0 step -1 { x[0] = 1 } }",
        """
        Let i.from: index = index(x[0])
        Sequential i.down in 0..Subtract(i.from, 0) step 1
          Index i: index = Subtract(i.from, i.down)
          x[0] = 1
        """);

    [Fact]
    public void Compound_assignments_read_and_write() => Body(
        "kernel f(x: inout f32[n], s: inout i32) { x[0] *= 2; x[1] max= 0; s <<= 3; s -= 1 }",
        """
        x[0] = Multiply(x[0], 2.0)
        x[1] = Max(x[1], 0.0)
        s = ShiftLeft(s, 3)
        s = Subtract(s, 1)
        """);

    [Fact]
    public void Subscripts_of_any_integer_type_become_index() => Body(
        "kernel f(x: inout f32[n], i: i32, u: u8) { x[i] = x[u + 1] }",
        "x[index(i)] = x[index(Add(u, 1))]");

    [Fact]
    public void Precedence_is_that_of_CSharp() => Body(
        "kernel f(a: i32, b: i32, c: i32) -> y: bool { y = a + b * c << 2 == 4 ? a < b && b < c || !(a == c) : true }",
        "y = (Equal(ShiftLeft(Add(a, Multiply(b, c)), 2), 4) ? OrElse(AndAlso(Less(a, b), Less(b, c)), Not(Equal(a, c))) : true)");

    [Fact]
    public void Bitwise_precedence_is_that_of_CSharp() => Body(
        "kernel f(a: i32, b: i32, c: i32) -> y: i32 { y = a & b ^ c | a - b - c }",
        "y = Or(Xor(And(a, b), c), Subtract(Subtract(a, b), c))");

    [Fact]
    public void The_body_of_a_sum_ends_before_plus_and_that_of_any_before_and() => Body(
        "kernel f(x: f32[n]) -> (s: f32, b: bool) { s = 2 * sum(i) x[i] * 3 + 1; b = any(i) x[i] + 1 > 2 && n > 3 }",
        """
        s = Add(Multiply(2.0, Sum(i in 0..extent(x, 0)) Multiply(x[i], 3.0)), 1.0)
        b = AndAlso(Any(i in 0..extent(x, 0)) Greater(Add(x[i], 1.0), 2.0), Greater(n, 3))
        """);

    [Fact]
    public void Reductions_over_several_indices_and_written_ranges() => Body(
        "kernel f(x: f32[n, m]) -> (s: f32, w: index) { s = sum(i, j in 0..i) x[i, j]; w = argmin(i) x[i, 0] }",
        """
        s = Sum(i in 0..extent(x, 0), j in 0..i) x[i, j]
        w = Argmin(i in 0..extent(x, 0)) x[i, 0]
        """);

    [Fact]
    public void Else_if_is_nested() => Body(
        "kernel f(n0: i32) -> y: i32 { if n0 > 1 { y = 1 } else if n0 > 0 { y = 2 } else { y = 3 } }",
        """
        If Greater(n0, 1)
          y = 1
        Else
          If Greater(n0, 0)
            y = 2
          Else
            y = 3
        """);

    [Fact]
    public void Kernel_calls_move_before_their_statement() => Body(
        """
        kernel twice(x: f32[n]) -> y: f32[2 * n] { y[i] = x[i / 2] }
        kernel norm(x: f32[n]) -> d: f32 { d = sum(i) x[i] }
        workflow w(x: f32[n]) -> (f32[4 * n], f32) {
            let d = norm(x) + norm(twice(x))
            return twice(twice(x)), d
        }
        """,
        """
        norm(x, norm.d) declares [norm.d: f32]
        twice(x, twice.y) declares [twice.y: f32[2 * n]]
        norm(twice.y, norm.d) declares [norm.d: f32]
        Let d: f32 = Add(norm.d, norm.d)
        twice(x, twice.y) declares [twice.y: f32[2 * n]]
        twice(twice.y, twice.y) declares [twice.y: f32[2 * (2 * n)]]
        result0 = twice.y
        result1 = d
        Return
        """);

    [Fact]
    public void Results_of_a_call_go_straight_to_their_variables() => Body(
        """
        kernel scale(k: f32, x: inout f32[n], shift: f32 = 0.5) { x[i] = x[i] * k + shift }
        kernel both(x: f32[n]) -> (low: f32, high: f32[n]) { low = 0; high[i] = x[i] }
        workflow w(x: f32[8], y: inout f32[8]) -> f32[8] {
            let (low, high) = both(x)
            var (a, b) = both(high)
            (a, b) = both(b)
            scale(a, inout y)
            return y
        }
        """,
        """
        both(x, low, high) declares [low: f32, high: f32[8]]
        both(high, a, b) declares [a: f32, b: f32[8]]
        both(b, a, b) declares []
        scale(a, y, 0.5) declares []
        result = y
        Return
        """);

    [Fact]
    public void A_workflow_can_pass_on_all_results_of_a_call() => Body(
        """
        kernel both(x: f32[n]) -> (low: f32, high: f32) { low = 0; high = 1 }
        workflow w(x: f32[n]) -> (f32, f32) { return both(x) }
        """,
        """
        both(x, result0, result1) declares []
        Return
        """);

    [Fact]
    public void A_kernel_named_like_a_builtin_is_called_with_arrays() => Body(
        """
        kernel tanh(x: f32[n]) -> y: f32[n] { y[i] = tanh(x[i]) }
        workflow w(x: f32[n], t: f32) -> (y: f32[n], s: f32) {
            y = tanh(x)
            s = tanh(t)
        }
        """,
        """
        tanh(x, y) declares []
        s = Tanh(t)
        """);

    [Fact]
    public void Jumps_stay_jumps() => Body(
        "kernel f(x: inout f32[n]) { for i in 0..n { if x[i] > 1 { break }; if x[i] < 0 { continue }; if i > 5 { return } } }",
        """
        Sequential i in 0..n step 1
          If Greater(x[i], 1.0)
            Break
          If Less(x[i], 0.0)
            Continue
          If Greater(i, 5)
            Return
        """);

    private static void Body(string text, string expected) =>
        Assert.Equal(expected.ReplaceLineEndings("\n"), BoundText.Of(DslTest.Good(text).Kernels[^1].Body));
}
