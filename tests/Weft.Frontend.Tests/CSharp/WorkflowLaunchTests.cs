using System.Reflection;
using System.Runtime.Loader;
using Weft.Frontend.Tests.CSharp.Oracle;
using Weft.Runtime;
using Xunit;
using static Weft.Frontend.Tests.CSharp.GeneratorTest;

namespace Weft.Frontend.Tests.CSharp;

/// <summary>Launch classes of workflows, and their ordinary calls.</summary>
public sealed class WorkflowLaunchTests(LauncherTests.Cpu cpu) : IClassFixture<LauncherTests.Cpu>
{
    private const string Text = """
        public static class C
        {
            [Kernel]
            public static void Next(ReadOnlySpan<int> x, Span<int> y, int at)
            {
                for (var i = 0; i < 2; i++) y[i] = 10 / (x[i] - at);
            }

            [Workflow]
            public static int Twice(Span<int> x, Span<int> y, int at)
            {
                Next(x, y, at);
                Next(y, x, 0);
                return x.Length;
            }
            public static int Apart(int[] x, int[] y, int at) => Twice(x, y, at);
            public static int Shared(int[] x, int at) => Twice(x, x.AsSpan(1), at);
        }
        """;

    private static readonly Assembly Intercepted = Build();

    private readonly Device _device = cpu.Device;

    [Fact]
    public void Launches_return_what_the_method_does()
    {
        float[] x = [1, 2, 3, 4], y = [5, 6, 7, 8];
        Assert.Equal(Workflows.Reduced(x, y), ReducedWorkflow.Launch(_device, x, y));
        Assert.Equal(Workflows.Reduced(x, y), ReducedWorkflow.Launch(x, y, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Tasks_have_the_result()
    {
        float[] x = [1, 2, 3, 4], y = [5, 6, 7, 8];
        Assert.Equal(Workflows.Reduced(x, y), await ReducedWorkflow.LaunchAsync(_device, x, y, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_program_has_one_entry_and_says_what_is_written()
    {
        Assert.Equal(
            "Diffuse(start: f32[start_0], turns: i32, result: inout f32[result_0])",
            Assert.Single(DiffuseWorkflow.Program.Entries).ToString());
    }

    [Fact]
    public void Arrays_that_overlap_are_refused()
    {
        var x = new float[8];
        var shared = Assert.Throws<SharedMemoryException>(() => DiffuseWorkflow.Launch(_device, x, 1, x));
        Assert.StartsWith("'result', which workflow 'Diffuse' writes, shares memory with", shared.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ordinary_calls_run_compiled_and_shared_arrays_as_written()
    {
        int[] x = [2, 3], y = [0, 0];
        Assert.Equal(2, Call("Apart", x, y, 1));
        Assert.Equal([1, 2], x);
        Assert.Equal([10, 5], y);
        var thrown = Assert.IsType<DivideByZeroException>(Record.Exception(() => Call("Apart", new[] { 1, 2 }, y, 1)));
        Assert.IsType<KernelFaultException>(thrown.InnerException);
        int[] z = [2, 3, 5];
        Assert.Equal(3, Call("Shared", z, 1));
        var written = new[] { 2, 3, 5 };
        for (var i = 0; i < 2; i++) written[i + 1] = 10 / (written[i] - 1);
        for (var i = 0; i < 2; i++) written[i] = 10 / written[i + 1];
        Assert.Equal(written, z);
    }

    private static object? Call(string method, params object[] arguments) =>
        Intercepted.GetType("C")!.GetMethod(method)!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);

    private static Assembly Build()
    {
        Good(Compile(Text), new BuildProperties(("WeftIntercept", "true")), out var complete);
        using var image = new MemoryStream();
        Assert.True(complete.Emit(image).Success);
        image.Position = 0;
        return new AssemblyLoadContext(null).LoadFromStream(image);
    }
}
