using System.Numerics;
using System.Reflection;
using System.Text;
using Weft.Backends.Llvm;
using Xunit;

namespace Weft.Frontend.Tests.CSharp.Oracle;

/// <summary>Each function on numbers that .NET has is computed as .NET does it, bit for bit, or it is refused here by name.</summary>
public sealed class MathCoverageTests
{
    private const int Rounds = 12;

    /// <summary>What is refused, with what to write instead.</summary>
    private static readonly HashSet<string> Refused =
    [
        "ReciprocalEstimate", "ReciprocalSqrtEstimate", "MultiplyAddEstimate", "MaxNative", "MinNative", "ClampNative", "RootN", "SinPi",
        "CosPi", "TanPi", "Lerp", "Crc32C",
    ];

    // The exponent that Half gives for the smallest numbers is not theirs.
    private static readonly HashSet<(string, Type)> RefusedOfType = [("Hypot", typeof(double)), ("ILogB", typeof(Half))];

    private static readonly Type[] Numbers =
    [
        typeof(sbyte), typeof(byte), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long), typeof(ulong), typeof(nint),
        typeof(float), typeof(double), typeof(Half),
    ];

    private static readonly Type[] Classes = [typeof(Math), typeof(MathF), typeof(BitOperations), typeof(BitConverter), .. Numbers];

    public static TheoryData<string> ClassNames => [.. Classes.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(ClassNames))]
    public void Functions_are_those_of_dotnet(string name)
    {
        var functions = FunctionsOf(Classes.Single(c => c.Name == name));
        using var device = CpuDevice.Open();
        using var kernels = new CompiledKernels(Text(functions));
        foreach (var (method, launch) in kernels.Kernels)
        {
            for (var round = 0; round < Rounds; round++)
            {
                var seed = round;
                KernelOracle.Compare(method, launch, device, () => Arguments(method, seed), 0, $"{name}.{method.Name}, round {round}");
            }
        }
    }

    private static object[] Arguments(MethodInfo kernel, int seed)
    {
        var random = new RandomArguments(seed);
        return [.. kernel.GetParameters().Select(p => random.Next(p.ParameterType, 40))];
    }

    private static MethodInfo[] FunctionsOf(Type type) =>
    [
        .. type.GetMethods(BindingFlags.Public | BindingFlags.Static).Where(m => !m.IsSpecialName && !m.IsGenericMethod)
            .Where(m => !Refused.Contains(m.Name) && !RefusedOfType.Contains((m.Name, type)))
            .Where(m => IsNumber(m.ReturnType) && m.GetParameters().All(p => IsNumber(p.ParameterType))),
    ];

    private static bool IsNumber(Type type) => Numbers.Contains(type) || type == typeof(bool);

    private static string Text(MethodInfo[] functions)
    {
        var text = new StringBuilder("public static class K {\n");
        foreach (var (function, i) in functions.Select((f, i) => (f, i)))
        {
            var parameters = function.GetParameters();
            var arrays = string.Join(", ", parameters.Select((p, j) => $"{p.ParameterType.FullName}[] a{j}"));
            var values = string.Join(", ", parameters.Select((_, j) => $"a{j}[i]"));
            text.AppendLine($"[Kernel] public static void {function.Name}_{i}({arrays}, {function.ReturnType.FullName}[] y)");
            var call = $"{function.DeclaringType!.FullName}.{function.Name}({values})";
            text.AppendLine($"{{ for (var i = 0; i < y.Length; i++) y[i] = {call}; }}");
        }

        return text.Append("}\n").ToString();
    }
}
