using System.Collections.Immutable;
using Weft.Backends.Llvm;
using Weft.IR;
using Weft.Passes;
using Weft.Runtime;

namespace Weft.Backends.Tests.EndToEnd;

/// <summary>Products of narrow numbers, which machines multiply and add up in groups, give what the loops of the source give, bit for bit:
/// also of the least and greatest numbers, in sums that wrap around and do not end with a group.</summary>
public sealed class NarrowProductTests(LlvmFixture llvm)
{
    private static readonly Dictionary<string, string> Kernels = new()
    {
        ["u8 by i8"] = """
            kernel k(a: u8[m, k], b: i8[k, n], c: inout i32[m, n]) {
                for i in 0..m, j in 0..n, p in 0..k { c[i, j] += i32(a[i, p]) * i32(b[p, j]) }
            }
            """,
        ["i8 by u8, left transposed"] = """
            kernel k(a: i8[k, m], b: u8[k, n], c: inout i32[m, n]) {
                for i in 0..m, j in 0..n, p in 0..k { c[i, j] += i32(b[p, j]) * i32(a[p, i]) }
            }
            """,
        ["i8 by i8"] = "kernel k(a: i8[m, k], b: i8[k, n]) -> c: i32[m, n] { c[i, j] = sum(p) i32(a[i, p]) * i32(b[p, j]) }",
        ["u8 by u8"] = """
            kernel k(a: u8[m, k], b: u8[k, n], c: inout i32[m, n]) {
                for i in 0..m, j in 0..n, p in 0..k { c[i, j] += i32(a[i, p]) * i32(b[p, j]) }
            }
            """,
        ["i8 by i8, right transposed"] =
            "kernel k(a: i8[m, k], b: i8[n, k]) -> c: i32[m, n] { c[i, j] = sum(p) i32(a[i, p]) * i32(b[j, p]) }",
        ["u8 by u8, left transposed"] =
            "kernel k(a: u8[k, m], b: u8[k, n]) -> c: i32[m, n] { c[i, j] = sum(p) i32(a[p, i]) * i32(b[p, j]) }",
        ["i16 by i16"] = """
            kernel k(a: i16[m, k], b: i16[k, n], c: inout i32[m, n]) {
                for i in 0..m, p in 0..k, j in 0..n { c[i, j] += i32(a[i, p]) * i32(b[p, j]) }
            }
            """,
        ["u8 by i16, right transposed"] =
            "kernel k(a: u8[m, k], b: i16[n, k]) -> c: i32[m, n] { c[i, j] = sum(p) i32(a[i, p]) * i32(b[j, p]) }",
        ["i16 by i8, left transposed"] =
            "kernel k(a: i16[k, m], b: i8[k, n]) -> c: i32[m, n] { c[i, j] = sum(p) i32(a[p, i]) * i32(b[p, j]) }",
        ["a sum of its own"] = """
            kernel k(a: i8[m, k], b: i8[k, n], c: inout i32[m, n]) {
                for i in 0..m, j in 0..n {
                    var s: i32 = 2147483000
                    for p in 0..k { s += i32(a[i, p]) * i32(b[p, j]) }
                    c[i, j] = s
                }
            }
            """,
        ["elements that are no neighbours"] = """
            kernel k(a: u8[m, 2 * k + 1], b: i8[2 * k, 3 * n], c: inout i32[m, n]) {
                for i in 0..m, j in 0..n, p in 0..k { c[i, j] += i32(a[i, 2 * p + 1]) * i32(b[2 * p, 3 * j]) }
            }
            """,
        ["bytes that are computed"] = """
            kernel k(a: i8[m, k], b: i8[k, n], c: inout i32[m, n]) {
                for i in 0..m, j in 0..n, p in 0..k { c[i, j] += i32(max(a[i, p], i8(3))) * i32(b[p, j] - i8(100)) }
            }
            """,
        ["the lower triangle"] = """
            kernel k(a: i8[m, k], c: inout i32[m, m]) {
                for i in 0..m, p in 0..k, j in 0..i + 1 { c[i, j] += i32(a[i, p]) * i32(a[j, p]) }
            }
            """,
        ["a convolution"] = """
            kernel k(x: u8[m + 2, n + 1, k], w: i8[3, 2, k, 5], y: inout i32[m, n, 5]) {
                for r in 0..m, s in 0..n, o in 0..5, p in 0..3, q in 0..2, c in 0..k {
                    y[r, s, o] += i32(x[r + p, s + q, c]) * i32(w[p, q, c, o])
                }
            }
            """,
        // Whole numbers whose sums are exact in any order.
        ["bf16 in any order"] =
            "fast kernel k(a: bf16[m, k], b: bf16[k, n]) -> c: f32[m, n] { c[i, j] = sum(p) f32(a[i, p]) * f32(b[p, j]) }",
        ["bf16 in any order, both transposed"] =
            "fast kernel k(a: bf16[k, m], b: bf16[n, k]) -> c: f32[m, n] { c[i, j] = sum(p) f32(a[p, i]) * f32(b[j, p]) }",
    };

