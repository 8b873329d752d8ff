using Xunit;

namespace Weft.Frontend.Tests.Dsl;

/// <summary>What the constructs of the language compute.</summary>
public sealed class ConstructTests
{
    private const string Records = """
        record Vec2 { x: f32, y: f32 }
        record Particle {
            pos: Vec2
            vel: Vec2
            mass: f32
        }
        func add(a: Vec2, b: Vec2) -> Vec2 = Vec2 { x: a.x + b.x, y: a.y + b.y }
        func scale(k: f32, a: Vec2) -> Vec2 { return Vec2 { y: k * a.y, x: k * a.x } }

        """;

    [Fact]
    public void Records_are_their_fields() => RunTest.Check(
        Records + """
            kernel drift(ps: inout Particle[n], dt: f32 = 0.5) {
                for i in 0..n {
                    let p = ps[i]
                    ps[i].pos = add(p.pos, scale(dt, p.vel))
                }
            }
            """,
        "ps.pos.x: 2.0 4.0, ps.pos.y: 6.0 8.0",
        "ps.pos.x=1 2", "ps.pos.y=3 4", "ps.vel.x=2 4", "ps.vel.y=6 8", "ps.mass=1 1");

    [Fact]
    public void A_record_is_assigned_as_a_whole() => RunTest.Check(
        Records + """
            kernel k(x: f32[n]) -> (p: Particle, q: Vec2) {
                var v = Vec2 { x: x[0], y: x[1] }
                v = Vec2 { x: v.y, y: v.x }
                p = Particle { pos: v, vel: v.x > v.y ? v : add(v, v), mass: 3 }
                p.vel.y += 1
                q = p.pos
            }
            """,
        "p.pos.x: 2.0, p.pos.y: 1.0, p.vel.x: 2.0, p.vel.y: 2.0, p.mass: 3.0, q.x: 2.0, q.y: 1.0",
        "x=1 2");

    [Fact]
    public void Arrays_of_records_are_swapped_passed_and_made() => RunTest.Check(
        Records + """
            kernel turn(a: Vec2[n]) -> b: Vec2[n] { b[i] = Vec2 { x: a[i].y, y: a[n - 1 - i].x } }
            kernel k(a: Vec2[n]) -> c: Vec2[n] {
                var t: Vec2[n]
                t[i] = a[i]
                for i in 0..n / 2 {
                    let first = t[i]
                    t[i] = t[n - 1 - i]
                    t[n - 1 - i] = first
                }
                c = turn(t)
            }
            """,
        "c.x: 6.0 5.0 4.0, c.y: 1.0 2.0 3.0",
        "a.x=1 2 3", "a.y=4 5 6");

    [Fact]
    public void A_record_goes_through_a_workflow() => RunTest.Check(
        Records + """
            kernel make(x: f32[n]) -> (v: Vec2[n], s: Vec2) { v[i] = Vec2 { x: x[i], y: -x[i] }; s = Vec2 { x: 1, y: 2 } }
            kernel pull(v: Vec2[n], s: Vec2) -> y: f32[n] { y[i] = v[i].y * s.y }
            workflow w(x: f32[n]) -> f32[n] {
                let (v, s) = make(x)
                return pull(v, s)
            }
            """,
        "result: -2.0 -4.0",
        "x=1 2");

    [Theory]
    [InlineData("clamp", "y: 2.0 3.0 3.0 3.0, z: 1.0 1.0 1.0 2.0")]
    [InlineData("zero", "y: 2.0 3.0 0.0 0.0, z: 0.0 0.0 1.0 2.0")]
    [InlineData("wrap", "y: 2.0 3.0 1.0 2.0, z: 2.0 3.0 1.0 2.0")]
    [InlineData("mirror", "y: 2.0 3.0 2.0 1.0, z: 3.0 2.0 1.0 2.0")]
    public void Arrays_go_on_beyond_their_edges(string mode, string expected) =>
        RunTest.Check(
            $"kernel k(x: f32[n]) -> (y: f32[4], z: f32[4]) {{ y[i] = x.{mode}[i + 1]; z[i] = x.{mode}[i - 2] }}", expected, "x=1 2 3");

