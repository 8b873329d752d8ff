using System.Globalization;
using System.Reflection;
using System.Text;
using Weft.Backends.Llvm;
using Weft.Frontend.Tests.CSharp.Oracle;
using Xunit;
using Xunit.Sdk;

namespace Weft.Frontend.Tests.CSharp.Fuzz;

/// <summary>
/// Random methods, compiled, do what they do as plain C#, bit for bit; where one throws the other faults. Always the same methods;
/// <c>WEFT_FUZZ_SECONDS</c> goes on with others, and <c>WEFT_FUZZ_SEED</c> says with which.
/// </summary>
public sealed class RandomMethodTests
{
    private const int Methods = 72;
    private const int MethodsPerCompilation = 72;

    // One compilation to machine code for each of these.
    private const int MethodsPerKernel = 8;
    private const int Rounds = 4;

    [Fact]
    public void Random_methods_do_what_their_CSharp_does()
    {
        var deadline = DateTime.UtcNow + TimeSpan.FromSeconds(Number("WEFT_FUZZ_SECONDS"));
        var seed = (int)Number("WEFT_FUZZ_SEED");
        using var device = CpuDevice.Open();
        for (var first = seed; first < seed + Methods || DateTime.UtcNow < deadline; first += MethodsPerCompilation) Check(device, first);
    }

    private static void Check(Weft.Runtime.Device device, int first)
    {
        using var kernels = new CompiledKernels(Text(first));
        foreach (var (kernel, launch) in kernels.Kernels)
        {
            var start = int.Parse(kernel.Name[1..], CultureInfo.InvariantCulture);
            for (var method = start; method < start + MethodsPerKernel; method++)
                for (var round = 0; round < Rounds; round++)
                    Check(device, kernel, launch, method, round);
        }
    }

    private static void Check(Weft.Runtime.Device device, MethodInfo kernel, MethodInfo launch, int method, int round)
    {
        try
        {
            KernelOracle.Compare(
                kernel, launch, device, () => Arguments(kernel, method, round), 0, $"method {method}, round {round}", readsUnused: true);
        }
        catch (XunitException difference)
        {
            Assert.Fail($"{difference.Message}\n{RandomMethod.Text($"M{method}", method)}");
        }
    }

    private static object[] Arguments(MethodInfo kernel, int method, int round)
    {
        var random = new RandomArguments(method + round * Methods);
        return [method, .. kernel.GetParameters().Skip(1).Select(p => random.Next(p.ParameterType, round == 0 ? 2 : 3 + round * 2))];
    }

    private static string Text(int first)
    {
        var text = new StringBuilder("#pragma warning disable\nusing System.Numerics;\nstatic class Fuzz\n{\n");
        for (var kernel = first; kernel < first + MethodsPerCompilation; kernel += MethodsPerKernel)
        {
            text.Append($"[Kernel] public static void K{kernel}(int which, {RandomMethod.Parameters})\n{{\nswitch (which)\n{{\n");
            for (var method = kernel; method < kernel + MethodsPerKernel; method++)
                text.Append($"case {method}: M{method}({RandomMethod.Arguments}); break;\n");
            text.Append("}\n}\n");
            for (var method = kernel; method < kernel + MethodsPerKernel; method++) text.Append(RandomMethod.Text($"M{method}", method));
        }

        return text.Append("}\n").ToString();
    }

    private static double Number(string variable) =>
        double.Parse(Environment.GetEnvironmentVariable(variable) ?? "0", CultureInfo.InvariantCulture);
}