    // In no group: u16 has no instruction, sums of 64 bits none, and these floats have their order.
    private static readonly Dictionary<string, string> Others = new()
    {
        ["u16 by u16"] = "kernel k(a: u16[m, k], b: u16[k, n]) -> c: i32[m, n] { c[i, j] = sum(p) i32(a[i, p]) * i32(b[p, j]) }",
        ["sums of 64 bits"] = "kernel k(a: i8[m, k], b: i8[k, n]) -> c: i64[m, n] { c[i, j] = sum(p) i64(a[i, p]) * i64(b[p, j]) }",
        ["differences"] = """
            kernel k(a: i8[m, k], b: i8[k, n], c: inout i32[m, n]) {
                for i in 0..m, j in 0..n, p in 0..k { c[i, j] -= i32(a[i, p]) * i32(b[p, j]) }
            }
            """,
        ["bf16 in order"] = """
            kernel k(a: bf16[m, k], b: bf16[k, n], c: inout f32[m, n]) {
                for i in 0..m, j in 0..n, p in 0..k { c[i, j] += f32(a[i, p]) * f32(b[p, j]) }
            }
            """,
    };

    private static readonly (int M, int N, int K)[] Sizes =
    [
        (1, 1, 1), (2, 3, 2), (3, 1, 3), (17, 7, 4), (3, 65, 5), (7, 17, 63), (9, 130, 65), (63, 2, 7), (65, 63, 17), (5, 40, 150),
        (0, 4, 4), (4, 4, 0), (2, 3, 1000),
    ];

    // Blocks so small that a few dozen rows, columns and turns fill several; groups also where no instruction takes them.
    private static readonly Pipeline SmallGroups = With(new(Rows: 4, Vectors: 2, SumBlock: 16, RowBlock: 8, ColumnBlock: 64, Groups: true));

    private static readonly Pipeline AllGroups = With(new(Groups: true));

    private static readonly CpuModel Groups = CpuModel.Avx512.WithGroups();

    public static TheoryData<string> Names => [.. Kernels.Keys];

