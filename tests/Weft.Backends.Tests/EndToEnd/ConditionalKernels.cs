namespace Weft.Backends.Tests.EndToEnd;

/// <summary>Kernels whose turns do something under conditions, for <see cref="LoopVectorTests"/>.</summary>
internal static class ConditionalKernels
{
    /// <summary>By name: those that become vectors.</summary>
    public static IReadOnlyDictionary<string, string> Masked { get; } = new Dictionary<string, string>
    {
        ["stores of some"] = "kernel k(x: f32[n], y: inout f32[n]) { for i in 0..n { if x[i] > 3 { y[i] = x[i] * 2 } } }",
        ["one of two values"] = """
            kernel k(x: f64[n], u: f64[n]) -> y: f64[n] {
                for i in 0..n {
                    var t = u[i]
                    if x[i] > 0 { t = t * x[i] + 1 } else { t = sqrt(abs(t)) - x[i] }
                    y[i] = t
                }
            }
            """,
        ["stores behind the end"] = "kernel k(x: f32[n], y: inout f32[m]) { for i in 0..n { if i < m { y[i] = x[i] * 2 } } }",
        ["reads before the start and behind the end"] = """
            kernel k(x: f32[n]) -> y: f32[n] {
                for i in 0..n { y[i] = (i > 0 ? x[i - 1] : 0.25) + (i + 3 < n ? x[i + 3] : -2) }
            }
            """,
        ["edges of a plane"] = """
            kernel k(x: f32[m, n]) -> y: f32[m, n] {
                for i in 0..m, j in 0..n {
                    var t = x[i, j]
                    if i > 0 { t += x[i - 1, j] }
                    if i < m - 1 { t += x[i + 1, j] }
                    if j > 0 { t -= x[i, j - 1] }
                    if j < n - 1 { t -= x[i, j + 1] }
                    y[i, j] = t
                }
            }
            """,
        ["a triangle by a condition"] = """
            kernel k(x: f64[n, n]) -> y: f64[n, n] {
                for i in 0..n, j in 0..n { if j <= i { y[i, j] = x[i, j] * 2 } else { y[i, j] = x[j, i] - 1 } }
            }
            """,
        ["conditions in conditions"] = """
            kernel k(x: i32[n], u: i32[n], y: inout i32[n], z: inout i32[n]) {
                for i in 0..n {
                    if x[i] > -20 {
                        z[i] = u[i] - 1
                        if u[i] % 3 != 0 { y[i] = x[i] + u[i] } else { if x[i] < 10 { y[i] = 7 } }
                    } else {
                        if u[i] > 0 || x[i] < -40 { y[i] = u[i] }
                    }
                }
            }
            """,
        ["a condition that all turns share"] = """
            kernel k(x: i64[m, n], y: inout i64[m, n]) {
                for i in 0..m, j in 0..n { if x[i, 0] > 0 { y[i, j] = x[i, j] } else { if x[i, j] > 5 { y[i, j] -= x[i, 0] } } }
            }
            """,
        ["an element for all under a condition"] = """
            kernel k(x: i32[n], t: i32[m], y: inout i32[n]) {
                for i in 0..n { if i < m && x[i] > 0 { y[i] += t[0] * t[m - 1] } }
            }
            """,
        ["bytes under a condition"] = """
            kernel k(x: u8[n], y: u8[n], z: inout u8[n]) {
                for i in 0..n { if x[i] > 110 { z[i] = x[i] - y[i] } else { z[i] = z[i] ^ 85 } }
            }
            """,
        ["widths under a condition"] = """
            kernel k(x: i16[n], f: f64[n], y: inout f32[n], z: inout i64[n]) {
                for i in 0..n { if x[i] > 0 && f[i] < 20 { y[i] = f32(f[i]) * f32(x[i]) } else { z[i] = i64(x[i]) - i64(i) } }
            }
            """,
        ["backwards under a condition"] = """
            kernel k(x: f64[n], y: inout f64[n]) { for i in 0..n { if x[i] > 0 { y[n - 1 - i] = x[n - 1 - i] } } }
            """,
        ["columns under a condition"] = """
            kernel k(x: f32[n, m], c: f32[n]) -> y: f32[m, n] {
                for i in 0..m, j in 0..n {
                    if c[j] > 0 { y[i, j] = x[j, i] * 3 + sqrt(abs(x[j, i])) / 7 + exp2(c[j]) - exp2(c[j] - 1) } else { y[i, j] = 0 }
                }
            }
            """,
        ["every third under a condition"] = """
            kernel k(x: i32[n], y: inout i32[3 * n]) {
                for i in 0..n { if x[i] > 0 { y[3 * i + 1] = x[i] * x[i] - 3 * x[i] + (x[i] >> 3) * 7 } }
            }
            """,
        ["quotients of what is positive"] = """
            kernel k(x: i32[n], d: i32[n]) -> (y: i32[n], r: i32[n]) {
                for i in 0..n {
                    let by = d[i]
                    let of = x[i]
                    if by > 0 { y[i] = of / by; r[i] = of % by } else { y[i] = -1; r[i] = 1 }
                }
            }
            """,
        ["quotients of bytes"] = """
            kernel k(x: u8[n], d: u8[n]) -> y: u8[n] { for i in 0..n { y[i] = d[i] != 0 ? x[i] / d[i] : 255 } }
            """,
        ["quotients by what is no zero"] = """
            kernel k(x: i16[n], d: i16[n], y: inout i32[n]) { for i in 0..n { if i32(d[i]) != 0 { y[i] = i32(x[i]) / i32(d[i]) } } }
            """,
        ["one divisor for all"] = """
            kernel k(x: i32[n], t: i32[m + 1], y: inout i32[n]) {
                for i in 0..n {
                    if x[i] > 0 {
                        let by = t[m]
                        if by > 0 { y[i] = x[i] / by + 100 % by } else { y[i] = by }
                    }
                }
            }
            """,
        ["sums and counts of some"] = """
            kernel k(x: i32[m, n]) -> (s: i64[m], c: i32[m]) {
                for i in 0..m {
                    var t: i64 = 3
                    var q: i32 = 0
                    for j in 0..n {
                        if x[i, j] > 0 { t += i64(x[i, j]); q += 1 } else { if x[i, j] < -40 { t -= 2 } }
                    }
                    s[i] = t
                    c[i] = q
                }
            }
            """,
        ["free sums of some"] = """
            fast kernel k(x: f32[m, n], w: f32[n]) -> s: f32[m] {
                for i in 0..m {
                    var t: f32 = 1
                    for j in 0..n { if w[j] > 0 { t += x[i, j] * w[j] } }
                    s[i] = t
                }
            }
            """,
        ["extremes of some"] = """
            kernel k(x: f32[n], u: i16[n]) -> (a: f32[1], b: i16[1]) {
                var t: f32 = -7
                var q: i16 = 9
                for i in 0..n { if u[i] != 0 { t = max(t, x[i]) } else { q = min(q, u[i] - 3) } }
                a[0] = t
                b[0] = q
            }
            """,
        ["columns that go on under conditions"] = """
            kernel k(x: f64[n, m]) -> y: f64[m] {
                for j in 0..m {
                    var a: f64 = 1
                    for i in 0..n { if x[i, j] > a { a = a * 0.5 + x[i, j] } else { a = a - 1 } }
                    y[j] = a
                }
            }
            """,
        ["where the greatest of each row is"] = """
            kernel k(x: f32[m, n + 1]) -> (s: f32[m], at: i64[m]) {
                for i in 0..m {
                    var t = x[i, 0]
                    var q: i64 = 0
                    for j in 1..n + 1 { if x[i, j] > t { t = x[i, j]; q = i64(j) } }
                    s[i] = t
                    at[i] = q
                }
            }
            """,
        ["ahead in the same array, under a condition"] = """
            kernel k(x: inout f32[n + 1]) { for i in 0..n { if x[i + 1] > 0 { x[i] = x[i + 1] * 0.5 + x[i] } } }
            """,
        ["written twice"] = """
            kernel k(x: i32[n], y: inout i32[n]) {
                for i in 0..n {
                    y[i] = 0
                    if x[i] > 0 { y[i] = x[i] }
                    if y[i] > 10 { y[i] -= 10 }
                }
            }
            """,
    };

