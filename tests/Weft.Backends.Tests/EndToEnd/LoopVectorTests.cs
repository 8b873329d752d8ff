using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Weft.Backends.Llvm;
using Weft.IR;
using Weft.Passes;
using Weft.Runtime;

namespace Weft.Backends.Tests.EndToEnd;

/// <summary>Loops that became vectors give what the loops of the source give, bit for bit, at every size. Numbers are whole and small where
/// sums are free in their order, so that every order gives the same.</summary>
public sealed class LoopVectorTests(LlvmFixture llvm)
{
    private static readonly Dictionary<string, string> Kernels = new(
        ConditionalKernels.Masked.Concat(ConditionalKernels.Ordered).Concat(BorderKernels.All))
    {
        ["elements"] = "kernel k(x: f32[n], y: inout f32[n]) { for i in 0..n { y[i] = 2 * x[i] - y[i] / 3 } }",
        ["index notation"] = "kernel k(x: f64[m, n], b: f64[n]) -> y: f64[m, n] { y[i, j] = abs(x[i, j]) * b[j] + x[i, j] }",
        ["long lines"] = "kernel k(x: f32[n * 101]) -> y: f32[n * 101] { y[i] = x[i] * x[i] + 1 }",
        ["bytes"] = """
            kernel k(x: u8[n + 2]) -> y: u8[n + 2] {
                for i in 1..n + 1 {
                    let all = u32(x[i - 1]) + u32(x[i]) + u32(x[i + 1])
                    y[i] = u8(all * 21846 >> 16)
                }
            }
            """,
        ["wider and narrower"] = """
            kernel k(x: i16[n], y: f64[n]) -> (a: f32[n], b: i64[n]) {
                for i in 0..n {
                    a[i] = f32(x[i]) + f32(y[i])
                    b[i] = i64(x[i]) * i64(x[i]) - i64(i)
                }
            }
            """,
        ["choices"] = """
            kernel k(x: f32[n], c: i32[n]) -> y: f32[n] {
                for i in 0..n { y[i] = c[i] > 0 && x[i] < 0.5 ? max(x[i], 0) : f32(c[i]) }
            }
            """,
        ["a transposition"] = "kernel k(x: f32[m, n]) -> y: f32[n, m] { y[j, i] = x[i, j] }",
        ["a transposition of bytes, moved"] = """
            kernel k(x: u8[m + 1, n]) -> y: u8[n, m + 1] { for i in 1..m + 1, j in 0..n - 1 { y[j + 1, i - 1] = x[i, j] ^ 85 } }
            """,
        ["a matrix and its columns"] = """
            kernel k(x: f64[m, n], z: f64[n, m], u: f64[m], v: f64[n]) -> y: f64[m, n] {
                for i in 0..m, j in 0..n { y[i, j] = x[i, j] - 2 * z[j, i] + u[i] * v[j] }
            }
            """,
        ["planes that change places"] = "kernel k(x: i32[m, 3, n]) -> y: i32[n, 3, m] { y[k, j, i] = 5 * x[i, j, k] }",
        ["an array and itself, turned"] = "kernel k(x: inout f32[n, n]) { for i in 0..n, j in 0..n { x[j, i] = x[i, j] + 1 } }",
        ["paths over one more place"] = """
            kernel k(a: inout f32[m, m]) { for k in 0..m, i in 0..m, j in 0..m { a[i, j] = min(a[i, j], a[i, k] + a[k, j]) } }
            """,
        ["what one turn writes"] = """
            kernel k(x: inout f64[m, n + 9]) { for i in 0..m, j in 2..n { x[i, j + 3] = x[i, j + 3] * x[i, 7] + x[i, j] } }
            """,
        ["products of halves"] = """
            kernel k(x: i16[n], y: i16[n], u: u8[n], v: u8[n]) -> (a: i16[n], b: i32[n], c: u8[n], d: i32[n], e: u8[n]) {
                for i in 0..n {
                    a[i] = i16(513 * i32(x[i]) * (700 * i32(y[i])) >> 16)
                    b[i] = i32(x[i]) * i32(y[i]) >> 16
                    c[i] = u8((u32(u[i]) + u32(v[i]) + 1) / 2)
                    d[i] = (i32(u[i]) - i32(v[i])) / 3 + i32(u[i]) * 300
                    e[i] = u8(u32(u[i]) * 60000 >> 16)
                }
            }
            """,
        ["backwards"] = """
            kernel k(x: f64[n], y: inout f64[n]) {
                for i in 0..n { y[i] += x[n - 1 - i] }
                for i in n - 1..-1 step -1 { y[i] = y[i] * 0.5 + x[i] }
            }
            """,
        ["every third"] = "kernel k(x: i32[3 * n]) -> y: i32[n] { for i in 0..n { y[i] = x[3 * i] * x[3 * i] + x[3 * i + 2] * 7 - i32(i) } }",
        ["columns"] = """
            kernel k(x: f32[n, m]) -> y: f32[m, n] {
                for i in 0..m, j in 0..n { y[i, j] = x[j, i] * 3 + x[j, i] * x[j, i] - x[j, i] / 7 + 0.25 }
            }
            """,
        ["ahead in the same array"] = "kernel k(x: inout f32[n + 1]) { for i in 0..n { x[i] = x[i + 1] * 0.5 + x[i] } }",
        ["behind in the same array"] = "kernel k(x: inout f32[n + 1]) { for i in 0..n { x[i + 1] = x[i] * 0.5 + x[i + 1] } }",
        ["far behind in the same array"] = "kernel k(x: inout f64[n + 20]) { for i in 0..n { x[i + 20] = x[i] * 0.5 + x[i + 20] } }",
        ["one of them for all"] = "kernel k(x: inout f64[n + 1]) { for i in 0..n { x[i] = x[i] * x[n / 2] } }",
        ["two arrays, the second behind"] = """
            kernel k(x: inout i32[n + 1], y: inout i32[n + 1]) {
                for i in 1..n {
                    x[i] = y[i] * 3 + 1
                    y[i] = x[i - 1] - y[i + 1]
                }
            }
            """,
        ["a triangle"] = "kernel k(a: f64[n, n], c: inout f64[n, n]) { for i in 0..n, j in i..n { c[i, j] = c[i, j] * 2 + a[j, i] * a[i, j] } }",
        ["whole sums"] = """
            kernel k(x: i32[m, n]) -> (s: i64[m], p: i32[m], t: i32[m]) {
                for i in 0..m {
                    s[i] = 5
                    p[i] = 3
                    t[i] = -1
                    for j in 0..n {
                        s[i] += i64(x[i, j])
                        p[i] *= x[i, j] | 1
                        t[i] = t[i] & x[i, j]
                    }
                }
            }
            """,
        ["free sums"] = """
            fast kernel k(x: f32[m, n], w: f32[n]) -> (s: f32[m], d: f32[m], q: f32[m]) {
                for i in 0..m {
                    d[i] = 3
                    q[i] = 0
                    for j in 0..n {
                        d[i] += x[i, j] * w[j]
                        q[i] -= x[i, j] + 1
                    }
                    s[i] = sum(j) x[i, j]
                }
            }
            """,
        ["sums in their order"] = """
            kernel k(x: f32[m, n]) -> s: f32[m] {
                for i in 0..m {
                    s[i] = 0.1
                    for j in 0..n { s[i] += x[i, j] * 0.3 }
                }
            }
            """,
        ["extremes"] = """
            kernel k(x: f32[m, n], y: i16[m, n]) -> (a: f32[m], b: f32[m], c: i16[m], d: i16[m]) {
                for i in 0..m {
                    a[i] = -1
                    c[i] = 0
                    for j in 0..n {
                        a[i] max= x[i, j]
                        c[i] min= y[i, j]
                    }
                    b[i] = min(j) x[i, j]
                    d[i] = max(j) y[i, j]
                }
            }
            """,
        ["sums that are also elements"] = """
            fast kernel k(x: f64[n]) -> (y: f64[n], s: f64) {
                var all: f64 = 0
                for i in 0..n {
                    all += x[i]
                    y[i] = all
                }
                s = all
            }
            """,
        ["a row and a column at once"] = """
            fast kernel k(a: f64[m, n], p: f64[n], r: f64[m]) -> (s: f64[n], q: f64[m]) {
                for j in 0..n { s[j] = 0 }
                for i in 0..m {
                    q[i] = 0
                    for j in 0..n {
                        s[j] += r[i] * a[i, j]
                        q[i] += a[i, j] * p[j]
                    }
                }
            }
            """,
        ["sums of a triangle"] = """
            fast kernel k(l: f64[n, n], b: f64[n]) -> x: f64[n] {
                for i in 0..n {
                    x[i] = b[i]
                    for j in 0..i { x[i] -= l[i, j] * b[j] }
                }
            }
            """,
        ["sums of a triangle that are read only there"] = """
            fast kernel k(l: f64[n, n], x: inout f64[n + 1]) { for i in 0..n, j in i + 1..n { x[i] += l[i, j] * 2 } }
            """,
        ["sums that meet an element"] = """
            kernel k(l: i64[n, n], x: inout i64[n]) { for i in 0..n, j in 0..n { x[i] += l[i, j] * x[j] } }
            """,
        ["recurrences of columns"] = """
            kernel k(x: f64[n, m], u: f64[m]) -> (y: f64[n, m], z: f64[m], t: f64[m]) {
                for j in 0..m {
                    var a: f64 = 1
                    var b = u[j]
                    for i in 0..n {
                        let c = a * 0.5 + x[i, j] * 0.005 * b
                        b = a
                        a = c
                        y[i, j] = c + f64(i)
                    }
                    z[j] = a
                    t[j] = b
                    for i in 0..n { t[j] = t[j] * 0.25 - x[n - 1 - i, j] }
                }
            }
            """,
        ["recurrences of rows"] = """
            kernel k(x: f64[m, n + 1]) -> y: f64[m, n + 1] {
                for i in 0..m {
                    y[i, 0] = x[i, 0]
                    for j in 1..n + 1 { y[i, j] = (y[i, j - 1] * 0.5 + x[i, j]) / (y[i, j - 1] * y[i, j - 1] + 2) }
                }
            }
            """,
        ["recurrences of both"] = """
            kernel k(x: inout f64[m + 1, n + 1]) { for i in 0..m, j in 0..n { x[i + 1, j + 1] = x[i, j + 1] * 0.5 + x[i + 1, j] } }
            """,
        ["the best way through a table"] = """
            kernel k(r: i32[m, n], p: i32) -> s: i32[m + 1, n + 1] {
                for i in 0..m + 1 { s[i, 0] = -i32(i) * p }
                for j in 0..n + 1 { s[0, j] = -i32(j) * p }
                for i in 1..m + 1, j in 1..n + 1 {
                    s[i, j] = max(s[i - 1, j - 1] + r[i - 1, j - 1], max(s[i, j - 1], s[i - 1, j]) - p)
                }
            }
            """,
        ["what is carried, limited and stored"] = """
            kernel k(x: i16[n], y: u8[n]) -> (least: i16[n], level: i32[1], last: u32[1]) {
                var s = i16(5)
                var t = 7
                var u = u32(9)
                for j in 0..n {
                    t = min(max(t + i32(x[j]), -50), 60)
                    u = max(u, u32(y[j])) - 3
                    s = min(max(s - x[j], -100), 120)
                    least[j] = s
                }
                level[0] = t
                last[0] = u
            }
            """,
        ["functions"] = "kernel k(x: f32[n]) -> y: f32[n] { y[i] = exp(x[i] * 0.1) + sin(x[i]) * sqrt(abs(x[i])) }",
    };

