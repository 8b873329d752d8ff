using System.Numerics;
using System.Reflection;
using System.Text;
using Weft.Backends.Llvm;
using Weft.Runtime;
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
        "SinCosPi", "CosPi", "TanPi", "Lerp", "Crc32C",
    ];

    // The exponent that Half gives for the smallest numbers is not theirs.
    private static readonly HashSet<(string, Type)> RefusedOfType = [("ILogB", typeof(Half))];

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
        using var device = LibraryCpu.Open();
        Compare(name, device, Text(functions));
    }

    public static TheoryData<string> NumberNames => [.. Numbers.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(NumberNames))]
    public void Numbers_are_created_as_dotnet_does_it(string name)
    {
        var to = Numbers.Single(c => c.Name == name).FullName;
        var text = string.Concat(Numbers.Select(from => $$"""
            [Kernel] public static void Any{{from.Name}}({{from.FullName}}[] x, {{to}}[] y, {{to}}[] z)
            {
                for (var i = 0; i < x.Length; i++) (y[i], z[i]) = ({{to}}.CreateSaturating(x[i]), {{to}}.CreateTruncating(x[i]));
            }

            [Kernel] public static void Checked{{from.Name}}({{from.FullName}}[] x, {{to}}[] y)
            {
                for (var i = 0; i < x.Length; i++) y[i] = {{to}}.CreateChecked(x[i]);
            }

            """));
        using var device = new Device("cpu", new CpuCompiler(llvm: PassPipeline.None));
        Compare(name, device, "public static class K {\n" + text + "}\n");
    }

    [Fact]
    public void Functions_with_out_parameters_are_those_of_dotnet()
    {
        using var device = LibraryCpu.Open();
        Compare("out", device, """
            public static class K
            {
                [Kernel]
                public static void WideProducts(ulong[] x, long[] z, long[] y)
                {
                    for (var i = 0; i < x.Length; i++)
                    {
                        var high = Math.BigMul(x[i], (ulong)z[i], out var low);
                        y[i] = Math.BigMul((long)x[i], z[i], out var signed) ^ signed + (long)(high - low);
                        if (z[i] is > 0 and < int.MaxValue) y[i] += Math.DivRem((int)z[i], 7, out var rest) * rest;
                    }
                }
            }
            """);
    }

    private static void Compare(string name, Device device, string text)
    {
        using var kernels = new CompiledKernels(text);
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
            .Where(m => ValuesOf(m).All(IsNumber) && m.GetParameters().All(p => IsNumber(p.ParameterType))),
    ];

    // Of a tuple each of its elements.
    private static Type[] ValuesOf(MethodInfo function) =>
        function.ReturnType is { IsConstructedGenericType: true } tuple ? tuple.GetGenericArguments() : [function.ReturnType];

    private static bool IsNumber(Type type) => Numbers.Contains(type) || type == typeof(bool);

    private static string Text(MethodInfo[] functions)
    {
        var text = new StringBuilder("public static class K {\n");
        foreach (var (function, i) in functions.Select((f, i) => (f, i)))
        {
            var parameters = function.GetParameters();
            var arrays = string.Join(", ", parameters.Select((p, j) => $"{p.ParameterType.FullName}[] a{j}"));
            var values = string.Join(", ", parameters.Select((_, j) => $"a{j}[i]"));
            var results = string.Join(", ", ValuesOf(function).Select((type, j) => $"{type.FullName}[] y{j}"));
            text.AppendLine($"[Kernel] public static void {function.Name}_{i}({arrays}, {results})");
            var call = $"{function.DeclaringType!.FullName}.{function.Name}({values})";
            var places = string.Join(", ", ValuesOf(function).Select((_, j) => $"y{j}[i]"));
            text.AppendLine($"{{ for (var i = 0; i < y0.Length; i++) {(places.Contains(',') ? $"({places})" : places)} = {call}; }}");
        }

        return text.Append("}\n").ToString();
    }
}
