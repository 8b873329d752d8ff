using System.Diagnostics;
using System.Globalization;
using System.Text;
using Weft.Backends.Llvm;
using Weft.IR;
using Weft.KaaS;
using Weft.KaaS.Host;
using Weft.Runtime;

namespace Weft.Benchmarks;

/// <summary>From IR text to something that can be called.</summary>
internal static class CompileTable
{
    public static Section Run(Effort effort)
    {
        var text = Encoding.UTF8.GetString(WeftKernels.Program(WeftKernels.PathOf("saxpy.weft")).Ir.Span);
        var directory = Directory.CreateTempSubdirectory("weft-compile-").FullName;
        try
        {
            var count = effort.IsSmoke ? 2 : 60;
            var texts = Enumerable.Range(0, count).Select(i => text.Replace("saxpy", $"saxpy{i}", StringComparison.Ordinal));
            var kernels = texts.Select(Encoding.UTF8.GetBytes).ToArray();
            using var pool = new TilePool(new() { Threads = 1 });
            var warm = Times(kernels, () => new Device("cpu", new CpuCompiler(cache: null, pool)));
            var cache = Path.Combine(directory, "cache");
            Times(kernels, () => new Device("cpu", new CpuCompiler(new ObjectCache(cache), pool)));
            var cached = Times(kernels, () => new Device("cpu", new CpuCompiler(new ObjectCache(cache), pool)));
            var file = Path.Combine(directory, "kernel.mlir");
            File.WriteAllText(file, text);
            var jitted = Cold(effort, AppContext.BaseDirectory, file);
            var shipped = Cold(effort, Path.Combine(AppContext.BaseDirectory, "r2r"), file);
            return new("Compilation of saxpy, IR text to callable",
                "wall time; the text is parsed and verified, lowered, compiled by LLVM and linked. From nothing, "
                + "the process has to load LLVM's library and Weft's own code as well; the start of the .NET runtime is not counted.",
                ["", "best", "p50", "p90"],
                [
                    Row("warm process", warm),
                    Row("warm process, object code in the disk cache", cached),
                    Row("from nothing in a new process, assemblies with machine code", shipped),
                    Row("from nothing in a new process, assemblies with IL only", jitted),
                ])
            {
                Findings =
                [
                    new(Targets.WarmCompile, Statistics.Quantile(warm, 0.5)), new(Targets.CachedCompile, Statistics.Quantile(cached, 0.5)),
                    .. shipped.Length == 0 ? Array.Empty<Finding>() : [new(Targets.ColdCompile, Statistics.Quantile(shipped, 0.5))],
                ],
            };
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static double[] Times(byte[][] kernels, Func<Device> open)
    {
        using var device = open();
        return [.. kernels.Select(text =>
        {
            var start = Stopwatch.GetTimestamp();
            var program = ProgramSource.Load("kernel.mlir", text, SourceKind.Mlir, new DiagnosticBag())!;
            device.Load(program, program.Entries[0].Name);
            return Stopwatch.GetElapsedTime(start).TotalSeconds;
        }).Skip(1)];
    }

    private static double[] Cold(Effort effort, string directory, string file)
    {
        var program = Path.Combine(directory, "Weft.Benchmarks.dll");
        if (!File.Exists(program)) return [];
        return [.. Enumerable.Range(0, effort.Children).Select(_ =>
        {
            return int.Parse(Child.Run("dotnet", program, ColdStart.Argument, file).Output, CultureInfo.InvariantCulture) * 1e-6;
        })];
    }

    private static IReadOnlyList<string> Row(string name, double[] times) =>
        times.Length == 0 ? [name, "not built", "", ""] : Form.Row(name, times, 0, 0.5, 0.9);
}