    public static TheoryData<string> Names => [.. Kernels.Keys];

    public static TheoryData<string> Masked => [.. ConditionalKernels.Masked.Keys];

    public static TheoryData<string> Borders => [.. BorderKernels.All.Keys];

    public static TheoryData<string> Ordered => [.. ConditionalKernels.Ordered.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Results_are_those_of_the_loops(string name)
    {
        Assert.NotNull(llvm.Host);
        // Functions are held to the interpreter after their expansion, elsewhere.
        using var reference = name == "functions"
            ? new Device("scalar", new CpuCompiler(pool: llvm.Pool, pipeline: Scalar)) : new Device("interp", new InterpreterCompiler());
        using var compiled = new Device("cpu", new CpuCompiler(pool: llvm.Pool));
        var program = KernelOutputs.Load(Kernels[name]);
        foreach (var (m, n) in new[] { (1, 1), (2, 2), (3, 7), (1, 17), (5, 63), (65, 65), (2, 130), (3, 1000), (4, 0), (0, 4) })
            Assert.Equal((m, n, Run(reference, program, m, n)), (m, n, Run(compiled, program, m, n)));
    }

    /// <summary>On a processor whose caches hold next to nothing, arrays go past them.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Results_past_the_caches_are_the_same(string name)
    {
        Assert.NotNull(llvm.Host);
        var (program, host) = (KernelOutputs.Load(Kernels[name]), CpuTarget.Host());
        using var whole = new Device("cpu", new CpuCompiler(pool: llvm.Pool));
        using var past = new Device("cpu", new CpuCompiler(pool: llvm.Pool, target: host with { Machine = host.Machine with { L3 = 256 } }));
        foreach (var (m, n) in new[] { (5, 63), (16, 64), (3, 1000) })
            Assert.Equal((m, n, Run(whole, program, m, n)), (m, n, Run(past, program, m, n)));
    }

    [Theory]
    [MemberData(nameof(Masked))]
    public void Processors_without_masks_give_the_same(string name)
    {
        Assert.NotNull(llvm.Host);
        using var reference = new Device("interp", new InterpreterCompiler());
        var program = KernelOutputs.Load(Kernels[name]);
        foreach (var target in CpuTarget.Names.Select(CpuTarget.Find).OfType<CpuTarget>().Where(CpuTargetTests.IsLesser))
        {
            using var compiled = new Device("cpu", new CpuCompiler(pool: llvm.Pool, target: target));
            foreach (var (m, n) in new[] { (3, 7), (5, 65) })
                Assert.Equal((target.Name, n, Run(reference, program, m, n)), (target.Name, n, Run(compiled, program, m, n)));
        }
    }

    /// <summary>Bytes have masks where all registers have some.</summary>
    [Theory]
    [InlineData("x86-64", "bytes under a condition", 0)]
    [InlineData("x86-64-v3", "bytes under a condition", 0)]
    [InlineData("x86-64-v4", "bytes under a condition", 1)]
    [InlineData("x86-64-v3", "stores of some", 1)]
    public void Masks_are_used_where_the_processor_has_them(string target, string name, int vectors)
    {
        var machine = CpuTarget.Find(target)!.Machine;
        var remarks = CpuCompiler.Lower(KernelOutputs.Load(Kernels[name]), "k", new() { VerifyEach = true }, machine).Remarks;
        Assert.Equal(vectors, remarks.Count("vectorize-loops", "vectorized"));
    }

    [Theory]
    [InlineData("elements")]
    [InlineData("index notation")]
    [InlineData("a transposition")]
    [InlineData("a transposition of bytes, moved")]
    [InlineData("a matrix and its columns")]
    [InlineData("planes that change places")]
    [InlineData("paths over one more place")]
    [InlineData("backwards")]
    [InlineData("whole sums")]
    [InlineData("free sums")]
    [InlineData("extremes")]
    [InlineData("a row and a column at once")]
    [InlineData("sums of a triangle")]
    [InlineData("far behind in the same array")]
    [InlineData("recurrences of columns")]
    [InlineData("recurrences of rows")]
    [MemberData(nameof(Masked))]
    [MemberData(nameof(Borders))]
    public void These_are_vectors(string name)
    {
        var remarks = CpuCompiler.Lower(KernelOutputs.Load(Kernels[name]), "k", new() { VerifyEach = true }).Remarks;
        Assert.True(remarks.Count("vectorize-loops", "vectorized") > 0, name);
    }

    [Theory]
    // Rows are lanes: what each does alone before, and rows that are left.
    [InlineData("the best way through a table", 2)]
    [InlineData("what is carried, limited and stored", 3)]
    public void Chains_are_carried_in_vector_registers(string name, int chains)
    {
        var remarks = CpuCompiler.Lower(KernelOutputs.Load(Kernels[name]), "k", new() { VerifyEach = true }).Remarks;
        Assert.Equal(chains, remarks.Count("carry-extremes", "carried"));
    }

    [Theory]
    [InlineData("behind in the same array")]
    [InlineData("one of them for all")]
    [InlineData("recurrences of both")]
    [InlineData("sums that are also elements")]
    [MemberData(nameof(Ordered))]
    public void These_keep_their_order(string name)
    {
        var remarks = CpuCompiler.Lower(KernelOutputs.Load(Kernels[name]), "k", new() { VerifyEach = true }).Remarks;
        Assert.Equal(0, remarks.Count("vectorize-loops", "vectorized"));
    }

    [Fact]
    public void Arrays_that_overlap_keep_the_order_of_the_source()
    {
        const int Size = 100;
        OverlappingArrays.Check(
            llvm, "kernel k(x: f32[n], y: inout f32[n]) { for i in 0..n { y[i] = x[i] * 0.5 + y[i] } }", 2 * Size,
            [0, 1, 5, 16, 64, Size], (x, shift) => [x, Size, x + shift, Size]);
    }

    /// <summary>What is larger than the caches goes past them, if its rows begin where vectors do; elsewhere not.</summary>
    [Theory]
    [InlineData("-> y: f32[n, m] { y[j, i] = x[i, j] }", 64, 0)]
    [InlineData("-> y: f32[n, m] { y[j, i] = x[i, j] }", 64, 4)]
    [InlineData("-> y: f32[n, m] { y[j, i] = x[i, j] }", 60, 0)]
    [InlineData("-> y: f32[m, n] { y[i, j] = 2 * x[i, j] }", 64, 0)]
    [InlineData("-> y: f32[m, n] { y[i, j] = 2 * x[i, j] }", 64, 8)]
    [InlineData("-> y: f32[m, n] { for i in 1..m, j in 3..n-1 { y[i, j] = x[i, j-1] + x[i-1, j+1] } }", 112, 0)]
    [InlineData("-> y: f32[m, n] { for i in 1..m, j in 3..n-1 { y[i, j] = x[i, j-1] + x[i-1, j+1] } }", 113, 0)]
    [InlineData("-> y: f32[m, n] { for i in 0..m, j in 0..n { y[i, j] = x[i, j] / 3 } }", 16, 0)]
    public unsafe void Large_arrays_are_whole(string result, int columns, int shift)
    {
        Assert.NotNull(llvm.Host);
        var program = KernelOutputs.Load("kernel k(x: f32[m, n]) " + result);
        using CpuCompiler vectors = new(pool: llvm.Pool), scalars = new(pool: llvm.Pool, pipeline: Scalar);
        var rows = ((int)(HostMachine.Detect().L2 * 2 / (columns * sizeof(float))) + 16) / 16 * 16;
        var bytes = sizeof(float) * rows * columns;
        var memory = (byte*)NativeMemory.AlignedAlloc((nuint)(3 * bytes) + 64, 64) + shift;
        var elements = new Span<float>(memory, 3 * rows * columns);
        for (var i = 0; i < elements.Length; i++) elements[i] = i % 65521;
        var isTurned = result.Contains("y: f32[n, m]", StringComparison.Ordinal);
        elements[^(rows * columns)..].CopyTo(elements[(rows * columns)..]);
        foreach (var (compiler, place) in new[] { (vectors, 1), (scalars, 2) })
        {
            using var compiled = compiler.Compile(program, "k", default);
            var y = (long)memory + ((long)bytes * place);
            compiled.Run([(long)memory, rows, columns, y, isTurned ? columns : rows, isTurned ? rows : columns], default);
        }

        Assert.Equal(rows * columns, elements.Slice(rows * columns, rows * columns).CommonPrefixLength(elements[^(rows * columns)..]));
        NativeMemory.AlignedFree(memory - shift);
    }

    private static Pipeline Scalar => new([.. Pipelines.Cpu.Stages.Where(stage => stage.Pass is not VectorizeLoops)]);

    private static string Run(Device device, KernelProgram program, int m, int n) =>
        KernelOutputs.Of(device, program, new() { ["m"] = m, ["n"] = n }, Values);

    private static Tensor Values(KernelParameter parameter, ImmutableArray<long> shape)
    {
        var count = (int)shape.Aggregate(1L, (all, extent) => all * extent);
        var random = new Random(count);
        T[] Fill<T>(Func<int, T> next) => [.. Enumerable.Range(0, count).Select(_ => next(random.Next(-50, 50)))];
        return parameter.Element == ElementType.F32 ? Tensor.Of(Fill(v => (float)v), shape)
            : parameter.Element == ElementType.F64 ? Tensor.Of(Fill(v => (double)v), shape)
            : parameter.Element == ElementType.I64 ? Tensor.Of(Fill(v => (long)v), shape)
            : parameter.Element == ElementType.I16 ? Tensor.Of(Fill(v => (short)v), shape)
            : parameter.Element == ElementType.U8 ? Tensor.Of(Fill(v => (byte)(v + 100)), shape)
            : Tensor.Of(Fill(v => v), shape);
    }
}
