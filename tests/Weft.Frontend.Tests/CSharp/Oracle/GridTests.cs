using System.Reflection;
using Weft.Runtime;
using Xunit;

namespace Weft.Frontend.Tests.CSharp.Oracle;

/// <summary>Runs each kernel over its grids as plain C# and compiled: the results are the same, bit for bit.</summary>
public sealed class GridTests(OracleTests.Devices devices) : IClassFixture<OracleTests.Devices>
{
    private const int Rounds = 3;

    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var executor in new[] { "cpu", "interp" })
            foreach (var kernel in typeof(GridKernels).GetMethods().Where(m => m.IsDefined(typeof(KernelAttribute))))
                cases.Add(executor, kernel.Name);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Grids_do_what_their_CSharp_does(string executor, string kernel)
    {
        var device = devices[executor];
        var method = typeof(GridKernels).GetMethod(kernel)!;
        var launch = KernelOracle.LaunchOf(typeof(GridKernels).Assembly.GetType($"{typeof(GridKernels).Namespace}.{kernel}Kernel")!);
        foreach (var grid in method.GetCustomAttributes<OnGridAttribute>())
            for (var round = 0; round < Rounds; round++)
            {
                var (expected, actual) = (Arguments(method, grid, round), Arguments(method, grid, round));
                var thrown = KernelOracle.Try(() => Gpu.Run(grid.Grid, grid.Block, () => KernelOracle.Invoke(method, expected)));
                var fault = KernelOracle.Try(
                    () => KernelOracle.Invoke(launch, [device, grid.Grid, grid.Block, .. actual, CancellationToken.None]));
                var where = $"{kernel} {grid.Grid} {grid.Block}, round {round}";
                KernelOracle.AssertSameFault(thrown, fault, where);
                if (thrown is null) KernelOracle.AssertSame(expected, actual, 0, where);
            }
    }

    private static object[] Arguments(MethodInfo method, OnGridAttribute grid, int round)
    {
        var random = new RandomArguments(round);
        return [.. method.GetParameters().Select(p => random.Next(p.ParameterType, grid.Extent))];
    }
}
