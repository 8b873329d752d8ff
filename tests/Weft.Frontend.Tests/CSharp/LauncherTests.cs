using System.Numerics.Tensors;
using Weft.Backends.Llvm;
using Weft.IR;
using Weft.Runtime;
using Xunit;
using static Weft.Frontend.Tests.CSharp.GeneratorTest;

namespace Weft.Frontend.Tests.CSharp
{
    /// <summary>The generated classes: what they are called, who sees them, how they run.</summary>
    public sealed class LauncherTests(LauncherTests.Cpu cpu) : IClassFixture<LauncherTests.Cpu>
    {
        private readonly Device _device = cpu.Device;

        [Fact]
        public void Launch_classes_stand_in_the_namespace_and_are_as_visible_as_their_kernel()
        {
            var sources = Good("""
                namespace A.B
                {
                    public static class C
                    {
                        [Kernel] public static void One(Span<int> y) => y[0] = 1;
                        [Kernel] internal static void Two(Span<int> y) => y[0] = 1;
                        static partial class D { [Kernel] public static void Three(Span<int> y) => y[0] = 1; }
                    }
                }
                namespace @event
                {
                    struct E
                    {
                        [Kernel]
                        static void Four(int @class, float[,,] device, Span<int> cancellation, bool count, Span<int> x, int xLength) =>
                            cancellation[0] = @class;
                    }
                }
                """);
            string[] launchers = ["A.B.OneKernel", "A.B.ThreeKernel", "A.B.TwoKernel", "event.FourKernel"];
            Assert.Equal(launchers.SelectMany(name => new[] { $"{name}.Program.g.cs", $"{name}.g.cs" }), sources.Keys.Order());
            Assert.Contains("public static partial class OneKernel", sources["A.B.OneKernel.g.cs"], StringComparison.Ordinal);
            Assert.Contains("internal static partial class TwoKernel", sources["A.B.TwoKernel.g.cs"], StringComparison.Ordinal);
            Assert.Contains("internal static partial class ThreeKernel", sources["A.B.ThreeKernel.g.cs"], StringComparison.Ordinal);
            Assert.Contains("namespace A.B;", sources["A.B.OneKernel.g.cs"], StringComparison.Ordinal);
        }

        [Fact]
        public void Names_may_differ_in_case_alone() => Assert.Equal(
            ["AddKernel.g.cs", "addKernel_.g.cs", "AddKernel.Program.g.cs", "addKernel_.Program.g.cs"],
            Good("""
                static class C
                {
                    [Kernel] static void Add(Span<int> y) => y[0] = 1;
                    [Kernel] static void add(Span<int> y) => y[0] = 2;
                }
                """).Keys);

        [Fact]
        public void A_mistake_in_the_body_leaves_the_launch_class()
        {
            var compilation = Compile("""
                class C
                {
                    [Kernel] static void K(Span<int> y) => y[0] = Console.Read();
                    static void M(Weft.Runtime.Device d) => KKernel.Launch(d, default);
                }
                """);
            var cancellation = TestContext.Current.CancellationToken;
            Driver().RunGeneratorsAndUpdateCompilation(compilation, out var updated, out _, cancellation);
            Assert.DoesNotContain(updated.GetDiagnostics(cancellation), d => d.Severity > Microsoft.CodeAnalysis.DiagnosticSeverity.Hidden);
        }

        [Fact]
        public void Programs_are_as_the_runtime_makes_them()
        {
            var program = Api.AddScaledKernel.Program;
            var diagnostics = new DiagnosticBag();
            var remade = KernelProgram.Of(program.Load(new IrContext(StandardDialects.All)), diagnostics)!;
            Assert.Equal(remade.Hash, program.Hash);
            Assert.Equal(remade.Ir.ToArray(), program.Ir.ToArray());
            Assert.Equal("AddScaled(a: f32, x: f32[x_0], y: inout f32[y_0])", program.Entries.Single().ToString());
            Assert.Equal(remade.Entries.Single().ToString(), program.Entries.Single().ToString());
            Assert.Equal("Adds a times x to y.", program.Entries.Single().Doc);
        }

        [Fact]
        public void Spans_are_launched_in_place()
        {
            Span<float> y = stackalloc float[] { 1, 2, 3 };
            Api.AddScaledKernel.Launch(_device, 2, [10, 20, 30], y);
            Assert.Equal([21f, 42f, 63f], y.ToArray());
            Api.AddScaledKernel.Launch(_device, 2, [], []);
        }

