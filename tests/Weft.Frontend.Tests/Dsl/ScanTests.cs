using Xunit;

namespace Weft.Frontend.Tests.Dsl;

/// <summary>What scans compute, in the interpreter and compiled.</summary>
public sealed class ScanTests
{
    [Theory]
    [InlineData("scan sum(j <= i) x[j]", "1.0 3.0 6.0 10.0")]
    [InlineData("scan sum(j < i) x[j]", "0.0 1.0 3.0 6.0")]
    [InlineData("scan sum(j >= i) x[j]", "10.0 9.0 7.0 4.0")]
    [InlineData("scan sum(j > i) x[j]", "9.0 7.0 4.0 0.0")]
    [InlineData("scan prod(j <= i) 2", "2.0 4.0 8.0 16.0")]
    [InlineData("scan max(j <= i where x[j] != 3) -x[j]", "-1.0 -1.0 -1.0 -1.0")]
    [InlineData("scan min(j >= i) abs(x[j] - 2)", "0.0 0.0 1.0 2.0")]
    [InlineData("(scan all(j < i) (x[j] < 2)) ? x[i] : 0", "1.0 2.0 0.0 0.0")]
    [InlineData("x[i] / (scan sum(j <= i) x[j]) + scan sum(k < i) 1", "1.0 1.6666667 2.5 3.4")]
    [InlineData("scan join(j <= i) x[j] from 10", "11.0 13.0 16.0 20.0")]
    [InlineData("scan join(j > i) x[j] from 10", "19.0 17.0 14.0 10.0")]
    public void Scans_go_up_to_each_index(string value, string expected) => RunTest.Check(
        $"func join(a: f32, b: f32) -> f32 = a + b\nkernel k(x: f32[n]) -> y: f32[n] {{ y[i] = {value} }}", $"y: {expected}", "x=1 2 3 4");

    [Theory]
    [InlineData("y[i] = scan sum(j <= i) y[j]", "1.0 3.0 6.0")]
    [InlineData("y[i] = scan sum(j < i) y[j]", "0.0 1.0 3.0")]
    [InlineData("y[i] += scan sum(j < i) y[j]", "1.0 3.0 6.0")]
    public void A_scan_may_replace_what_it_reads(string statement, string expected) =>
        RunTest.Check($"kernel k(y: inout f32[n]) {{ {statement} }}", $"y: {expected}", "y=1 2 3");

    [Fact]
    public void Scans_go_along_any_index_and_carry_records() => RunTest.Check(
        """
            record Vec2 { x: f32, y: f32 }
            func add(a: Vec2, b: Vec2) -> Vec2 = Vec2 { x: a.x + b.x, y: a.y * b.y }
            kernel k(a: f32[m, n]) -> (rows: f32[m, n], columns: f32[m, n], v: Vec2[n]) {
                rows[r, c] = scan sum(j <= c) a[r, j]
                columns[r, c] = scan sum(j <= r) rows[j, c]
                v[i] = scan add(j <= i) Vec2 { x: a[0, j], y: a[1, j] } from Vec2 { x: 0, y: 1 }
            }
            """,
        "rows: 1.0 3.0 6.0 4.0 9.0 15.0, columns: 1.0 3.0 6.0 5.0 12.0 21.0, v.x: 1.0 3.0 6.0, v.y: 4.0 20.0 120.0",
        "a=1 2 3;4 5 6");
}