    /// <summary>By name: those that stay as they are.</summary>
    public static IReadOnlyDictionary<string, string> Ordered { get; } = new Dictionary<string, string>
    {
        ["where the greatest is"] = """
            kernel k(x: f32[n + 1]) -> (s: f32[1], at: i64[1]) {
                var t = x[0]
                var q: i64 = 0
                for j in 1..n + 1 { if x[j] > t { t = x[j]; q = i64(j) } }
                s[0] = t
                at[0] = q
            }
            """,
        ["behind in the same array, under a condition"] = """
            kernel k(x: inout f32[n + 1]) { for i in 0..n { if x[i] > 0 { x[i + 1] = x[i] * 0.5 + x[i + 1] } } }
            """,
        ["sums of some in their order"] = """
            kernel k(x: f32[n]) -> s: f32[1] {
                var t: f32 = 0.1
                for i in 0..n { if x[i] > 0 { t += x[i] * 0.3 } }
                s[0] = t
            }
            """,
        ["long quotients"] = """
            kernel k(x: i64[n], d: i64[n]) -> y: i64[n] { for i in 0..n { y[i] = d[i] > 0 ? x[i] / d[i] : 3 } }
            """,
        ["the same element under a condition"] = """
            kernel k(x: i32[n], y: inout i32[m + 1]) { for i in 0..n { if x[i] > 0 { y[m] = x[i] } } }
            """,
    };
}
