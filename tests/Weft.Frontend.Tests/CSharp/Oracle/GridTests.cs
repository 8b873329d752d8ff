using System.Reflection;
using Weft.IR;
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

    [Theory]
    [InlineData("cpu")]
    [InlineData("interp")]
    public void Threads_that_wait_at_different_barriers_fault(string executor)
    {
        int[] x = [1, 0, 1, 1], y = new int[4];
        var thrown = Assert.Throws<InvalidOperationException>(() => Gpu.Run(1, 4, () => Diverging.PartedByData(x, y)));
        Assert.Contains("Threads of block (0, 0, 0) wait for others that have gone another way: 3 (thread (0, 0, 0) first) at Gpu.Barrier "
            + "at GridTests.cs:", thrown.Message, StringComparison.Ordinal);
        var fault = Assert.Throws<KernelFaultException>(() => PartedByDataKernel.Launch(devices[executor], 1, 4, x, y)).Fault;
        Assert.Equal((FaultKind.AssertionFailed, GpuFaults.Divergence), (fault.Kind, fault.Subject));
        PartedByDataKernel.Launch(devices[executor], 1, 4, [1, 1, 1, 1], y);
        Assert.Equal([2, 2, 2, 2], y);
    }

    [Theory]
    [InlineData("cpu")]
    [InlineData("interp")]
    public void Faults_name_shared_arrays(string executor)
    {
        var fault = Assert.Throws<KernelFaultException>(
            () => WritesBehindTheEndKernel.Launch(devices[executor], 1, 40, new int[4], new int[40])).Fault;
        Assert.Equal((FaultKind.IndexOutOfRange, "seen", 34L, 34L), (fault.Kind, fault.Subject, fault.Index, fault.Bound));
    }

    [Theory]
    [InlineData("cpu")]
    [InlineData("interp")]
    public void Sizes_are_in_their_limits(string executor)
    {
        int[] x = [1], y = new int[1];
        foreach (var (grid, block) in new (Dim3, Dim3)[] { (0, 1), (1, 1025), (1, (32, 33)), (1, -1), ((1, 65_536), 1), (default, 1) })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => Gpu.Run(grid, block, () => Diverging.PartedByData(x, y)));
            var fault = Assert.Throws<KernelFaultException>(() => PartedByDataKernel.Launch(devices[executor], grid, block, x, y)).Fault;
            Assert.Equal((FaultKind.AssertionFailed, GpuFaults.Sizes), (fault.Kind, fault.Subject));
        }
    }

    private static object[] Arguments(MethodInfo method, OnGridAttribute grid, int round)
    {
        var random = new RandomArguments(round);
        return [.. method.GetParameters().Select(p => random.Next(p.ParameterType, grid.Extent))];
    }
}

/// <summary>What no launch may do.</summary>
public static class Diverging
{
    [Kernel]
    public static void PartedByData(int[] x, int[] y)
    {
        var t = Gpu.ThreadIdx.X;
        y[t] = 1;
        if (x[t] != 0) Gpu.Barrier();
        y[t]++;
        Gpu.Barrier();
    }
}
