using Weft.Frontend.Tests.Dsl;
using Xunit;

namespace Weft.Frontend.Tests.Packages;

/// <summary>The package as users have it: projects outside the repository that reference it and nothing else of ours.</summary>
public sealed class PackageTests(PackageFeed feed) : IClassFixture<PackageFeed>, IDisposable
{
    private readonly OutsideFolder _folder = feed.NewFolder();

    [Fact]
    public void Editors_find_the_generator_and_its_fixes() => Assert.Equal(
        ["Weft.Frontend.CSharp.Fixes.dll", "Weft.Frontend.CSharp.dll", "Weft.IR.dll"],
        feed.Files.Where(file => file.StartsWith("analyzers/", StringComparison.Ordinal))
            .Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact]
    public void A_console_project_builds_and_runs()
    {
        var sample = Path.Combine(Repository.Root, "samples", "Saxpy");
        _folder.Write("Outside.csproj", Project("<OutputType>Exe</OutputType>"));
        _folder.Write("Program.cs", File.ReadAllText(Path.Combine(sample, "Program.cs")));
        _folder.Dotnet("build", "-m:1", "--nologo", "-o", "out");
        Assert.Equal(File.ReadAllText(Path.Combine(sample, "expected.txt")), _folder.Dotnet("exec", Path.Combine("out", "Outside.dll")));
    }

    // The library's kernels are called as plain methods, by itself and by the program; both projects ask for interception.
    [Fact]
    public void A_library_and_its_program_run_ordinary_calls_compiled()
    {
        const string Intercept = "<WeftIntercept>true</WeftIntercept>";
        _folder.Write("Library/Library.csproj", Project(Intercept));
        _folder.Write("Library/Kernels.cs", """
            using Weft;
            namespace Library;
            public static class Kernels
            {
                [Kernel]
                public static void Put(int at, Span<int> y) => y[at] = 1;

                public static void PutFor(int at, int[] y) => Put(at, y);
            }
            """);
        const string Reference = "<ProjectReference Include=\"../Library/Library.csproj\" />";
        _folder.Write("App/App.csproj", Project(Intercept + "<OutputType>Exe</OutputType>", Reference));
        _folder.Write("App/Program.cs", """
            using Library;
            foreach (var put in new Action<int, int[]>[] { (at, y) => Kernels.Put(at, y), Kernels.PutFor })
                try
                {
                    var y = new int[3];
                    put(2, y);
                    Console.WriteLine(string.Join(" ", y));
                    put(3, y);
                }
                catch (IndexOutOfRangeException thrown)
                {
                    Console.WriteLine(thrown.InnerException is null ? "plain" : "compiled");
                }
            var z = new int[3];
            Ways.Fill(z);
            Console.WriteLine(string.Join(" ", z));
            Console.WriteLine(FillWorkflow.Program.Entries[0]);

            static class Ways
            {
                [Weft.Workflow]
                public static void Fill(Span<int> y) { for (var i = 0; i < y.Length; i += 2) Kernels.Put(i, y); }
            }
            """);
        _folder.Dotnet("build", "App", "-m:1", "--nologo", "-o", "out");
        string[] run = ["exec", Path.Combine("out", "App.dll")];
        const string Filled = "1 0 1\nFill(y: inout i32[y_0])\n";
        Assert.Equal("0 0 1\ncompiled\n0 0 1\ncompiled\n" + Filled, _folder.Dotnet(run));

        // Without LLVM the results are the same, and it is said once.
        var (output, errors) = _folder.Run("dotnet", [("WEFT_LLVM", "/nowhere")], run);
        Assert.Equal("0 0 1\nplain\n0 0 1\nplain\n" + Filled, output);
        Assert.StartsWith("weft: kernel 'Put' runs as plain C#, not compiled: libLLVM was not found", errors, StringComparison.Ordinal);
        Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void A_test_project_tests_its_kernels()
    {
        const string References = """
            <PackageReference Include="xunit.v3" Version="3.2.2" />
            """;
        _folder.Write("Outside.Tests.csproj", Project("<OutputType>Exe</OutputType>", References));
        _folder.Write("Tests.cs", """
            using Weft;
            using Xunit;
            public sealed class Tests
            {
                [Kernel]
                internal static void Double(int[] y) { for (var i = 0; i < y.Length; i++) y[i] *= 2; }

                [Fact]
                public void The_compiled_kernel_does_what_the_method_does()
                {
                    int[] plain = [1, 2, 3], compiled = [1, 2, 3];
                    Double(plain);
                    DoubleKernel.Launch(compiled, TestContext.Current.CancellationToken);
                    Assert.Equal(plain, compiled);
                }
            }
            """);
        _folder.Dotnet("build", "-m:1", "--nologo", "-o", "out");
        var report = _folder.Dotnet("exec", Path.Combine("out", "Outside.Tests.dll"));
        Assert.Contains("Total: 1, Errors: 0, Failed: 0", report, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_compiled_when_it_was_built_runs_without_LLVM()
    {
        _folder.Write("App.csproj", Project("<OutputType>Exe</OutputType><WeftAot>true</WeftAot>"));
        _folder.Write("Program.cs", """
            using Weft;
            using Weft.Runtime;
            float[] x = [1, 2, 3], y = [10, 20, 30];
            SaxpyKernel.Launch(2, x, y);
            Console.WriteLine(string.Join(" ", y));
            var squares = new long[100000];
            SquaresKernel.Launch(squares);
            Console.WriteLine(squares.Sum());
            try { SaxpyKernel.Launch(2, x, y.AsSpan(1)); }
            catch (KernelFaultException fault) { Console.WriteLine(fault.Message); }
            using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
            try { ForeverKernel.Launch(y, stop.Token); }
            catch (OperationCanceledException) { Console.WriteLine("stopped"); }

            static class Kernels
            {
                [Kernel]
                public static void Saxpy(float a, ReadOnlySpan<float> x, Span<float> y)
                {
                    for (var i = 0; i < x.Length; i++) y[i] += a * x[i];
                }

                [Kernel]
                public static void Squares(long[] y) => Parallel.For(0, y.Length, i => y[i] = (long)i * i);

                [Kernel]
                public static void Forever(Span<float> y)
                {
                    while (y[0] >= 0) y[0] += 1;
                }
            }
            """);
        _folder.Dotnet("publish", "-m:1", "--nologo", "-c", "Release", "-o", "out");
        var (output, errors) = _folder.Run("dotnet", [("WEFT_LLVM", "/nowhere")], "exec", Path.Combine("out", "App.dll"));
        Assert.Equal("""
            12 24 36
            333328333350000
            Program.cs:20:44: error WF4001: kernel 'Saxpy': index 2 is out of range for 'y', whose extent here is 2
            stopped

            """, output);
        Assert.Empty(errors);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>As the README says it.</summary>
    private static string Project(string properties, string references = "") => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Weft" Version="*" />
            {references}
          </ItemGroup>
        </Project>
        """;
}
