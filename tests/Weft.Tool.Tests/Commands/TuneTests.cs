using System.Runtime.InteropServices;
using Weft.Backends.Llvm;
using Weft.IR;
using Weft.KaaS;
using Weft.KaaS.Host;
using Weft.Passes;
using Weft.Runtime;

namespace Weft.Tool.Tests;

/// <summary><c>weft tune</c>: what it measures is right, and what it keeps is used.</summary>
public sealed class TuneTests
{
    private const string Total = "fast kernel total(x: f32[n]) -> s: f32[1] { s[0] = 0\n for i in 0..n { s[0] += x[i] } }";

    private const string Product =
        "kernel product(a: f32[m, k], b: f32[k, n], c: inout f32[m, n]) { for i in 0..m { for j in 0..n { for p in 0..k "
        + "{ c[i, j] += a[i, p] * b[p, j] } } } }";

    private const string Sweep =
        "kernel sweep(a: inout f64[n], b: inout f64[n]) { for t in 0..20 {\n"
        + " for i in 1..n - 1 { b[i] = 0.3 * (a[i - 1] + a[i] + a[i + 1]) }\n"
        + " for i in 1..n - 1 { a[i] = 0.3 * (b[i - 1] + b[i] + b[i + 1]) } } }";

    private const string Elimination =
        "kernel elimination(a: inout i32[n, n]) {\n"
        + " for p in 0..n { for i in p + 1..n { for j in p + 1..n { a[i, j] -= a[i, p] * a[p, j] } } } }";

    private const string Table =
        "kernel table(t: inout i32[n, n]) {\n"
        + " for i in n-1..-1 step -1, j in i+1..n, p in i..j { t[i, j] = min(t[i, j], t[i, p] + t[p+1, j]) } }";

    private const string Paths =
        "kernel paths(a: inout i32[n, n]) { for p in 0..n { for i in 0..n, j in 0..n { a[i, j] = min(a[i, j], a[i, p] + a[p, j]) } } }";

    private const string Columns =
        "kernel columns(a: i32[n, n], b: i32[n, n], c: inout i32[n, n]) {\n"
        + " for i in 0..n, j in 0..n {\n var t: i32 = 0\n"
        + " for k in 0..i { c[k, j] += b[i, j] * a[i, k]; t += b[k, j] * a[i, k] }\n c[i, j] = 3 * c[i, j] + t } }";

    private const string Orthogonal =
        "kernel orthogonal(a: inout i64[m, n], r: inout i64[n, n]) { for p in 0..n {\n"
        + " for i in 0..m, j in p + 1..n { r[p, j] += a[i, p] * a[i, j] }\n for i in 0..m, j in p + 1..n { a[i, j] -= a[i, p] * r[p, j] } } }";

    /// <summary>A source, extents, and the passes whose plans can be otherwise.</summary>
    public static TheoryData<string, string, string> Kernels => new()
    {
        { Product, "m=45 n=101 k=67", "tile-contractions" },
        { Elimination, "n=203", "tile-contractions" },
        { Table, "n=131", "tile-contractions" },
        { Paths, "n=73", "block-steps" },
        { Columns, "n=301", "block-columns" },
        { Orthogonal, "m=7 n=601", "look-ahead" },
        { Sweep, "n=301", "tile-time-loops" },
        { "kernel scaled(x: f32[n], y: inout f32[n]) { for i in 0..n { y[i] = 3 * x[i] } }", "n=1003", "vectorize-loops" },
    };

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Every_plan_gives_the_same_bits(string source, string shape, string pass)
    {
        using var pool = new TilePool();
        using var compiler = new CpuCompiler(pool: pool);
        var program = Load(source);
        var entry = program.Entries[0];
        var extents = shape.Split(' ').Select(e => e.Split('=')).ToDictionary(e => e[0], e => long.Parse(e[1]));
        var inputs = new Dictionary<string, Tensor>();
        RandomInputs.Complete(inputs, entry, extents);
        var invocation = Invocation.Bind(entry, inputs, RandomInputs.Outputs(entry, extents), new DiagnosticBag())!;
        var trials = new PlanTrials(invocation, plan => compiler.Compile(program, entry.Name, plan, default), TimeProvider.System, default);
        Assert.Equal(0, trials.Prepare(PlanSettings.Automatic).Difference);
        var machine = HostMachine.Detect();
        var directions = PlanDirection.All.Where(d => d.IsIn(CpuCompiler.Lower(program, entry.Name, machine: machine).Remarks)).ToList();
        Assert.Contains(directions, d => d.Pass == pass);
        var plans = directions.SelectMany(d => d.Variants(PlanSettings.Automatic)).ToList();
        Assert.All(plans, plan => Assert.Equal(0, trials.Prepare(plan).Difference));
        // They are other plans.
        var codes = plans.Select(plan => CpuCompiler.Lower(program, entry.Name, machine: machine, settings: plan).LlvmText).Distinct();
        Assert.True(codes.Count() > plans.Count / 2);
    }

