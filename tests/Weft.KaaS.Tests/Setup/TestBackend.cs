using Weft.IR;
using Weft.Runtime;

namespace Weft.KaaS.Tests;

/// <summary>Kernels written in C#: what a device's compiler would make, without one.</summary>
internal sealed class TestBackend : IKernelCompiler
{
    private static readonly (string Text, Action<TestBackend, Slots> Body)[] Kernels =
    [
        ("scale(k: f32 = 2.0, x: f32[n], y: out f32[n])", (_, s) => Map(s, 1, 3, v => v * Float(s[0]))),
        ("saxpy(a: f32, x: f32[n], y: inout f32[n])", (_, s) => Saxpy(s)),
        ("total(x: f64[n], s: out f64)", (_, s) => s.Array<double>(2, 1)[0] = Sum(s.Array<double>(0, s[1]))),
        ("product(a: f32[m, k], b: f32[k, n], c: out f32[m, n])", (_, _) => { }),
        ("fill(v: i32, y: out i32[n])", (_, s) => s.Array<int>(1, s[2]).Fill((int)s[0])),
        ("blow(x: u8[n], y: out u8[n * 1000000000])", (_, _) => { }),
        ("shrink(x: u8[n], y: out u8[n - 10])", (_, _) => { }),
        ("two(x: f32[n], y: out f32[n], z: out i32[n])", (_, s) => Map(s, 0, 2, v => -v)),
        ("matrix(x: f32[m, n])", (_, _) => { }),
        ("fault(x: f32[n], y: out f32[n])", (_, s) => throw new KernelFaultException(
            new(FaultKind.IndexOutOfRange, "fault", Location.At("fault.weft", 3, 9), "x", 12, s[1]))),
        ("boom(x: f32[n])", (_, _) => throw new InvalidOperationException("secret detail of the server")),
        ("spin(x: f32[n])", (backend, s) => backend.Spin(s.Cancellation)),
        ("hold(x: f32[n])", (backend, s) => backend.Hold(s.Cancellation)),
        .. Enum.GetValues<ElementType>().Select(Echo),
    ];

    /// <summary>Held runs wait for a release each.</summary>
    public SemaphoreSlim Gate { get; } = new(0);

    /// <summary>Runs that wait now.</summary>
    public int Held;

    /// <summary>Runs that were stopped by their cancellation.</summary>
    public int Cancelled;

    /// <summary>Compilations so far.</summary>
    public int Compiled;

    public string Target => "test";

    public static KernelSignature Signature(string name)
    {
        var text = Kernels.Select(k => k.Text).First(t => t.StartsWith(name + "(", StringComparison.Ordinal));
        var parts = SplitTop(text[(name.Length + 1)..^1]).Select(p => KernelParameter.TryParse(p)!);
        return new(name, [.. parts]) { Doc = $"Test kernel {name}." };
    }

    public static bool Has(string name) => Kernels.Any(k => k.Text.StartsWith(name + "(", StringComparison.Ordinal));

    public IExecutable Compile(KernelProgram program, string entry, CancellationToken cancellation)
    {
        Interlocked.Increment(ref Compiled);
        return new Executable(this, Kernels.First(k => k.Text.StartsWith(entry + "(", StringComparison.Ordinal)).Body);
    }

    private static IEnumerable<string> SplitTop(string text)
    {
        var (depth, start) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '[') depth++;
            else if (text[i] == ']') depth--;
            else if (text[i] == ',' && depth == 0)
            {
                yield return text[start..i].Trim();
                start = i + 1;
            }
        }

        yield return text[start..].Trim();
    }

    private static (string Text, Action<TestBackend, Slots> Body) Echo(ElementType e) =>
        ($"echo_{e.Name}(x: {e.Name}[n], y: out {e.Name}[n])", (_, s) => Copy(s, e.ByteSize));

    private static float Float(long slot) => BitConverter.Int32BitsToSingle((int)slot);

    private static void Map(Slots s, int from, int to, Func<float, float> f)
    {
        var x = s.Array<float>(from, s[from + 1]);
        var y = s.Array<float>(to, s[to + 1]);
        for (var i = 0; i < y.Length; i++) y[i] = f(x[i]);
    }

    private static void Saxpy(Slots s)
    {
        var a = Float(s[0]);
        var x = s.Array<float>(1, s[2]);
        var y = s.Array<float>(3, s[4]);
        for (var i = 0; i < y.Length; i++) y[i] += a * x[i];
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return sum;
    }

    private static void Copy(Slots s, int size)
    {
        // A vector load of the real backend would fault on a misaligned address.
        Assert.Equal(0, s[0] % size);
        s.Array<byte>(0, s[1] * size).CopyTo(s.Array<byte>(2, s[3] * size));
    }

    private void Spin(CancellationToken cancellation)
    {
        Interlocked.Increment(ref Held);
        try
        {
            while (true) cancellation.ThrowIfCancellationRequested();
        }
        finally
        {
            Interlocked.Increment(ref Cancelled);
        }
    }

    private void Hold(CancellationToken cancellation)
    {
        Interlocked.Increment(ref Held);
        Gate.Wait(cancellation);
    }

    private sealed class Executable(TestBackend backend, Action<TestBackend, Slots> body) : IExecutable
    {
        public void Run(ReadOnlySpan<long> slots, CancellationToken cancellation) => body(backend, new(slots.ToArray(), cancellation));

        public void Dispose()
        {
        }
    }

    private sealed record Slots(long[] Values, CancellationToken Cancellation)
    {
        public long this[int index] => Values[index];

        public unsafe Span<T> Array<T>(int slot, long length) where T : unmanaged => new((void*)Values[slot], (int)length);
    }
}
