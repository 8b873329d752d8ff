using System.Collections.Immutable;
using Weft.Backends.Llvm;
using Weft.Benchmarks;
using Weft.Frontend.Dsl;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Backends.Tests.EndToEnd;

/// <summary>The kernels of the benchmark suite: what they compute, small. They are fast kernels, so that results differ in the last digits.
/// </summary>
public sealed class PolyBenchTests
{
    private const double Tolerance64 = 1e-9, Tolerance32 = 1e-3;

    private static readonly ImmutableDictionary<string, KernelProgram> s_programs =
        PolyBenchKernels.All.Select(kernel => kernel.File).Distinct().ToImmutableDictionary(file => file, Load);

    public static TheoryData<string> Names => [.. PolyBenchKernels.All.Select(kernel => kernel.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Compiled_kernels_give_what_the_interpreter_does(string name)
    {
        Assert.SkipUnless(BackendAgreementTests.LlvmIsThere, "libLLVM is not installed");
        var kernel = Find(name);
        foreach (var extents in Small(kernel).Append(kernel.ExtentsOf(0))) Compare(kernel, ElementType.F64, extents, Tolerance64);
        Compare(kernel, ElementType.F32, Small(kernel).Last(), Tolerance32);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public unsafe void They_are_the_loops_that_are_written_in_C(string name)
    {
        Assert.SkipUnless((CCompiler.Gcc ?? CCompiler.Clang) is not null, "no compiler of C is installed");
        var kernel = Find(name);
        using var arguments = new SuiteArguments(kernel, Signature(kernel, ElementType.F64), Small(kernel).Last());
        var compiler = new CCompiler("C", CCompiler.Gcc ?? CCompiler.Clang!, "-O1", "-Wall", "-Werror");
        using var peer = new SuitePeer(compiler, kernel, Folder, arguments.Element, arguments.Extents);
        arguments.Reset();
        arguments.Call(peer.Run);
        var expected = arguments.Results();
        using var device = new Device("interp", new InterpreterCompiler());
        Assert.Null(arguments.Difference(expected, Run(device, kernel, arguments), Tolerance64));
    }

    [Fact]
    public void All_kernels_of_the_files_are_in_the_table()
    {
        var entries = s_programs.Values.SelectMany(program => program.Entries).Select(entry => entry.Name).Order();
        var named = PolyBenchKernels.All.SelectMany(kernel => new[] { $"{kernel.Identifier}_f32", $"{kernel.Identifier}_f64" }).Order();
        Assert.Equal(named, entries);
        Assert.Equal(30, PolyBenchKernels.All.Length);
        Assert.All(PolyBenchKernels.All, kernel => Assert.Equal(PolyBenchKernels.Sizes.Length, kernel.Sizes.Length));
    }

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Suites", PolyBenchKernels.Folder);

    private static SuiteKernel Find(string name) => PolyBenchKernels.All.Single(kernel => kernel.Name == name);

    // No two alike, so that extents that are taken for one another show. The covariance of one row is none.
    private static IEnumerable<SuiteExtents> Small(SuiteKernel kernel)
    {
        var symbols = kernel.Symbols.Split(' ').Length;
        return new long[] { 1, 2, 3, 7, 17 }.Where(least => least > 1 || kernel.Name != "covariance")
            .Select(least => SuiteExtents.Of(kernel.Symbols, [.. Enumerable.Range(0, symbols).Select(i => least + symbols - 1 - i)]));
    }

    private static void Compare(SuiteKernel kernel, ElementType element, SuiteExtents extents, double tolerance)
    {
        using var arguments = new SuiteArguments(kernel, Signature(kernel, element), extents);
        using var interpreter = new Device("interp", new InterpreterCompiler());
        using var cpu = new Device("cpu", new CpuCompiler());
        var expected = Run(interpreter, kernel, arguments);
        Assert.Null(arguments.Difference(expected, Run(cpu, kernel, arguments), tolerance));
    }

    private static ImmutableArray<double[]> Run(Device device, SuiteKernel kernel, SuiteArguments arguments)
    {
        arguments.Reset();
        device.Load(s_programs[kernel.File], Entry(kernel, arguments.Element)).Launch(arguments.Slots);
        return arguments.Results();
    }

    private static string Entry(SuiteKernel kernel, ElementType element) => $"{kernel.Identifier}_{element.Name}";

    private static KernelSignature Signature(SuiteKernel kernel, ElementType element) =>
        s_programs[kernel.File].Find(Entry(kernel, element))!;

    private static KernelProgram Load(string file)
    {
        var path = Path.Combine(Folder, $"{file}.weft");
        var (module, diagnostics) = WeftCompilation.Lower(path, File.ReadAllText(path), new IrContext(StandardDialects.All));
        Assert.True(module is not null, string.Join('\n', diagnostics));
        return KernelProgram.Of(module, diagnostics)!;
    }
}
