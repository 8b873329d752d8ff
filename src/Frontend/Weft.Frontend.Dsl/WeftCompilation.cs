using System.Collections.Immutable;
using Weft.Frontend.Dsl.Binding;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Parsing;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl;

/// <summary>What the parser makes of a text: always a file, with the declarations that it could make out.</summary>
public sealed record ParseResult(FileSyntax File, DiagnosticBag Diagnostics);

/// <summary>A program, or null when the file has errors.</summary>
public sealed record BindResult(BoundProgram? Program, DiagnosticBag Diagnostics)
{
    /// <summary>What the names of the file mean; of files with errors, too.</summary>
    public required NameIndex Names { get; init; }

    /// <summary>The declarations that the file can call, its own and imported ones.</summary>
    public required ImmutableArray<CallableSymbol> Callables { get; init; }
}

/// <summary>A verified module, or null when the file has errors.</summary>
public sealed record LowerResult(ModuleOp? Module, DiagnosticBag Diagnostics);

/// <summary>The front half of the .weft compiler. It answers any text with diagnostics; it never throws for one.</summary>
public static class WeftCompilation
{
    /// <param name="path">How diagnostics and locations name the file.</param>
    /// <param name="options">How many threads may read a long text; null for what is usual.</param>
    public static ParseResult Parse(string path, string text, CompilationOptions? options = null)
    {
        var (file, diagnostics) = FileParser.Parse(path, text, (options ?? CompilationOptions.Default).Threads);
        return new(file, diagnostics);
    }

    /// <summary>Resolves names and types. The bodies of declarations with syntax errors are left out, so that one mistake is not
    /// reported twice.</summary>
    /// <param name="options">What the file may import; null for nothing.</param>
    public static BindResult Bind(FileSyntax file, CompilationOptions? options = null)
    {
        options ??= CompilationOptions.Default;
        var imports = new ImportLoader(options.ReadFile, options.Threads);
        var files = imports.Load(file);
        var binder = new ProgramBinder(files, options.Threads);
        var (program, diagnostics) = binder.Bind(options.Instances);
        diagnostics.AddRange(imports.Diagnostics);
        return new(imports.Diagnostics.HasErrors ? null : program, diagnostics) { Names = binder.Names, Callables = binder.Callables };
    }

    /// <summary>Parses and binds; the diagnostics are those of both, file by file in the order of the text.</summary>
    public static BindResult Compile(string path, string text, CompilationOptions? options = null)
    {
        var parsed = Parse(path, text, options);
        var bound = Bind(parsed.File, options);
        DiagnosticBag diagnostics = [];
        diagnostics.AddRange(parsed.Diagnostics.Concat(bound.Diagnostics)
            .OrderBy(d => d.Location.File == path ? "" : d.Location.File, StringComparer.Ordinal)
            .ThenBy(d => d.Location.Line)
            .ThenBy(d => d.Location.Column));
        return bound with { Program = diagnostics.HasErrors ? null : bound.Program, Diagnostics = diagnostics };
    }

    /// <summary>Source text to verified IR.</summary>
    public static LowerResult Lower(string path, string text, IrContext context, CompilationOptions? options = null)
    {
        var (program, diagnostics) = Compile(path, text, options);
        if (program is null) return new(null, diagnostics);
        var threads = (options ?? CompilationOptions.Default).Threads;
        var module = Lowering.ProgramLowering.Lower(program, threads);
        return new(Verifier.Verify(module, context, diagnostics, threads) ? module : null, diagnostics);
    }
}

/// <summary>What a compilation may use besides its text.</summary>
public sealed record CompilationOptions
{
    /// <summary>Nothing can be imported.</summary>
    public static CompilationOptions Default { get; } = new();

    /// <summary>The text of an imported file by its path, which is relative to what the path of the importing file is relative to; null
    /// for a file that does not exist. Without it nothing can be imported.</summary>
    public Func<string, string?>? ReadFile { get; init; }

    /// <summary>Generic kernels that become entries of the program: <c>axpy&lt;f32&gt;</c>. Names of others are left alone.</summary>
    public ImmutableArray<string> Instances { get; init; } = [];

    /// <summary>How many parts of a large file may be compiled at a time; as many as the machine has processors by default. Of it neither
    /// the module nor the diagnostics tell anything.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
