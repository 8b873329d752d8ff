using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Weft.Benchmarks;

/// <summary>What kernels cost the C# compiler: in a clean build, and while somebody types.</summary>
internal static class GeneratorTable
{
    private const double BuildTarget = 2;
    private const double TypingTarget = 16e-3;

    public static Section Run(Effort effort)
    {
        var count = effort.IsSmoke ? 10 : 200;
        var text = ManyKernels.Text(count);
        var rounds = effort.IsSmoke ? 1 : 7;
        var directory = Directory.CreateTempSubdirectory("weft-generator-").FullName;
        try
        {
            var (without, with) = (new List<double>(), new List<double>());
            for (var round = 0; round < rounds; round++)
            {
                without.Add(Compile(directory, text, isGenerating: false));
                with.Add(Compile(directory, text, isGenerating: true));
            }

            var added = Statistics.Quantile([.. with], 0.5) - Statistics.Quantile([.. without], 0.5);
            var typing = new Typing(text);
            var (inside, elsewhere) = (typing.Time(effort, typing.InsideKernels), typing.Time(effort, typing.InAnotherFile));
            return new(Form.Text($"The generator on {count} kernels"),
                $"added to a clean build: {Form.Goal(added, BuildTarget)}. The compiler is a process of its own, which has to load and "
                + "compile the generator, too. A keystroke is what an editor runs the generator for: the launch classes, no bodies; "
                + $"{Form.Goal(Statistics.Quantile([.. inside], 0.5), TypingTarget)}.",
                ["", "best", "p50", "p90"],
                [
                    Form.Row("clean compilation without the generator", without, 0, 0.5, 0.9),
                    Form.Row("clean compilation with it", with, 0, 0.5, 0.9),
                    Form.Row("a keystroke in a kernel", inside, 0, 0.5, 0.9),
                    Form.Row("a keystroke in another file", elsewhere, 0, 0.5, 0.9),
                ]);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static double Compile(string directory, string text, bool isGenerating)
    {
        var (source, arguments) = (Path.Combine(directory, "Many.cs"), Path.Combine(directory, "Many.rsp"));
        File.WriteAllText(source, text);
        string[] parts = isGenerating ? ["Weft.IR.dll", "Weft.Frontend.CSharp.dll"] : [];
        File.WriteAllLines(arguments,
        [
            "/target:library", "/optimize+", "/nologo", "/nostdlib", $"/out:{Path.Combine(directory, "Many.dll")}", source,
            .. parts.Select(part => $"/analyzer:{GeneratorAt(part)}"),
            .. References.Select(path => $"/reference:{path}"),
        ]);
        var (output, seconds) = Child.Run("dotnet", "exec", CompilerProgram, "/noconfig", "@" + arguments);
        return output.Length == 0 ? seconds : throw new InvalidOperationException(output);
    }

    private static string GeneratorAt(string file) => Repository.GeneratorPart(file);

    private static IEnumerable<string> References =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => IsReferenced(Path.GetFileName(path)));

    private static bool IsReferenced(string file) =>
        file.StartsWith("System.", StringComparison.Ordinal)
        || file is "Weft.Abstractions.dll" or "Weft.Runtime.dll" or "Weft.IR.dll" or "Weft.Backends.Llvm.dll";

    // The compiler of the newest SDK beside the runtime that runs this.
    private static string CompilerProgram
    {
        get
        {
            var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
            return Directory.GetDirectories(Path.Combine(root, "sdk")).Order(StringComparer.Ordinal)
                .Select(sdk => Path.Combine(sdk, "Roslyn", "bincore", "csc.dll")).Last(File.Exists);
        }
    }

    /// <summary>An editor's generator driver, which leaves the implementation phase out.</summary>
    private sealed class Typing
    {
        private readonly string _text;
        private readonly SyntaxTree _kernels;
        private readonly SyntaxTree _other = CSharpSyntaxTree.ParseText("class Other { }");
        private CSharpCompilation _compilation;
        private GeneratorDriver _driver;

        public Typing(string text)
        {
            _text = text;
            _kernels = CSharpSyntaxTree.ParseText(text);
            _compilation = CSharpCompilation.Create(
                "many", [_kernels, _other], References.Select(path => MetadataReference.CreateFromFile(path)),
                new(OutputKind.DynamicallyLinkedLibrary));
            var loader = new AssemblyLoadContext("generator");
            loader.LoadFromAssemblyPath(GeneratorAt("Weft.IR.dll"));
            var assembly = loader.LoadFromAssemblyPath(GeneratorAt("Weft.Frontend.CSharp.dll"));
            var generator = (IIncrementalGenerator)assembly.CreateInstance("Weft.Frontend.CSharp.KernelGenerator")!;
            _driver = CSharpGeneratorDriver.Create(
                [generator.AsSourceGenerator()], driverOptions: new(IncrementalGeneratorOutputKind.Implementation));
        }

        public CSharpCompilation InsideKernels(int n) => _compilation.ReplaceSyntaxTree(
            _compilation.SyntaxTrees[0],
            CSharpSyntaxTree.ParseText(_text.Replace("y[i] = a * x[i]", Form.Text($"y[i] = {n} * a * x[i]"), StringComparison.Ordinal)));

        public CSharpCompilation InAnotherFile(int n) => _compilation.ReplaceSyntaxTree(
            _compilation.SyntaxTrees[1], CSharpSyntaxTree.ParseText(Form.Text($"class Other {{ int x = {n}; }}")));

        public IReadOnlyList<double> Time(Effort effort, Func<int, CSharpCompilation> edit)
        {
            var times = new List<double>();
            for (var n = 0; n <= effort.Rounds; n++)
            {
                _compilation = edit(n);
                // The compiler looks a file up once for all; it is no part of the generator.
                _compilation.GetTypeByMetadataName("Weft.KernelAttribute");
                var start = Stopwatch.GetTimestamp();
                _driver = _driver.RunGenerators(_compilation);
                if (n > 0) times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            }

            return times;
        }
    }
}
