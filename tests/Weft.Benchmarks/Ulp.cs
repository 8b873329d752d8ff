using System.Diagnostics;
using System.Globalization;
using Weft.Runtime;
using Weft.Tests.Functions;

namespace Weft.Benchmarks;

/// <summary>Compares functions of one f32, compiled, with double precision for all 2^32 numbers: the greatest error, and where.</summary>
internal static class Ulp
{
    public const string Argument = "ulp";

    private const int Chunk = 1 << 20;

    /// <summary>The greatest error so far, in units of the last place, and the argument that has it.</summary>
    private readonly record struct Worst(double Distance, float At)
    {
        public Worst Or(Worst other) => other.Distance > Distance ? other : this;
    }

    /// <param name="names">Functions, and <c>/7</c> for each 7th number; all when there are none.</param>
    public static int Run(IReadOnlyList<string> names)
    {
        var stride = names.Where(n => n[0] == '/').Select(n => int.Parse(n[1..], CultureInfo.InvariantCulture)).FirstOrDefault(1);
        var wanted = MathReference.All.Where(f => names.All(n => n[0] == '/') || names.Contains(f.Name)).ToList();
        var path = Path.Combine(Directory.CreateTempSubdirectory("weft-ulp-").FullName, "functions.weft");
        File.WriteAllText(path, MathReference.Source("f32"));
        using var pool = new TilePool(new() { Threads = 1 });
        using var device = WeftKernels.Open(pool);
        var program = WeftKernels.Program(path);
        foreach (var function in wanted)
        {
            var start = Stopwatch.GetTimestamp();
            var kernel = device.Load(program, $"{function.Name}_f32");
            var (worst, gate) = (default(Worst), new Lock());
            Parallel.For(0L, (1L << 32) / Chunk / stride, () => new Workspace(), (part, _, space) =>
            {
                space.Worst = space.Worst.Or(Measure(function, kernel, (ulong)part * Chunk * (ulong)stride, (uint)stride, space));
                return space;
            }, space =>
            {
                lock (gate) worst = worst.Or(space.Worst);
                space.Dispose();
            });
            Console.WriteLine(Form.Text(
                $"{function.Name,-6} {worst.Distance:0.000} ulp at {worst.At:R}  ({Stopwatch.GetElapsedTime(start).TotalSeconds:0} s)"));
        }

        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        return 0;
    }

    private static unsafe Worst Measure(MathReference function, Kernel kernel, ulong first, uint stride, Workspace space)
    {
        for (var i = 0; i < Chunk; i++) space.X.Span[i] = BitConverter.UInt32BitsToSingle((uint)(first + ((ulong)i * stride)));
        kernel.Launch([(long)space.X.Pointer, Chunk, (long)space.Y.Pointer, Chunk]);
        var worst = default(Worst);
        for (var i = 0; i < Chunk; i++)
        {
            // Most are the nearest number; how far that is tells nothing.
            var (x, y, exact) = (space.X.Span[i], space.Y.Span[i], function.Exact(space.X.Span[i]));
            if (y != (float)exact || y == 0) worst = worst.Or(new(MathReference.Distance(y, exact), x));
        }

        return worst;
    }

    private sealed class Workspace : IDisposable
    {
        public NativeArray X { get; } = new(Chunk);

        public NativeArray Y { get; } = new(Chunk);

        public Worst Worst { get; set; }

        public void Dispose()
        {
            X.Dispose();
            Y.Dispose();
        }
    }
}
