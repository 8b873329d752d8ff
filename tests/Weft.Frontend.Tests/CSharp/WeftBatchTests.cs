using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Weft.Frontend.Dsl;
using Weft.IR;
using Weft.IR.Text;
using Weft.Runtime;
using Xunit;
using static Weft.Frontend.Tests.CSharp.GeneratorTest;

namespace Weft.Frontend.Tests.CSharp;

/// <summary>Batches of kernels of .weft files: their arrays share extents, and a single result is one for each item.</summary>
public sealed class WeftBatchTests(LauncherTests.Cpu cpu) : IClassFixture<LauncherTests.Cpu>
{
    private const string Kernels = """
        kernel axpy(a: f32, x: f32[n], y: inout f32[n]) -> total: f32 {
            for i in 0..n { y[i] += a * x[i] }
            total = sum(i) y[i]
        }
        kernel halve(x: f32[n]) -> y: f32[n] { y[i] = x[i] / 2 }
        """;

    private const string Calls = """
        public static class C
        {
            public static void Run(Weft.Runtime.Device device, float[] x, float[] y, float[] totals) =>
                AxpyKernel.LaunchBatch(device, 2, new[] { 1f, 10f }, x, y, totals);
            public static void Halve(Weft.Runtime.Device device, float[] x, float[] y) => HalveKernel.Launch(device, x, y);
            public static Weft.Runtime.KernelProgram[] Programs() => new[] { AxpyKernel.Program, HalveKernel.Program };
        }
        """;

    private static readonly (Type Calls, string[] Sources) Built = Build();

    [Fact]
    public void Items_have_their_part_of_each_array()
    {
        float[] y = [1, 1, 1, 1], totals = [0, 0];
        Launch([1, 2, 3, 4], y, totals);
        Assert.Equal([2f, 3, 31, 41], y);
        Assert.Equal([5f, 72], totals);
    }

    [Fact]
    public void Arrays_of_an_item_must_fit_together()
    {
        var unequal = Assert.Throws<ArgumentException>(() => Launch([1, 2, 3, 4], new float[6], [0, 0]));
        Assert.StartsWith("dimension 0 of 'y' of 'axpy' is 'n' = 2", unequal.Message, StringComparison.Ordinal);
        var few = Assert.Throws<ArgumentException>(() => Launch([1, 2], [1, 2], [0]));
        Assert.StartsWith("'total' has 1 numbers, but there are 2 items", few.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_is_in_one_launch_class_for_all_its_kernels()
    {
        Assert.Single(Built.Sources, source => source.Contains("func.func", StringComparison.Ordinal));
        var programs = (KernelProgram[])Call("Programs")!;
        Assert.Equal(programs[0].Hash, programs[1].Hash);
        Assert.True(programs[0].Ir.Span.SequenceEqual(programs[1].Ir.Span));
        Assert.Equal(["axpy", "halve"], programs.Select(program => Assert.Single(program.Entries).Name));
        var y = new float[3];
        Call("Halve", cpu.Device, new[] { 3f, 5, 8 }, y);
        Assert.Equal([1.5f, 2.5f, 4], y);
    }

    private void Launch(float[] x, float[] y, float[] totals) => Call("Run", cpu.Device, x, y, totals);

    private static object? Call(string method, params object[] arguments) =>
        Built.Calls.GetMethod(method)!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);

    private static (Type Calls, string[] Sources) Build()
    {
        var diagnostics = new DiagnosticBag();
        var module = WeftCompilation.Lower("test.weft", Kernels, new IrContext(StandardDialects.All)).Module!;
        var program = KernelProgram.Of(module, diagnostics)!;
        var head = program.Entries.SelectMany(e => e.Parameters.Select(p => $"//! param {p}\n").Prepend($"//! kernel {e.Name}\n"));
        var file = new File($"{string.Concat(head)}{Encoding.UTF8.GetString(program.Ir.Span)}");
        var project = Compile(Calls);
        Driver().AddAdditionalTexts([file]).RunGeneratorsAndUpdateCompilation(
            project, out var complete, out _, TestContext.Current.CancellationToken);
        string[] sources = [.. complete.SyntaxTrees.Except(project.SyntaxTrees).Select(tree => tree.ToString())];
        using var image = new MemoryStream();
        var result = complete.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        image.Position = 0;
        return (new AssemblyLoadContext(null).LoadFromStream(image).GetType("C")!, sources);
    }

    private sealed class File(string text) : AdditionalText
    {
        public override string Path => "test.weft.mlir";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text, Encoding.UTF8);
    }
}
