using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Weft.Backends;
using Weft.Backends.Llvm;
using Weft.Frontend.Tests.CSharp.Oracle;
using Weft.Runtime;
using Xunit;
using Xunit.Sdk;

namespace Weft.Frontend.Tests.CSharp.Fuzz;

/// <summary>
/// Random methods, compiled, do what they do as plain C#, bit for bit; where one throws the other faults. Always the same methods;
/// <c>WEFT_FUZZ_SECONDS</c> goes on with others, and <c>WEFT_FUZZ_SEED</c> says with which.
/// </summary>
public sealed class RandomMethodTests
{
    private const int Methods = 2000;

    // What the compiler and the generator do once takes its time: they get many methods at once.
    private const int MethodsPerBatch = 125;
    private const int Rounds = 3;
    private const int ShownDifferences = 10;

    [Fact]
    public void Random_methods_do_what_their_CSharp_does()
    {
        var deadline = DateTime.UtcNow + TimeSpan.FromSeconds(Number("WEFT_FUZZ_SECONDS"));
        var seed = (int)Number("WEFT_FUZZ_SEED");
        var differences = new ConcurrentQueue<string>();
        Parallel.ForEach(Batches(), new() { MaxDegreeOfParallelism = Environment.ProcessorCount }, first =>
        {
            foreach (var difference in Check(first)) differences.Enqueue(difference);
        });
        Assert.True(differences.IsEmpty, $"{differences.Count} differences\n{string.Join('\n', differences.Take(ShownDifferences))}");

        IEnumerable<int> Batches()
        {
            for (var first = seed; first < seed + Methods || DateTime.UtcNow < deadline; first += MethodsPerBatch) yield return first;
        }
    }

    private static IEnumerable<string> Check(int first)
    {
        var methods = string.Concat(Enumerable.Range(first, MethodsPerBatch).Select(RandomMethod.Text));
        var text = RandomTypes.Declarations + $"static partial class Reads\n{{\n{methods}}}\n";
        try
        {
            using var kernels = new CompiledKernels(text);
            using var devices = new RandomMethodDevices();
            return [.. kernels.Kernels.Select(k => Difference(k.Method, k.Launch, devices)).OfType<string>()];
        }
        catch (XunitException mistake)
        {
            var file = Path.Combine(Path.GetTempPath(), $"weft-fuzz-{first}.cs");
            File.WriteAllText(file, text);
            return [$"{file}, behind one line of usings: {mistake.Message}"];
        }
    }

    private static string? Difference(MethodInfo kernel, MethodInfo launch, RandomMethodDevices devices)
    {
        var seed = int.Parse(kernel.Name[1..], CultureInfo.InvariantCulture);
        var device = devices.Of(seed);
        try
        {
            for (var round = 0; round < Rounds; round++)
                KernelOracle.Compare(
                    kernel, launch, device, () => Arguments(kernel, seed, round), 0, $"method {seed} on {device.Name}, round {round}");
            return null;
        }
        catch (Exception difference) when (difference is XunitException or WeftException)
        {
            return $"{difference.Message}\n{RandomMethod.Text(seed)}";
        }
    }

    private static object[] Arguments(MethodInfo kernel, int seed, int round)
    {
        var random = new RandomArguments(seed + round * Methods);
        return [.. kernel.GetParameters().Select(p => random.Next(p.ParameterType, 2 + round * 3))];
    }

    private static double Number(string variable) =>
        double.Parse(Environment.GetEnvironmentVariable(variable) ?? "0", CultureInfo.InvariantCulture);
}

/// <summary>What runs random methods: most of them machine code that LLVM spent little on, some what users run, some the interpreter.
/// </summary>
internal sealed class RandomMethodDevices : IDisposable
{
    private readonly Device _quick = new("quick cpu", new CpuCompiler(llvm: PassPipeline.None));
    private readonly Device _cpu = new("cpu", new CpuCompiler());
    private readonly Device _interpreter = new("interp", new InterpreterCompiler());

    public Device Of(int seed) => (seed % 10) switch { 0 or 5 => _cpu, 7 => _interpreter, _ => _quick };

    public void Dispose()
    {
        foreach (var device in new[] { _quick, _cpu, _interpreter }) device.Dispose();
    }
}
