using System.Text.RegularExpressions;

namespace Weft.Backends.Tests.Schedules;

/// <summary>Kernels of one kind, and what random schedules may say of them.</summary>
/// <param name="Kernel">Its results are whole numbers, so that sums are exact in any order that is free.</param>
/// <param name="Loops">The names of its loops, outermost first.</param>
/// <param name="Arrays">Those that may be fused, packed, copied or laid out.</param>
public sealed partial record ScheduleFamily(string Name, string Kernel, string[] Loops, string[] Arrays)
{
    /// <summary>A directive that makes loops of index notation and does nothing else; null for loops that are written.</summary>
    public string? AsLoops { get; init; }

    /// <summary>Whether directives say where arrays lie, too.</summary>
    public bool HasLayouts { get; init; }

    public static IReadOnlyList<ScheduleFamily> All { get; } =
    [
        new("matmul", """
            fast kernel k(a: f32[m, n], b: f32[n, m], c: inout f32[m, m]) {
                for i in 0..m { for j in 0..m { for p in 0..n { c[i, j] += a[i, p] * b[p, j] } } }
            }
            """, ["i", "j", "p"], ["a", "b"]),
        new("chain", """
            kernel k(x: i32[m, n]) -> (y: i32[m, n], z: i32[m, n]) {
                var t: i32[m, n]
                for i in 0..m { for j in 0..n { t[i, j] = 3 * x[i, j] + 1 } }
                for i in 0..m { for j in 0..n { y[i, j] = t[i, j] * t[i, j] - x[i, j] } }
                for i in 0..m { for j in 0..n { z[i, j] = y[m - 1 - i, j] + t[i, j] } }
            }
            """, ["i", "j"], ["t", "x", "y"]),
        new("reduction", """
            kernel k(x: i32[m, n]) -> (s: i32[m], r: i32[n]) {
                for i in 0..m { s[i] = 7; for j in 0..n { s[i] = 3 * s[i] + x[i, j] } }
                for q in 0..n { r[q] = 0 }
                for p in 0..m { for q in 0..n { r[q] += x[p, q] } }
            }
            """, ["i", "j", "p", "q"], ["x", "r"]),
        new("stencil", """
            kernel k(u: inout i32[m + 4, n + 4]) {
                for i in 1..m + 2 { for j in 2..n + 2 { u[i, j] = 3 * u[i - 1, j + 1] + u[i, j - 1] - u[i, j + 2] } }
            }
            """, ["i", "j"], ["u"]),
        new("triangular", """
            kernel k(a: inout i32[m, m], b: inout i32[m]) {
                for p in 0..m {
                    for i in p + 1..m { for j in p + 1..m { a[i, j] -= a[i, p] * a[p, j] } }
                }
                for r in 0..m { for s in 0..r { b[r] -= a[r, s] * b[s] } }
            }
            """, ["p", "i", "j", "r", "s"], ["a", "b"]),
        new("sweep", """
            kernel k(u: inout i32[n + 2], steps: i32) {
                for t in 0..steps { for i in 1..n + 1 { u[i] = u[i - 1] + 2 * u[i] + u[i + 1] } }
            }
            """, ["t", "i"], ["u"]),
        new("convolution", """
            kernel k(x: i32[m + 2, n + 2], w: i32[3, 3]) -> y: i32[m, n] {
                for i in 0..m { for j in 0..n { y[i, j] = 1 } }
                for i in 0..m { for j in 0..n { for p in 0..3 { for q in 0..3 { y[i, j] += w[p, q] * x[i + p, j + q] } } } }
            }
            """, ["i", "j", "p", "q"], ["x", "y"]),
        new("transposition", """
            kernel k(x: i32[m, n], a: inout i32[m, m]) -> y: i32[n, m] {
                for i in 0..m { for j in 0..n { y[j, i] = x[i, j] } }
                for r in 0..m { for s in 0..m { a[s, r] = a[r, s] + 1 } }
            }
            """, ["i", "j", "r", "s"], ["y", "x"]),
        new("layouts", """
            kernel k(x: i32[m, n]) -> y: i32[m, n] {
                var t: i32[m, n]
                var u: i32[n, 3, m]
                for i in 0..m { for j in 0..n { t[i, j] = 3 * x[i, j] + 1 } }
                for i in 0..m { for j in 0..n { u[j, 1, i] = t[i, j]; u[j, 2, i] = t[0, j] } }
                for i in 0..m { for j in 0..n { y[i, j] = u[j, 1, i] - u[j, 2, i] * t[i, j] + u[j, 0, i] } }
            }
            """, ["i", "j"], ["t", "u", "x"]) { HasLayouts = true },
        new("notation", """
            kernel k(a: i32[m, n], b: i32[n, m], d: i32[m, m]) -> (c: i32[m, m], e: i32[m, m]) {
                c[i, j] = sum(p) a[i, p] * b[p, j]
                var t: i32[m, m]
                t[i, j] = 2 * d[i, j]
                e[i, j] = t[i, j] - c[i, j]
            }
            """, ["i", "j", "p"], ["t", "b", "c"]) { AsLoops = "distribute i" },
    ];

    /// <summary>One to four directives, each with loops, arrays and sizes at random.</summary>
    public IReadOnlyList<string> Schedule(Random random)
    {
        var directives = new List<string>();
        for (var i = random.Next(1, 5); i > 0; i--) directives.Add(Directive(random));
        // What is said twice is a mistake.
        return [.. directives.DistinctBy(directive => string.Join(' ', directive.Split(' ', ',').Take(2)))];
    }

    private string Directive(Random random)
    {
        string[] order = [.. Loops];
        random.Shuffle(order);
        var (loop, array) = (order[0], Arrays[random.Next(Arrays.Length)]);
        return random.Next(HasLayouts ? 30 : 18) switch
        {
            < 3 => $"tile {loop} {random.Next(2, 5)}",
            < 6 => $"interchange {string.Join(", ", order.Take(random.Next(2, order.Length + 1)))}",
            6 => $"unroll {loop} {random.Next(2, 4)}",
            7 => $"jam {loop} {random.Next(2, 4)}",
            8 => $"vectorize {loop} {1 << random.Next(1, 4)}",
            9 => $"parallel {loop}",
            10 => $"split {loop} {random.Next(1, 6)}",
            11 => $"skew {loop}, {order[1]}",
            12 => $"distribute {loop}",
            13 => $"fuse {array}",
            14 => $"pack {array}",
            15 => $"promote {array}",
            16 => $"prefetch {array} {random.Next(1, 40)}",
            17 => $"stream {array}",
            < 21 => $"layout {array} {Order(array)}",
            < 24 => $"copy {array} {Order(array)}",
            < 27 => $"block {array} {Sizes(array)}",
            _ => $"pad {array} {random.Next(1, 20)}",
        };

        string Order(string name)
        {
            int[] dimensions = [.. Enumerable.Range(0, RankOf(name))];
            random.Shuffle(dimensions);
            return string.Join(", ", dimensions);
        }

        string Sizes(string name) => string.Join(", ", Enumerable.Range(0, RankOf(name)).Select(d => random.Next(d == 0 ? 2 : 1, 5)));
    }

    private int RankOf(string array) => Declared(array).Count(letter => letter == ',') + 1;

    // The extents of an array.
    private string Declared(string array) => Declarations().Matches(Kernel).First(found => found.Groups[1].Value == array).Groups[2].Value;

    [GeneratedRegex(@"(\w+): (?:inout )?\w+\[([^\]]*)\]")]
    private static partial Regex Declarations();
}