    [Fact]
    public void A_window_slides_over_an_image_with_constants() => RunTest.Check(
        """
        const K: f32[3] = [1, 2, 1]
        kernel k(x: f32[n]) -> (y: f32[n], s: f32[2]) {
            y[i] = sum(d in -1..2) K[d + 1] * x.clamp[i + d] / 4
            s[i] = sum(d) K[d] * x[2 * i + d]
        }
        """,
        "y: 1.25 2.0 3.0 4.0 4.75, s: 8.0 16.0",
        "x=1 2 3 4 5");

    [Fact]
    public void Constant_arrays_have_any_rank_and_type() => RunTest.Check(
        """
        const M = [[1, 2, 3], [4, 5, 6]]
        const B: u8[4] = [255, 0, 1, 7]
        const Z: f32[8] = [0, 0, 0, 0, 0, 0, 0, 0]
        kernel k(x: f32[n]) -> (s: i32, t: i32, u: i32, z: f32) {
            s = sum(i, j) M[i, j]
            t = i32(B[index(x[0])]) + i32(B[0])
            u = M[1, 2]
            z = sum(i) Z[i]
        }
        """,
        "s: 21, t: 262, u: 6, z: 0.0",
        "x=3");

    [Fact]
    public void Generic_kernels_and_funcs_take_the_types_of_their_arguments() => RunTest.Check(
        """
        func sq<T: number>(x: T) -> T = x * x
        kernel axpy<T: float>(a: T, x: T[n], y: inout T[n]) { y[i] = sq(a) * x[i] + y[i] }
        kernel half<T: int>(v: T) -> w: T { w = v / T(2) }
        kernel k(x: f32[n], y: inout f32[n]) -> (d: f64[n], h: i32) {
            axpy(2, x, inout y)
            var t: f64[n]
            t[i] = f64(x[i])
            d[i] = 1
            axpy<f64>(3, t, inout d)
            h = half(7)
        }
        """,
        "y: 5.0 10.0, d: 10.0 19.0, h: 3",
        "x=1 2", "y=1 2");

    [Fact]
    public void A_generic_kernel_is_an_entry_under_another_name() => RunTest.Check(
        """
        kernel axpy<T: float>(x: T[n], y: inout T[n]) { y[i] = 2 * x[i] + y[i] }
        kernel saxpy = axpy<f32>
        """,
        "y: 4.0 7.0",
        "x=1 2", "y=2 3");

    [Fact]
    public void Extents_are_solved_and_constraints_checked()
    {
        const string Text = "kernel k(x: f32[2*m + 1]) -> y: f32[m] where m >= 2 && m % 2 == 0 { y[i] = x[2*i] + x[2*i + 1] }";
        RunTest.Check(Text, "y: 3.0 7.0", "x=1 2 3 4 5");
        RunTest.Check(Text, "WF4030: 'k' needs m >= 2, but m is 1 here (m = 1)", "x=1 2 3");
        RunTest.Check(Text, "'k' needs m % 2 == 0, but m % 2 is 1 here (m = 3)", "x=1 2 3 4 5 6 7");
        RunTest.Check(Text, "'2 * m + 1'", "x=1 2 3 4");
        RunTest.Check(
            Text + "\nkernel c(x: f32[n]) -> y: f32[(n - 1) / 2] { y = k(x) }", "'k' needs m >= 2", "x=1 2 3");
    }

    [Fact]
    public void Turns_of_time_go_from_one_array_to_another()
    {
        const string Text = """
            kernel heat(u: inout f32[n], s: f32[m]) {
                time t in 0..m {
                    for i in 1..n - 1 { u'[i] = (u[i - 1] + 2 * u[i] + u[i + 1]) / 4 }
                }
            }
            """;
        RunTest.Check(Text, "u: 8.0 2.0 0.0 0.0", "u=8 0 0 0", "s=1");
        RunTest.Check(Text, "u: 8.0 3.0 0.5 0.0", "u=8 0 0 0", "s=1 1");
        RunTest.Check(Text, "u: 8.0 3.625 1.0 0.0", "u=8 0 0 0", "s=1 1 1");
        const string Uneven = """
            kernel k(u: inout f32[n], s: f32[m]) { time t in 0..m { u'[t] = u[t] + 1 } }
            """;
        RunTest.Check(Uneven, "u: 2.0 3.0 4.0 4.0", "u=1 2 3 4", "s=1 1 1");
        const string Again = "kernel k(u: inout f32[n], s: f32[m]) { time t in 0..m { u'[i] = 2 * u[i]; u'[i] += 1 } }";
        RunTest.Check(Again, "u: 15.0 23.0", "u=1 2", "s=1 1 1");
        const string Reads = "kernel k(u: inout f32[n], s: f32[m]) { time t in 0..m { u'[i] += 1 } }";
        RunTest.Check(Reads, "u: 4.0 5.0", "u=1 2", "s=1 1 1");
        const string Sometimes = "kernel k(u: inout f32[n], s: f32[m]) { time t in 0..m { if t % 3 != 1 { u'[i] = u[i] + 1 } } }";
        RunTest.Check(Sometimes, "u: 3.0 4.0", "u=1 2", "s=1 1 1");
    }

