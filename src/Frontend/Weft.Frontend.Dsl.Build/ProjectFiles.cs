using System.Text;
using Weft.IR;
using Weft.IR.Text;
using Weft.Runtime;

namespace Weft.Frontend.Dsl.Build;

/// <summary>Compiles the .weft files of a C# project. Each becomes a program that the generator of launch classes reads: a head that says
/// what the kernels take, and their IR.</summary>
/// <param name="directory">Where the programs go; what is there of files that are gone is deleted.</param>
/// <param name="messages">Takes diagnostics in the form that a build shows at their places.</param>
internal sealed class ProjectFiles(string directory, TextWriter messages)
{
    private const string Extension = ".weft.mlir";

    // What is wrong in a file is found again by each that imports it.
    private readonly HashSet<string> _shown = [];

    /// <summary>Whether all files are sound. The programs of others are written all the same, so that one mistake stays one.</summary>
    public bool Compile(IReadOnlyList<string> files)
    {
        Directory.CreateDirectory(directory);
        var written = new HashSet<string>();
        var isSound = true;
        foreach (var file in files)
        {
            if (Program(file) is { } program) Write(Unused(file, written), program);
            else isSound = false;
        }

        if (!isSound) return false;
        foreach (var old in Directory.GetFiles(directory, "*" + Extension).Except(written)) File.Delete(old);
        return true;
    }

    private string? Program(string file)
    {
        var diagnostics = new DiagnosticBag();
        var options = new CompilationOptions { ReadFile = path => File.Exists(path) ? File.ReadAllText(path) : null };
        var (module, found) = WeftCompilation.Lower(file, File.ReadAllText(file), new IrContext(StandardDialects.All), options);
        diagnostics.AddRange(found);
        var program = module is null ? null : KernelProgram.Of(module, diagnostics);
        foreach (var diagnostic in diagnostics) Show(file, diagnostic);
        return program is null ? null : Text(program);
    }

    private static string Text(KernelProgram program)
    {
        var text = new StringBuilder();
        foreach (var kernel in program.Entries)
        {
            text.Append("//! kernel ").Append(kernel.Name).Append('\n');
            foreach (var line in kernel.Doc.Split('\n')) text.Append("//! doc ").Append(line).Append('\n');
            foreach (var parameter in kernel.Parameters) text.Append("//! param ").Append(parameter).Append('\n');
            foreach (var constraint in kernel.Constraints) text.Append("//! where ").Append(constraint).Append('\n');
        }

        return text.Append(ByteText.Decode(program.Ir.Span)).Append('\n').ToString();
    }

    // As compilers say it, so that a click leads there.
    private void Show(string file, Diagnostic diagnostic)
    {
        var place = diagnostic.Location.Position;
        var (path, line, column) = place.IsUnknown ? (file, 1, 1) : (place.File, place.Line, place.Column);
        var message = $"{path}({line},{column}): {diagnostic.Severity.Word()} {diagnostic.Id ?? "WF2000"}: {diagnostic.Message}";
        if (_shown.Add(message)) messages.WriteLine(message);
    }

    // A program that did not change keeps its time, and with it all that is made of it.
    private static void Write(string path, string text)
    {
        if (!File.Exists(path) || File.ReadAllText(path) != text) File.WriteAllText(path, text);
    }

    private string Unused(string file, HashSet<string> written)
    {
        var name = Path.Combine(directory, Path.GetFileNameWithoutExtension(file));
        while (!written.Add(name + Extension)) name += "_";
        return name + Extension;
    }
}