    [Fact]
    public void Plans_are_texts()
    {
        var plans = PlanDirection.All.SelectMany(d => d.Variants(PlanSettings.Automatic with { Rows = 5, TimeExtent = 0.25 })).ToList();
        Assert.All(plans.Append(PlanSettings.Automatic), plan => Assert.Equal(plan, PlanSettings.TryParse($"{plan}")));
        Assert.Equal("rows 12, vectors 2, sum block x 0.5", $"{new PlanSettings { Rows = 12, Vectors = 2, SumBlock = 0.5 }}");
        foreach (var wrong in new[] { "", "rows", "rows 3.5", "rows x", "columns 4", "vectors 2, rows 12", "automatic, rows 4" })
            Assert.Null(PlanSettings.TryParse(wrong));
    }

    [Theory]
    [InlineData(7, 0)]
    [InlineData(9, 1)]
    [InlineData(31, 9)]
    [InlineData(61, 22)]
    public void The_median_lies_between_ranks_that_tables_have(int rounds, int cut)
    {
        // Ratios are 1, 2, 3 and so on.
        double[] before = [.. Enumerable.Range(1, rounds).Select(i => (double)i)], after = [.. before.Select(_ => 1.0)];
        var speedup = SpeedupInterval.Of(before, after);
        Assert.Equal((rounds + 1) / 2.0, speedup.Median);
        Assert.Equal((cut + 1, rounds - cut), (speedup.Low, speedup.High));
    }

    [Fact]
    public void What_was_kept_is_used_and_explained()
    {
        using var work = new Workplace().With("t.weft", Total).With("x.npy", Tensor.Of<float>([1, 2, 3, 4], 4));
        work.Variables["WEFT_CACHE"] = work.At("cache");
        var cache = new ObjectCache(Path.Combine(work.At("cache"), "objects"));
        int Entries() => Directory.GetFiles(cache.Directory, "*.o", SearchOption.AllDirectories).Length;
        string Run() => work.Run("run t.weft --in x=x.npy").Succeeds();

        Assert.Equal("s: f32[1] = 10.0\n", Run());
        Assert.Equal(1, Entries());
        Assert.DoesNotContain("weft tune", work.Run("explain t.weft").Succeeds(), StringComparison.Ordinal);

        var program = Load(Total);
        var plan = new TunedPlan(new() { AtOnce = 2 }, "n=4", 1.25, 1.1, 1.5, 1e-6, 31);
        plan.Keep(cache, program, "total", HostMachine.Detect());
        Assert.Equal(plan, TunedPlan.Find(cache, program, "total", HostMachine.Detect()));
        Assert.Null(TunedPlan.Find(cache, program, "total", HostMachine.Detect() with { L2 = 1 }));
        Assert.Null(TunedPlan.Find(cache, Load(Total.Replace("+=", "-=", StringComparison.Ordinal)), "total", HostMachine.Detect()));
        var explained = work.Run("explain t.weft").Succeeds();
        Assert.Contains(
            "  plan     by 'weft tune': vectors at once 2: 1.25 times as fast [1.10, 1.50] at n=4, 0.001 ms a run, 31 rounds\n", explained,
            StringComparison.Ordinal);
        Assert.Contains(" turns, 2 of them at once", explained, StringComparison.Ordinal);
        Assert.DoesNotContain("weft tune", work.Run("explain t.weft --target x86-64-v3").Succeeds(), StringComparison.Ordinal);

        // Its code is another entry, beside the plan.
        Assert.Equal("s: f32[1] = 10.0\n", Run());
        Assert.Equal(3, Entries());
    }