    [Fact]
    public void Scatter_updates_and_places() => RunTest.Check(
        """
        kernel k(v: f32[n], x: f32[n]) -> (bins: f32[3], y: f32[n], big: f32[3]) {
            bins[b] = 0
            big[b] = 0
            scatter (i) bins[i32(v[i])] += x[i]
            scatter (i where x[i] > 2) big[i32(v[i])] max= x[i]
            scatter unique (i) y[n - 1 - i] = x[i] where x[i] < 4
        }
        """,
        "bins: 5.0 2.0 3.0, y: 0.0 3.0 2.0 1.0, big: 4.0 0.0 3.0",
        "v=0 1 2 0", "x=1 2 3 4");

    [Fact]
    public void A_func_joins_records() => RunTest.Check(
        Records + """
            func better(a: Vec2, b: Vec2) -> Vec2 = a.x >= b.x ? a : b
            func larger(a: f32, b: f32) -> f32 = max(a, b)
            kernel k(x: f32[n], y: f32[n]) -> (b: Vec2, m: f32, s: f32, a: f32, at: index) {
                b = reduce better (i) Vec2 { x: x[i], y: y[i] } from Vec2 { x: -1e30, y: 0 }
                m = reduce larger (i where x[i] < 9) x[i] * 2 from 0
                s = sum(i where x[i] > 2) x[i]
                a = mean(i where x[i] > 2) x[i]
                at = argmin(i where x[i] > 2) x[i]
            }
            """,
        "b.x: 9.0, b.y: 6.0, m: 10.0, s: 17.0, a: 5.6666665, at: 1",
        "x=1 3 9 5", "y=4 5 6 7");

    [Fact]
    public void Funcs_join_along_each_row() => RunTest.Check(
        """
        func sq(v: f32) -> f32 = v * v
        func add(a: f32, b: f32) -> f32 = a + b
        func longer(a: f32, b: f32) -> f32 = abs(a) >= abs(b) ? a : b
        func ratio(a: i32, b: i32) -> i32 = a / b
        kernel k(x: f32[n, m], v: i32[n, m], d: i32, first: f32) -> (q: f32[n], s: f32[n], l: f32[n], p: f32[n], r: i32[n]) {
            q[i] = sum(j) sq(x[i, j])
            s[i] = reduce add(j where x[i, j] > 0) x[i, j] + first from 1
            l[i] = reduce longer(j) x[i, j] from first
            p[i] = reduce add(j) x[i, j] from s[i]
            r[i] = sum(j) ratio(v[i, j], d)
        }
        """,
        "q: 14.0 25.0, s: 5.0 9.0, l: -3.0 4.0, p: 5.0 16.0, r: 3 5",
        "x=1 2 -3; 4 0 3", "v=2 2 2; 4 4 2", "d=2", "first=0.5");

    [Fact]
    public void An_assertion_stops_with_its_message()
    {
        const string Text = """
            kernel k(x: f32[n]) -> y: f32[n] {
                assert x[0] > 0, "the first must be positive"
                y[i] = x[i]
                assert y[0] < 10
            }
            """;
        RunTest.Check(Text, "y: 1.0 2.0", "x=1 2");
        RunTest.Check(Text, "the first must be positive", "x=0 2");
        RunTest.Check(Text, "y[0] < 10 does not hold", "x=11 2");
    }
}
