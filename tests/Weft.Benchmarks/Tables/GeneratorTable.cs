using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Weft.Benchmarks;

/// <summary>What kernels cost the C# compiler: in a clean build, and while somebody types.</summary>
internal static class GeneratorTable
{
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

            var editor = new Editor(text);
            var (warmWithout, warmWith) = (editor.Build(rounds, isGenerating: false), editor.Build(rounds, isGenerating: true));
            var (inside, elsewhere) = (editor.Time(effort, editor.InsideKernels), editor.Time(effort, editor.InAnotherFile));
            return new(Form.Text($"The generator on {count} kernels"),
                "added to a clean build by a compiler that is started for it and is itself cold, and by one that runs already, as the "
                + "SDK's compiler server does from the second build on. A keystroke is what an editor runs the generator for: the launch "
                + "classes, no bodies.",
                ["", "best", "p50", "p90"],
                [
                    Form.Row("clean compilation without the generator", without, 0, 0.5, 0.9),
                    Form.Row("clean compilation with it", with, 0, 0.5, 0.9),
                    Form.Row("the same by a running compiler, without", warmWithout, 0, 0.5, 0.9),
                    Form.Row("the same by a running compiler, with it", warmWith, 0, 0.5, 0.9),
                    Form.Row("a keystroke in a kernel", inside, 0, 0.5, 0.9),
                    Form.Row("a keystroke in another file", elsewhere, 0, 0.5, 0.9),
                ])
            {
                Findings =
                [
                    new(Targets.ColdGenerator, Added(without, with)), new(Targets.WarmGenerator, Added(warmWithout, warmWith)),
                    new(Targets.Keystroke, Statistics.Quantile([.. inside], 0.5)),
                ],
            };
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static double Added(IReadOnlyList<double> without, IReadOnlyList<double> with) =>
        Statistics.Quantile([.. with], 0.5) - Statistics.Quantile([.. without], 0.5);

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

    /// <summary>The compiler and the generator in this process, as an editor and a compiler server have them.</summary>
    private sealed class Editor
    {
        private static readonly CSharpCompilationOptions s_options =
            new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release);

        private readonly string _text;
        private readonly IIncrementalGenerator _generator;
        private CSharpCompilation _compilation;
        private GeneratorDriver _driver;

        public Editor(string text)
        {
            _text = text;
            var loader = new AssemblyLoadContext("generator");
            loader.LoadFromAssemblyPath(GeneratorAt("Weft.IR.dll"));
            var assembly = loader.LoadFromAssemblyPath(GeneratorAt("Weft.Frontend.CSharp.dll"));
            _generator = (IIncrementalGenerator)assembly.CreateInstance("Weft.Frontend.CSharp.KernelGenerator")!;
            _compilation = Project(CSharpSyntaxTree.ParseText("class Other { }"));
            _driver = Driver(leftOut: IncrementalGeneratorOutputKind.Implementation);
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

        /// <summary>Seconds of clean compilations, after some that warm the compiler up.</summary>
        public IReadOnlyList<double> Build(int rounds, bool isGenerating)
        {
            var times = new List<double>();
            for (var n = -rounds; n < rounds; n++)
            {
                var start = Stopwatch.GetTimestamp();
                Compilation compilation = Project();
                var driver = Driver(leftOut: IncrementalGeneratorOutputKind.None);
                if (isGenerating) driver.RunGeneratorsAndUpdateCompilation(compilation, out compilation, out _);
                var result = compilation.Emit(Stream.Null);
                if (n >= 0) times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
                if (!result.Success) throw new InvalidOperationException(result.Diagnostics[0].ToString());
            }

            return times;
        }

        private CSharpCompilation Project(params SyntaxTree[] others) => CSharpCompilation.Create(
            "many", [CSharpSyntaxTree.ParseText(_text), .. others],
            References.Select(path => MetadataReference.CreateFromFile(path)), s_options);

        private CSharpGeneratorDriver Driver(IncrementalGeneratorOutputKind leftOut) =>
            CSharpGeneratorDriver.Create([_generator.AsSourceGenerator()], driverOptions: new(leftOut));
    }
}
