using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Weft.Backends;
using Weft.Runtime;
using Xunit;
using static Weft.Frontend.Tests.CSharp.GeneratorTest;

namespace Weft.Frontend.Tests.CSharp;

/// <summary>Workflows that call kernels of a library, which is another assembly.</summary>
public sealed class WorkflowLibraryTests(LauncherTests.Cpu cpu) : IClassFixture<LauncherTests.Cpu>
{
    private const string LibraryText = """
        namespace Lib
        {
            public static class Kernels
            {
                [Kernel] public static void Step(ReadOnlySpan<float> x, Span<float> y, float weight)
                {
                    for (var i = 0; i < y.Length; i++) y[i] = Mixed(x[i], x[i > 0 ? i - 1 : 0], weight);
                }
                [Kernel] public static void Shift(float[] x, float by) { for (var i = 0; i < x.Length; i++) x[i] += by; }
                [Kernel] public static (float Low, float High) Ends(float[] x, ref int seen, out float sum)
                {
                    var ends = (Low: x[0], High: x[0]);
                    sum = 0;
                    foreach (var v in x) { ends.Low = Math.Min(ends.Low, v); ends.High = Math.Max(ends.High, v); sum += v; }
                    seen += x.Length;
                    return ends;
                }
                private static float Mixed(float a, float b, float weight) => a * weight + b * (1 - weight);
            }
        }
        """;

    private const string AppText = """
        public static class Own
        {
            // Of the name that a kernel of the library has, too.
            [Kernel] public static void Shift(Span<float> x, int by) { for (var i = 0; i < x.Length; i++) x[i] -= by; }

            [Workflow] public static void Smooth(Span<float> x, int turns)
            {
                var next = new float[x.Length];
                for (var t = 0; t < turns; t++)
                {
                    Lib.Kernels.Step(x, next, 0.75f);
                    Lib.Kernels.Step(next, x, 0.5f);
                }
            }

            [Workflow] public static float Run(float[] x, Span<float> y, int turns)
            {
                Smooth(x, turns);
                Shift(y, 2);
                var seen = 3;
                var ends = Lib.Kernels.Ends(x, ref seen, out var sum);
                if (ends.High > ends.Low) Lib.Kernels.Shift(x, sum);
                Lib.Kernels.Step(x, y, ends.Low);
                return ends.High + seen;
            }
        }
        """;

    private static readonly byte[] LibraryImage = Image(Compile(LibraryText).WithAssemblyName("Lib"));
    private static readonly byte[] AppImage = Image(Compile(AppText).AddReferences(MetadataReference.CreateFromImage(LibraryImage)));

    [Theory]
    [InlineData(1, 0)]
    [InlineData(7, 3)]
    [InlineData(64, 4)]
    public void Launches_do_what_the_methods_do(int length, int turns)
    {
        using var interpreter = new Device("interp", new InterpreterCompiler());
        var app = Load(AppImage, LibraryImage);
        var (x, y) = (Numbers(length, 3), Numbers(length, 5));
        var expected = app.GetType("Own")!.GetMethod("Run")!.CreateDelegate<Run>()(x, y, turns);
        var launch = app.GetType("RunWorkflow")!.GetMethods().Single(IsLaunch).CreateDelegate<Launch>();
        foreach (var device in new[] { interpreter, cpu.Device })
        {
            var (u, v) = (Numbers(length, 3), Numbers(length, 5));
            Assert.Equal(expected, launch(device, u, v, turns, TestContext.Current.CancellationToken));
            Assert.Equal(x, u);
            Assert.Equal(y, v);
        }

        static bool IsLaunch(MethodInfo method) =>
            method.Name == "Launch" && method.GetParameters()[0].ParameterType == typeof(Device);
    }

    [Fact]
    public void Programs_are_whole_and_the_same_each_time()
    {
        var first = ProgramOf(Load(AppImage, LibraryImage), "RunWorkflow");
        var second = ProgramOf(Load(AppImage, LibraryImage), "RunWorkflow");
        Assert.Equal(["Run"], first.Entries.Select(entry => entry.Name));
        Assert.Equal(first.Hash, second.Hash);
        var text = Encoding.UTF8.GetString(first.Ir.Span);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(first.Ir.Span)), first.Hash);
        var functions = first.Load(new IR.IrContext(IR.StandardDialects.All)).Body.Entry.Ops.OfType<IR.FuncOp>().ToList();
        Assert.Equal(["Ends", "Shift", "Shift_2", "Step"], functions.Select(function => function.SymName).Order(StringComparer.Ordinal));
        Assert.All(functions, function => Assert.False(function.IsDeclaration, text));
    }

    [Fact]
    public void A_library_that_has_changed_is_told_apart()
    {
        var changed = LibraryText.Replace("Shift(float[] x, float by)", "Shift(float[] x, double by)", StringComparison.Ordinal)
            .Replace("+= by", "+= (float)by", StringComparison.Ordinal);
        var app = Load(AppImage, Image(Compile(changed).WithAssemblyName("Lib")));
        var mismatch = Assert.Throws<WeftException>(() => ProgramOf(app, "RunWorkflow"));
        Assert.Equal("WF4022", mismatch.Diagnostic.Id);
        Assert.Contains(
            "workflow 'Run' was compiled for a kernel 'Shift_2' that takes (x: inout f32[x_0], by: f32), but in the library that is there "
            + "it takes (x: inout f32[x_0], by: f64);", mismatch.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_whose_kernels_compute_something_else_is_linked()
    {
        var changed = LibraryText.Replace("x[i] += by", "x[i] -= by", StringComparison.Ordinal);
        var (old, next) = (ProgramOf(Load(AppImage, LibraryImage), "RunWorkflow"),
            ProgramOf(Load(AppImage, Image(Compile(changed).WithAssemblyName("Lib"))), "RunWorkflow"));
        Assert.NotEqual(old.Hash, next.Hash);
        Assert.Equal($"{old.Entries[0]}", $"{next.Entries[0]}");
    }

    private delegate float Run(float[] x, Span<float> y, int turns);

    private delegate float Launch(Device device, float[] x, Span<float> y, int turns, CancellationToken cancellation);

    private static float[] Numbers(int length, int seed) => [.. Enumerable.Range(0, length).Select(i => ((i * seed) + 1) % 7 * 0.3f)];

    private static KernelProgram ProgramOf(Assembly app, string launcher) => (KernelProgram)app.GetType(launcher)!.GetProperty("Program")!
        .GetMethod!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null)!;

    private static byte[] Image(Compilation text)
    {
        Good(text, new BuildProperties(), out var complete);
        using var image = new MemoryStream();
        var result = complete.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return image.ToArray();
    }

    private static Assembly Load(byte[] app, byte[] library)
    {
        var context = new AssemblyLoadContext(null);
        var loaded = context.LoadFromStream(new MemoryStream(library));
        context.Resolving += (_, name) => name.Name == loaded.GetName().Name ? loaded : null;
        return context.LoadFromStream(new MemoryStream(app));
    }
}