    [Theory]
    [InlineData("fast kernel k(x: f32[n]) -> s: f32[1] { s[0] = 0\n for i in 0..n { s[0] += x[i] } }", 3e-4)]
    [InlineData("fast kernel k(x: f64[n]) -> s: f64[1] { s[0] = 0\n for i in 0..n { s[0] += x[i] } }", 1e-8)]
    [InlineData("kernel k(x: f32[n]) -> s: f32[1] { s[0] = 0\n for i in 0..n { s[0] += x[i] } }", 0)]
    [InlineData("kernel k(x: f32[n, m]) -> s: f32[n] { s[i] = sum(j in 0..m) x[i, j] }", 3e-4)]
    public void Results_may_differ_where_the_kernel_says_so(string source, double tolerance)
    {
        var program = Load(source);
        Assert.Equal(tolerance, Differences.Allowed(CpuCompiler.Lower(program, "k").Module, program.Entries[0]));
        Assert.Equal(0, Differences.Of(ElementType.F32, [0, 0, 128, 63], [0, 0, 128, 63]));
        Assert.Equal(0.5, Differences.Of(ElementType.F32, [0, 0, 0, 64, 0, 0, 128, 63], [0, 0, 128, 63, 0, 0, 128, 63]));
        Assert.Equal(double.PositiveInfinity, Differences.Of(ElementType.F32, [0, 0, 128, 63], [0, 0, 192, 127]));
    }

    [Fact]
    public void Plans_are_measured_and_the_end_says_what_is_kept()
    {
        using var work = new Workplace().With("t.weft", Total);
        work.Variables["WEFT_CACHE"] = work.At("cache");
        var said = work.Run("tune t.weft --shape n=5000 --seconds 0.2").Succeeds().TrimEnd().Split('\n');
        Assert.Equal("total at n=5000, against the automatic plan", said[0]);
        Assert.Matches(@"^  vectors at once 1 +[0-9.]+ ms   [0-9.]+ \[[0-9.]+, [0-9.]+\]", said[1]);
        Assert.Contains(said[^1], new[] { "nothing is kept", "kept: this machine compiles the kernel by that plan from now on" });
    }

    [Fact]
    public void The_fastest_plan_is_found_whose_results_are_right()
    {
        // By far the fastest plan gives something else.
        var clock = new Clock();
        IExecutable Compile(PlanSettings plan) => plan.AtOnce switch
        {
            2 => new Pretended(clock, 1, 7),
            4 when plan.VectorBytes == 32 => new Pretended(clock, 2, 1),
            4 => new Pretended(clock, 3, 1),
            _ => new Pretended(clock, 4, 1),
        };
        var entry = Load("kernel k() -> s: f32[1] { s[0] = 1 }").Entries[0];
        var outputs = RandomInputs.Outputs(entry, new Dictionary<string, long>());
        var invocation = Invocation.Bind(entry, new Dictionary<string, Tensor>(), outputs, new())!;
        var (seen, rows) = (new HashSet<PlanSettings>(), new List<(PlanSettings Plan, bool IsRight)>());
        var search = new PlanSearch(
            new(invocation, Compile, clock, default), seen.Add, tolerance: 0, seconds: 1,
            (trial, _, _) => rows.Add((trial.Settings, trial.Difference == 0)));
        var (best, speedup, _, rounds) = search.Run([.. PlanDirection.All.Where(d => d.Pass == "vectorize-loops")]);
        Assert.Equal(new PlanSettings { AtOnce = 4, VectorBytes = 32 }, best.Settings);
        Assert.Equal((new(2, 2, 2), 50), (speedup, rounds));
        Assert.Equal(rows.Count, seen.Count - 1);
        Assert.Equal(new() { AtOnce = 2 }, Assert.Single(rows, row => !row.IsRight).Plan);
    }

    [Fact]
    public void A_kernel_without_plans_is_left_alone()
    {
        using var work = new Workplace().With("s.weft", "kernel scan(a: inout f32[n]) { for i in 1..n { a[i] = a[i - 1] * a[i] } }");
        Assert.StartsWith(
            "nothing of the plan of 'scan' can be changed", work.Run("tune s.weft --shape n=100").Succeeds(), StringComparison.Ordinal);
    }

    private static KernelProgram Load(string source)
    {
        var diagnostics = new DiagnosticBag();
        var program = ProgramSource.Load("t.weft", System.Text.Encoding.UTF8.GetBytes(source), SourceKind.Weft, diagnostics);
        Assert.True(program is not null, string.Join('\n', diagnostics));
        return program!;
    }

    private sealed class Clock : TimeProvider
    {
        public long Milliseconds { get; set; }

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => Milliseconds;
    }

    // Takes so long and gives this.
    private sealed class Pretended(Clock clock, long milliseconds, float result) : IExecutable
    {
        public void Run(ReadOnlySpan<long> slots, CancellationToken cancellation)
        {
            Marshal.WriteInt32((nint)slots[0], BitConverter.SingleToInt32Bits(result));
            clock.Milliseconds += milliseconds;
        }

        public void Dispose()
        {
        }
    }
}
