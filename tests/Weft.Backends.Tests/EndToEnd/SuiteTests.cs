using System.Collections.Immutable;
using Weft.Backends.Llvm;
using Weft.Benchmarks;
using Weft.Frontend.Dsl;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Backends.Tests.EndToEnd;

/// <summary>What the kernels of the suites of benchmarks compute, small. They are fast kernels, so that results differ in the last digits.
/// </summary>
public sealed class SuiteTests
{
    private const double InterpretedFlops = 4e6;

    private static readonly ImmutableDictionary<string, KernelProgram> s_programs = Suite.All
        .SelectMany(suite => suite.Kernels.Select(kernel => suite.PathOf($"{kernel.File}.weft"))).Distinct()
        .ToImmutableDictionary(path => path, Load);

    /// <summary>Each once, though it may be measured at several sizes.</summary>
    public static TheoryData<string, string> Kernels =>
        [.. Suite.All.SelectMany(suite => suite.Kernels.Select(kernel => (suite.Name, kernel.Identifier))).Distinct()];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Compiled_kernels_give_what_the_interpreter_does(string name, string identifier)
    {
        Assert.SkipUnless(BackendAgreementTests.LlvmIsThere, "libLLVM is not installed");
        var (suite, kernel) = Find(name, identifier);
        using var interpreter = new Device("interp", new InterpreterCompiler());
        using var cpu = new Device("cpu", new CpuCompiler());
        foreach (var extents in Small(kernel).Append(kernel.ExtentsOf(0))) Compare(suite.Elements[0], extents);
        foreach (var element in suite.Elements.Skip(1)) Compare(element, Small(kernel).Last());

        void Compare(ElementType element, SuiteExtents extents)
        {
            using var arguments = new SuiteArguments(suite, kernel, Signature(suite, kernel, element), extents);
            var expected = Run(interpreter, suite, kernel, element, arguments);
            var results = Run(cpu, suite, kernel, element, arguments);
            Assert.Null(arguments.Difference(expected, results, kernel.Tolerance(arguments.Element, arguments.Extents)));
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public unsafe void They_are_the_loops_that_are_written_in_C(string name, string identifier)
    {
        Assert.SkipUnless((CCompiler.Gcc ?? CCompiler.Clang) is not null, "no compiler of C is installed");
        var (suite, kernel) = Find(name, identifier);
        var element = suite.Elements[0];
        using var arguments = new SuiteArguments(suite, kernel, Signature(suite, kernel, element), Small(kernel).Last());
        var compiler = new CCompiler("C", CCompiler.Gcc ?? CCompiler.Clang!, "-O1", "-Wall", "-Werror");
        using var peer = new SuitePeer(compiler, suite, kernel, arguments.Element, arguments.Extents);
        arguments.Reset();
        arguments.Call(peer.Run);
        var expected = arguments.Results();
        using var device = new Device("interp", new InterpreterCompiler());
        var results = Run(device, suite, kernel, element, arguments);
        Assert.Null(arguments.Difference(expected, results, kernel.Tolerance(arguments.Element, arguments.Extents)));
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Their_nests_raised_to_structured_operations_give_the_same_bits(string name, string identifier)
    {
        var (suite, kernel) = Find(name, identifier);
        using var device = new Device("interp", new InterpreterCompiler());
        KernelProgram[] raised = [.. LinalgRoundTrip.Ways.Select(way =>
            LinalgRoundTrip.Raise(Load(suite.PathOf($"{kernel.File}.weft")), way))];
        foreach (var extents in Small(kernel))
        {
            using var arguments = new SuiteArguments(suite, kernel, Signature(suite, kernel, suite.Elements[0]), extents);
            var expected = Run(device, suite, kernel, suite.Elements[0], arguments);
            foreach (var program in raised)
                Assert.Equal(expected, Run(device, program, suite.EntryOf(kernel, suite.Elements[0]), arguments));
        }
    }

    /// <summary>Each library with the kernels that it has.</summary>
    public static TheoryData<string, string, string> InLibraries =>
    [
        .. from suite in Suite.All
           from identifier in suite.Kernels.Select(kernel => kernel.Identifier).Distinct()
           from library in Libraries.All
           where File.Exists(suite.PathOf($"{identifier}{library.Ending}"))
           select (library.Name, suite.Name, identifier),
    ];

    [Theory]
    [MemberData(nameof(InLibraries))]
    public unsafe void Libraries_compute_the_same(string library, string name, string identifier)
    {
        Assert.SkipUnless(Libraries.Installed.Any(compiler => compiler.Name == library),
            string.Join("; ", Libraries.Missing.Select(missing => $"{missing.Name}: {missing.Reason}")));
        var (suite, kernel) = Find(name, identifier);
        var compiler = Libraries.Installed.Single(compiler => compiler.Name == library);
        // oneDNN has no reduction of a single element.
        foreach (var extents in Small(kernel).Where(extents => extents.Values.Values.All(extent => extent > 1)).TakeLast(2))
        {
            using var arguments = new SuiteArguments(suite, kernel, Signature(suite, kernel, suite.Elements[0]), extents);
            using var peer = new SuitePeer(compiler, suite, kernel, arguments.Element, extents);
            arguments.Reset();
            arguments.Call(peer.Run);
            Agrees(suite, kernel, arguments, arguments.Results());
        }
    }

    public static TheoryData<string> InDotNet => [.. DotNetPeer.All.Select(peer => peer.Name)];

    [Theory]
    [MemberData(nameof(InDotNet))]
    public void Loops_in_CSharp_and_primitives_compute_the_same(string identifier)
    {
        var (suite, kernel) = Find(Operators.Suite.Name, identifier);
        var peer = DotNetPeer.All.Single(peer => peer.Name == identifier);
        foreach (var extents in Small(kernel))
        {
            using var arguments = new SuiteArguments(suite, kernel, Signature(suite, kernel, suite.Elements[0]), extents);
            foreach (var run in new[] { peer.Plain, peer.ByPrimitives }.OfType<Action<SuiteArguments>>())
            {
                arguments.Reset();
                run(arguments);
                Agrees(suite, kernel, arguments, arguments.Results());
            }
        }
    }

    [Fact]
    public void All_kernels_of_the_files_are_measured()
    {
        var entries = s_programs.Values.SelectMany(program => program.Entries).Select(entry => entry.Name).Order();
        var measured = Suite.All
            .SelectMany(suite => suite.Kernels.SelectMany(kernel => suite.Elements.Select(element => suite.EntryOf(kernel, element))));
        Assert.Equal(measured.Distinct().Order(), entries);
        Assert.Equal(30, PolyBench.Suite.Kernels.Length);
        Assert.All(Suite.All, suite => Assert.All(suite.Kernels, kernel => Assert.Equal(suite.Sizes.Length, kernel.Sizes.Length)));
    }

    private static void Agrees(Suite suite, SuiteKernel kernel, SuiteArguments arguments, ImmutableArray<double[]> results)
    {
        using var interpreter = new Device("interp", new InterpreterCompiler());
        var expected = Run(interpreter, suite, kernel, suite.Elements[0], arguments);
        Assert.Null(arguments.Difference(expected, results, kernel.Tolerance(arguments.Element, arguments.Extents)));
    }

    private static (Suite Suite, SuiteKernel Kernel) Find(string name, string identifier)
    {
        var suite = Suite.All.Single(suite => suite.Name == name);
        return (suite, suite.Kernels.First(kernel => kernel.Identifier == identifier));
    }

    // No two alike, so that extents that are taken for one another show.
    private static IEnumerable<SuiteExtents> Small(SuiteKernel kernel)
    {
        var symbols = kernel.Symbols.Split(' ').Length;
        return new long[] { 1, 2, 3, 7, 17 }.Where(least => least >= kernel.Least)
            .Select(least => SuiteExtents.Of(kernel.Symbols, [.. Enumerable.Range(0, symbols).Select(i => least + symbols - 1 - i)]))
            .Where(extents => kernel.Flops(extents) <= InterpretedFlops);
    }

    private static ImmutableArray<double[]> Run(
        Device device, Suite suite, SuiteKernel kernel, ElementType element, SuiteArguments arguments) =>
        Run(device, Program(suite, kernel), suite.EntryOf(kernel, element), arguments);

    private static ImmutableArray<double[]> Run(Device device, KernelProgram program, string entry, SuiteArguments arguments)
    {
        arguments.Reset();
        device.Load(program, entry).Launch(arguments.Slots);
        return arguments.Results();
    }

    private static KernelSignature Signature(Suite suite, SuiteKernel kernel, ElementType element) =>
        Program(suite, kernel).Find(suite.EntryOf(kernel, element))!;

    private static KernelProgram Program(Suite suite, SuiteKernel kernel) => s_programs[suite.PathOf($"{kernel.File}.weft")];

    private static KernelProgram Load(string path)
    {
        var (module, diagnostics) = WeftCompilation.Lower(path, File.ReadAllText(path), new IrContext(StandardDialects.All));
        Assert.True(module is not null, string.Join('\n', diagnostics));
        return KernelProgram.Of(module, diagnostics)!;
    }
}