        [Fact]
        public void Launching_again_allocates_nothing()
        {
            float[] x = [1, 2, 3], y = [4, 5, 6];
            Api.AddScaledKernel.Launch(_device, 2, x, y);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 100; i++) Api.AddScaledKernel.Launch(_device, 2, x, y);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        [Fact]
        public async Task Memory_is_launched_on_the_pool()
        {
            float[] y = [1, 2, 3];
            await Api.AddScaledKernel.LaunchAsync(_device, 2, new float[] { 10, 20, 30 }, y, TestContext.Current.CancellationToken);
            Assert.Equal([21f, 42f, 63f], y);
        }

        [Fact]
        public void Tensors_are_launched_with_their_lengths()
        {
            float[] x = [1, 2, 3, 4, 5, 6], y = new float[6];
            Api.TransposeKernel.Launch(_device, new ReadOnlyTensorSpan<float>(x, [2, 3]), new TensorSpan<float>(y, [3, 2]));
            Assert.Equal([1f, 4, 2, 5, 3, 6], y);
            Assert.Throws<ArgumentException>(() => Api.TransposeKernel.Launch(_device, new ReadOnlyTensorSpan<float>(x, [6]), default));
        }

        [Fact]
        public void This_machines_processor_is_the_device_when_none_is_given()
        {
            float[] y = [1, 2];
            Api.AddScaledKernel.Launch(2, [10, 20], y);
            CpuDevice.Shared.Dispose();
            Api.AddScaledKernel.Launch(2, [10, 20], y, TestContext.Current.CancellationToken);
            Assert.Equal([41f, 82f], y);
        }

        [Fact]
        public void Batches_share_numbers_or_have_one_for_each_item()
        {
            float[] x = [1, 2, 3, 4, 5, 6], y = new float[6];
            Api.AddScaledKernel.LaunchBatch(_device, 3, 2f, x, y);
            Assert.Equal([2f, 4, 6, 8, 10, 12], y);
            Api.AddScaledKernel.LaunchBatch(_device, 3, new[] { 1f, 10, 100 }, x, y);
            Assert.Equal([3f, 6, 36, 48, 510, 612], y);
            Api.AddScaledKernel.LaunchBatch(_device, 0, 2f, [], []);
        }

        [Fact]
        public void Batches_of_matrices_have_one_more_dimension()
        {
            int[,,] m = { { { 1, 2, 3 }, { 4, 5, 6 } }, { { 7, 8, 9 }, { 10, 11, 12 } } };
            Api.ScaleKernel.LaunchBatch(_device, 2, m, new[] { 10, 100 });
            Assert.Equal([10, 20, 30, 40, 50, 60, 700, 800, 900, 1000, 1100, 1200], m.Cast<int>());
            float[] x = [1, 2, 3, 4, 5, 6, 7, 8], y = new float[8];
            Api.TransposeKernel.LaunchBatch(_device, 2, new ReadOnlyTensorSpan<float>(x, [2, 2, 2]), new TensorSpan<float>(y, [2, 2, 2]));
            Assert.Equal([1f, 3, 2, 4, 5, 7, 6, 8], y);
        }

        [Theory]
        [InlineData(1)]
        [InlineData(1000)]
        public void Batches_do_what_single_launches_do(int count)
        {
            var random = new Random(count);
            var x = Enumerable.Range(0, 7 * count).Select(_ => random.NextSingle()).ToArray();
            var a = Enumerable.Range(0, count).Select(_ => random.NextSingle()).ToArray();
            var (expected, actual) = (new float[x.Length], new float[x.Length]);
            for (var i = 0; i < count; i++)
                Api.AddScaledKernel.Launch(_device, a[i], x.AsSpan(7 * i, 7), expected.AsSpan(7 * i, 7));
            Api.AddScaledKernel.LaunchBatch(_device, count, a, x, actual);
            Assert.Equal(expected, actual);
        }

