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
                        static void Four(int @class, float[,,] device, Span<int> cancellation, bool slots, int devicePin) =>
                            cancellation[0] = @class;
                    }
                }
                """);
            Assert.Equal(
                ["A.B.OneKernel.g.cs", "A.B.ThreeKernel.g.cs", "A.B.TwoKernel.g.cs", "event.FourKernel.g.cs"], sources.Keys.Order());
            Assert.Contains("public static class OneKernel", sources["A.B.OneKernel.g.cs"], StringComparison.Ordinal);
            Assert.Contains("internal static class TwoKernel", sources["A.B.TwoKernel.g.cs"], StringComparison.Ordinal);
            Assert.Contains("internal static class ThreeKernel", sources["A.B.ThreeKernel.g.cs"], StringComparison.Ordinal);
            Assert.Contains("namespace A.B;", sources["A.B.OneKernel.g.cs"], StringComparison.Ordinal);
        }

        [Fact]
        public void Names_may_differ_in_case_alone() => Assert.Equal(
            ["AddKernel.g.cs", "addKernel_.g.cs"],
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

        private static int Line([System.Runtime.CompilerServices.CallerLineNumber] int line = 0) => line;
    }
}