    public static TheoryData<string> OtherNames => [.. Others.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Groups_give_what_the_loops_give(string name)
    {
        Assert.NotNull(llvm.Host);
        var program = KernelOutputs.Load(Kernels[name]);
        Assert.Contains("turns of the sum", Plan(program), StringComparison.Ordinal);
        Check(program, Sizes, null, Pipelines.Cpu, SmallGroups);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Groups_give_what_the_loops_give_on_other_processors(string name)
    {
        Assert.NotNull(llvm.Host);
        var program = KernelOutputs.Load(Kernels[name]);
        foreach (var target in CpuTarget.Levels.Where(CpuTargetTests.IsLesser))
            Check(program, [(2, 3, 7), (17, 65, 33)], target, Pipelines.Cpu, AllGroups);
    }

    [Theory]
    [MemberData(nameof(OtherNames))]
    public void What_no_instruction_takes_is_in_no_group(string name)
    {
        Assert.NotNull(llvm.Host);
        var program = KernelOutputs.Load(Others[name]);
        Assert.DoesNotContain("turns of the sum", Plan(program), StringComparison.Ordinal);
        Check(program, [(3, 65, 5), (9, 130, 65)], null, Pipelines.Cpu, AllGroups);
    }

    [Theory]
    [InlineData("u8 by i8", "vpdpbusd")]
    [InlineData("i8 by i8", "vpdpbusd")]
    [InlineData("u8 by i16, right transposed", "vpdpwssd")]
    [InlineData("bf16 in any order", "dpbf16ps")]
    public void Groups_are_one_instruction(string name, string instruction)
    {
        var program = KernelOutputs.Load(Kernels[name]);
        Assert.Contains(instruction, CpuCompiler.Lower(program, "k", machine: Groups).LlvmText, StringComparison.Ordinal);
        Assert.DoesNotContain(instruction, CpuCompiler.Lower(program, "k").LlvmText, StringComparison.Ordinal);
    }

    [Fact]
    public void Sums_of_bf16_in_any_order_are_close()
    {
        Assert.NotNull(llvm.Host);
        var program = KernelOutputs.Load(Kernels["bf16 in any order"]);
        using var cpu = new Device("cpu", new CpuCompiler(pool: llvm.Pool));
        const int Size = 65;
        var random = new Random(Size);
        BFloat16[] Numbers() => [.. Enumerable.Range(0, Size * Size).Select(_ => (BFloat16)(random.NextSingle() - 0.5f))];
        var (a, b) = (Numbers(), Numbers());
        var c = OneOf(cpu, program, Tensor.Of(a, Size, Size), Tensor.Of(b, Size, Size));
        for (var i = 0; i < Size; i++)
            for (var j = 0; j < Size; j++)
            {
                var exact = Enumerable.Range(0, Size).Sum(p => (double)a[(i * Size) + p] * b[(p * Size) + j]);
                Assert.Equal(exact, c[(i * Size) + j], 1e-5);
            }
    }

    // What is infinite stays so: the zeros that fill the last group are in both factors.
    [Fact]
    public void Sums_of_bf16_that_end_within_a_group_may_be_infinite()
    {
        Assert.NotNull(llvm.Host);
        var program = KernelOutputs.Load(Kernels["bf16 in any order"]);
        using var cpu = new Device("cpu", new CpuCompiler(pool: llvm.Pool, pipeline: AllGroups));
        BFloat16[] numbers = [(BFloat16)float.PositiveInfinity, (BFloat16)1, (BFloat16)2];
        Assert.Equal([float.PositiveInfinity], OneOf(cpu, program, Tensor.Of(numbers, 1, 3), Tensor.Of(numbers, 3, 1)));
    }

    private static float[] OneOf(Device device, KernelProgram program, Tensor a, Tensor b)
    {
        var diagnostics = new DiagnosticBag();
        var call = Invocation.Bind(program.Find("k")!, new Dictionary<string, Tensor> { ["a"] = a, ["b"] = b },
            ImmutableDictionary<string, ImmutableArray<long>>.Empty, diagnostics);
        Assert.True(call is not null, string.Join('\n', diagnostics));
        device.Load(program, "k").Launch(call);
        return [.. call.Outputs.Single().Value.As<float>()];
    }

    private void Check(KernelProgram program, IEnumerable<(int, int, int)> sizes, CpuTarget? target, params Pipeline[] pipelines)
    {
        using var interpreter = new Device("interp", new InterpreterCompiler());
        var devices = pipelines.Select(pipeline =>
            new Device("cpu", new CpuCompiler(pool: llvm.Pool, pipeline: pipeline, target: target))).ToList();
        foreach (var size in sizes)
        {
            var expected = Run(interpreter, program, size);
            foreach (var device in devices) Assert.Equal((target?.Name, size, expected), (target?.Name, size, Run(device, program, size)));
        }

        devices.ForEach(device => device.Dispose());
    }

    private static string Plan(KernelProgram program) => string.Concat(CpuCompiler.Lower(program, "k", new() { VerifyEach = true }, Groups)
        .Remarks.Items.Where(remark => remark is { Pass: "tile-contractions", Kind: "tiled" }).Select(remark => remark.Message));

    private static Pipeline With(TileContractions pass) => new([.. Pipelines.Cpu.Stages.Select(
        stage => stage.Pass is TileContractions ? stage with { Pass = pass } : stage)]);

    private static string Run(Device device, KernelProgram program, (int M, int N, int K) size) =>
        KernelOutputs.Of(device, program, new() { ["m"] = size.M, ["n"] = size.N, ["k"] = size.K }, Values);

    // Many of them are the least or the greatest.
    private static Tensor Values(KernelParameter parameter, ImmutableArray<long> shape)
    {
        var count = (int)shape.Aggregate(1L, (all, extent) => all * extent);
        var random = new Random(count);
        T[] Fill<T>(Func<int, T> next) => [.. Enumerable.Range(0, count).Select(_ => next(random.Next(3)))];
        int Next(int kind, int least, int greatest) => kind == 0 ? least : kind == 1 ? greatest : random.Next(least, greatest);
        return parameter.Element switch
        {
            ElementType.I8 => Tensor.Of(Fill(kind => (sbyte)Next(kind, sbyte.MinValue, sbyte.MaxValue)), shape),
            ElementType.U8 => Tensor.Of(Fill(kind => (byte)Next(kind, 0, 255)), shape),
            ElementType.I16 => Tensor.Of(Fill(kind => (short)Next(kind, short.MinValue, short.MaxValue)), shape),
            ElementType.U16 => Tensor.Of(Fill(kind => (ushort)Next(kind, 0, ushort.MaxValue)), shape),
            ElementType.BF16 => Tensor.Of(Fill(kind => (BFloat16)Next(kind, -128, 128)), shape),
            ElementType.F32 => Tensor.Of(Fill(kind => (float)Next(kind, -9, 9)), shape),
            _ => Tensor.Of(Fill(kind => Next(kind, int.MinValue, int.MaxValue)), shape),
        };
    }
}