        [Fact]
        public void Batches_that_do_not_divide_are_refused()
        {
            float[] six = new float[6];
            var uneven = Assert.Throws<ArgumentException>(() => Api.AddScaledKernel.LaunchBatch(_device, 4, 1f, six, six));
            Assert.StartsWith("'x' has 6 elements, which 4 items cannot share equally", uneven.Message, StringComparison.Ordinal);
            var numbers = Assert.Throws<ArgumentException>(() => Api.AddScaledKernel.LaunchBatch(_device, 3, new[] { 1f, 2f }, six, six));
            Assert.StartsWith("'a' has 2 values, but there are 3 items", numbers.Message, StringComparison.Ordinal);
            var first = Assert.Throws<ArgumentException>(() => Api.ScaleKernel.LaunchBatch(_device, 3, new int[2, 2, 2], 1));
            Assert.StartsWith("the first dimension of 'm' is 2, but there are 3 items", first.Message, StringComparison.Ordinal);
            Assert.Throws<ArgumentOutOfRangeException>(() => Api.AddScaledKernel.LaunchBatch(_device, -1, 1f, six, six));
        }

        [Fact]
        public void Faults_in_batches_name_the_item()
        {
            var numbers = new[] { 0, 1, 7, 1 };
            var exception = Assert.Throws<KernelFaultException>(() => Api.PickKernel.LaunchBatch(_device, 4, numbers, new int[8]));
            Assert.Equal((2L, 7L), (exception.Fault.Item!.Value, exception.Fault.Index));
            Assert.Contains("kernel 'Pick[2]': index 7 is out of range for 'y'", exception.Message, StringComparison.Ordinal);
        }

        [Fact]
        public void Batches_can_be_cancelled()
        {
            using var cancelled = new CancellationTokenSource();
            cancelled.Cancel();
            Assert.ThrowsAny<OperationCanceledException>(
                () => Api.AddScaledKernel.LaunchBatch(_device, 2, 1f, new float[2], new float[2], cancelled.Token));
        }

        [Fact]
        public void Null_arrays_are_refused() => Assert.Throws<ArgumentNullException>(() => Api.FillKernel.Launch(_device, null!, 1));

        [Fact]
        public void Faults_name_kernel_line_index_and_bound()
        {
            var fault = Assert.Throws<KernelFaultException>(() => Api.AddScaledKernel.Launch(_device, 2, [1, 2, 3], [1, 2])).Fault;
            Assert.Equal((FaultKind.IndexOutOfRange, "AddScaled", 2L, 2L), (fault.Kind, fault.Kernel, fault.Index, fault.Bound));
            Assert.Equal("LauncherTests.cs", fault.Location.File);
            Assert.Equal(Api.Kernels.FaultingLine, fault.Location.Line);
        }

        [Fact]
        public void The_method_stays_ordinary_CSharp()
        {
            float[] y = [1];
            Api.Kernels.AddScaled(3, [2], y);
            Assert.Equal([7f], y);
        }

        /// <summary>One device for all tests.</summary>
        public sealed class Cpu : IDisposable
        {
            public Device Device { get; } = CpuDevice.Open();

            public void Dispose() => Device.Dispose();
        }
    }
}

namespace Weft.Frontend.Tests.CSharp.Api
{
    public static class Kernels
    {
        public static int FaultingLine { get; } = Line() + 8;

        /// <summary>
        /// Adds <paramref name="a"/> times <paramref name="x"/> to <paramref name="y"/>.
        /// </summary>
        [Kernel]
        public static void AddScaled(float a, ReadOnlySpan<float> x, Span<float> y)
        {
            for (var i = 0; i < x.Length; i++) y[i] += a * x[i];
        }

        [Kernel]
        internal static void Transpose(ReadOnlyTensorSpan<float> x, TensorSpan<float> y)
        {
            for (nint i = 0; i < x.Lengths[0]; i++)
                for (nint j = 0; j < x.Lengths[1]; j++)
                    y[j, i] = x[i, j];
        }

        [Kernel]
        internal static void Fill(int[] y, int value)
        {
            for (var i = 0; i < y.Length; i++) y[i] = value;
        }

        [Kernel]
        internal static void Scale(int[,] m, int by)
        {
            for (var i = 0; i < m.GetLength(0); i++)
                for (var j = 0; j < m.GetLength(1); j++)
                    m[i, j] *= by;
        }

        [Kernel]
        internal static void Pick(int at, Span<int> y) => y[at] = 1;

        private static int Line([System.Runtime.CompilerServices.CallerLineNumber] int line = 0) => line;
    }
}
