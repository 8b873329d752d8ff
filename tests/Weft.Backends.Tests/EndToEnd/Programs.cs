namespace Weft.Backends.Tests.EndToEnd;

/// <summary>Programs that run on every back end and must agree bit for bit.</summary>
internal static class Programs
{
    public const string Text = """
        func sq(x: f32) -> f32 = x * x

        kernel saxpy(a: f32, x: f32[n], y: inout f32[n]) {
            parallel i in 0..n { y[i] = a * x[i] + y[i] }
        }

        kernel matmul(a: f64[m, k], b: f64[k, n]) -> c: f64[m, n] {
            for i in 0..m, j in 0..n {
                var s: f64 = 0
                for p in 0..k { s += a[i, p] * b[p, j] }
                c[i, j] = s
            }
        }

        kernel blur(img: f32[h, w]) -> dst: f32[h, w] {
            dst[y, x] = img[y, x]
            for y in 1..h-1, x in 1..w-1 { dst[y, x] = (img[y, x-1] + img[y, x] + img[y, x+1]) / 3 }
        }

        kernel histogram(v: u8[n]) -> (bins: i32[256], peak: i32) {
            bins[b] = 0
            for i in 0..n { bins[i32(v[i])] += 1 }
            peak = max(b) bins[b]
        }

        kernel collatz(start: u8[n]) -> steps: i32[n] {
            parallel i in 0..n {
                var x = i64(start[i])
                var s: i32 = 0
                while x > 1 {
                    x = x % 2 == 0 ? x / 2 : 3 * x + 1
                    s += 1
                }
                steps[i] = s
            }
        }

        kernel firstAbove(x: f32[n], t: f32) -> (where: index, seen: i32) {
            where = -1
            for i in 0..n {
                if x[i] < 0 { continue }
                seen += 1
                if x[i] > t {
                    where = i
                    break
                }
            }
        }

        kernel conversions(x: f32[n]) -> (a: i8[n], b: u8[n], c: i32[n], d: u16[n], e: f64[n], f: bool[n]) {
            for i in 0..n {
                let s = x[i] * 1000
                a[i] = i8(s)
                b[i] = u8(s)
                c[i] = i32(s)
                d[i] = u16(c[i])
                e[i] = f64(s)
                f[i] = s > 0 && x[i] < 0.5
            }
        }

        kernel bits(v: u8[n]) -> (s: u8[n], r: i32[n]) {
            for i in 0..n {
                s[i] = (v[i] << 3) ^ (v[i] >> 2) | ~v[i] & 15
                r[i] = (i32(v[i]) - 128) / 3 + (i32(v[i]) - 128) % 7
            }
        }

        kernel triangle(x: f32[n, n]) -> y: f32[n, n] {
            for i in 0..n, j in 0..i+1 { y[i, j] = x[j, i] - x[i, j] }
        }

        kernel strided(x: f32[n]) -> y: f32[n] {
            for i in 0..n step 3 { y[i] = sq(x[n - 1 - i]) }
        }

        kernel smooth(x: f32[n]) -> y: f32[n] {
            var t: f32[n]
            for i in 0..n { t[i] = x[i] * 0.5 }
            for i in 0..n { y[i] = t[max(i - 1, 0)] + t[min(i + 1, n - 1)] }
        }

        workflow twice(img: f32[h, w], rounds: i32 = 3) -> f32[h, w] {
            var current = blur(img)
            for r in 0..index(rounds) { current = blur(current) }
            return current
        }

        workflow sometimes(img: f32[h, w], rounds: i32 = 5) -> (y: f32[h, w], z: f32[h, w]) {
            var current = blur(img)
            for r in 0..index(rounds) {
                if r % 3 == 0 { current = blur(current) }
                if r % 2 == 0 { current = blur(blur(current)) } else { current = blur(current) }
            }
            y = current
            if rounds > 3 { z = blur(current) } else { z = img }
        }

        kernel lastTurns(x: f32[n]) -> (y: f32[n], seen: i32) {
            y[i] = 0
            seen = 0
            for i in 9223372036854775800..9223372036854775807 step 3 { seen += i32(i & 255) }
            for i in 1..n step 9223372036854775807 { y[i] = x[i] }
            for i in 0..n step max(n - 3, 1) { y[i] += x[n - 1 - i] }
        }

        kernel wraps(v: u8[n], x: f32[n]) -> y: f32[n] { for i in 0..n { y[i] = x[max(i32(v[i]) * 0 + i32(i) - 5 - 2147483647, 0)] } }

        kernel escape(x: f32[n]) -> y: f32[n] { for i in 0..n { y[i] = x[i + 1] } }

        kernel gather(v: u8[n], x: f32[n]) -> y: f32[n] { for i in 0..n { y[i] = x[i32(v[i])] } }

        kernel divide(v: u8[n]) -> q: i32[n] { for i in 0..n { q[i] = 100 / (i32(v[i]) % 5) } }

        kernel limits(x: f32[n]) -> y: f32[6, n] {
            parallel i in 0..n {
                y[0, i] = max(x[i], 0.0)
                y[1, i] = max(x[i], -0.0)
                y[2, i] = max(0.25, x[i])
                y[3, i] = min(x[i], 0.0)
                y[4, i] = min(-0.0, x[i])
                y[5, i] = min(x[i], 0.25)
            }
        }
        """;
}
