using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Weft.Backends;
using Weft.Backends.Llvm;
using Weft.IR;
using Weft.KaaS.Client;
using Weft.KaaS.Host;
using Weft.Runtime;

namespace Weft.Samples;

/// <summary>Runs one kernel in every way there is, and says whether the results are equal bit for bit.</summary>
public sealed class Comparison(KernelProgram program, string entry, IReadOnlyDictionary<string, Tensor> inputs)
{
    private const int Runs = 20;

    private Tensor? _expected;

    /// <summary>False once a result differed.</summary>
    public bool AllEqual { get; private set; } = true;

    public Tensor Result => _expected!;

    /// <summary>A .weft file as a program. Its errors end the sample.</summary>
    public static KernelProgram Load(string path)
    {
        var diagnostics = new DiagnosticBag();
        var program = ProgramSource.Load(Path.GetFileName(path), File.ReadAllBytes(path), KaaS.SourceKind.Weft, diagnostics);
        foreach (var diagnostic in diagnostics) Console.Error.WriteLine(diagnostic);
        return program ?? throw new InvalidOperationException($"{path} has errors");
    }

    /// <summary>Compiled for the processor, in this process. The first result is what later ones are held against.</summary>
    public void InProcess()
    {
        using var device = CpuDevice.Open();
        var kernel = device.Load(program, entry);
        Report("in process", Best(() => Launch(kernel)), Launch(kernel));
    }

    /// <summary>By the reference interpreter.</summary>
    public void Interpreted()
    {
        using var device = new Device("interp", new InterpreterCompiler());
        var kernel = device.Load(program, entry);
        var start = Stopwatch.GetTimestamp();
        var result = Launch(kernel);
        Report("interpreter", Stopwatch.GetElapsedTime(start), result);
    }

    /// <summary>Deployed to a kernel server on this machine and called over HTTP.</summary>
    public async Task ServedAsync(string source)
    {
        var data = Directory.CreateTempSubdirectory("weft-sample-");
        try
        {
            using var device = CpuDevice.Open();
            var options = new KaasOptions { DataDirectory = data.FullName, Listen = "http://127.0.0.1:0" };
            await using var server = await KaasServer.StartAsync(options, new ToolchainService(), device, TimeProvider.System);
            using var client = new KaasClient(new Uri(server.Urls[0]), server.Token);
            await client.DeployAsync(await File.ReadAllBytesAsync(source), new DeployOptions { File = Path.GetFileName(source) });
            var result = await client.InvokeAsync(entry, inputs);
            var best = TimeSpan.MaxValue;
            for (var i = 0; i < Runs; i++)
            {
                var start = Stopwatch.GetTimestamp();
                result = await client.InvokeAsync(entry, inputs);
                best = Min(best, Stopwatch.GetElapsedTime(start));
            }

            Report("over HTTP", best, result.Values.First());
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    /// <summary>Some other way to compute the same.</summary>
    public void Other(string name, Func<Tensor> run) => Report(name, Best(() => run()), run());

    private Tensor Launch(Kernel kernel)
    {
        var diagnostics = new DiagnosticBag();
        var call = Invocation.Bind(kernel.Signature, inputs, ImmutableDictionary<string, ImmutableArray<long>>.Empty, diagnostics)
            ?? throw new WeftException(diagnostics[0]);
        kernel.Launch(call);
        return call.Outputs.First().Value;
    }

    private static TimeSpan Best(Action run)
    {
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < Runs; i++)
        {
            var start = Stopwatch.GetTimestamp();
            run();
            best = Min(best, Stopwatch.GetElapsedTime(start));
        }

        return best;
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private void Report(string name, TimeSpan time, Tensor result)
    {
        var isFirst = _expected is null;
        _expected ??= result;
        var same = result.Shape.SequenceEqual(_expected.Shape) && result.Bytes.Span.SequenceEqual(_expected.Bytes.Span);
        AllEqual &= same;
        var verdict = isFirst ? "" : same ? "equal, bit for bit" : "DIFFERENT";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-12} {time.TotalMilliseconds,9:f3} ms   {verdict}"));
    }
}
