using System.CommandLine;
using Weft.Frontend.Dsl.Formatting;
using Weft.IR;
using Weft.IR.Text;
using Weft.KaaS;
using Weft.Runtime;

namespace Weft.Tool;

/// <summary><c>weft fmt FILE...</c>: lays .weft files out in the one form that they have.</summary>
internal static class FormatCommand
{
    private const string Pattern = "*.weft";

    public static ToolCommand Command { get; } = CommandLine.Command("fmt", "lay .weft files out; keeps comments and meaning", Describe);

    private static CommandSyntax Describe()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = ".weft files, or directories of them; - reads standard input and writes standard output",
            Arity = ArgumentArity.OneOrMore,
        };
        var check = new Option<bool>("--check") { Description = "change nothing; exit code 3 when a file would change" };
        return new(new Command("fmt", "Formats .weft files.") { files, check }, (context, parsed) =>
            parsed.GetValue(files)!.Select(path => FormatAll(context, path, parsed.GetValue(check))).ToList().Max());
    }

    // A file that cannot be formatted does not keep the others from it.
    private static ExitCode FormatAll(ToolContext context, string path, bool isCheck)
    {
        try
        {
            return Sources(context, path).Select(file => Format(context, file, isCheck)).ToList().Max();
        }
        catch (WeftException problem)
        {
            return CommandLine.Report(context, problem.Diagnostic);
        }
    }

    private static List<string> Sources(ToolContext context, string path)
    {
        if (path == SourceFile.StandardInput || !Directory.Exists(context.Resolve(path))) return [path];
        var all = Directory.EnumerateFiles(context.Resolve(path), Pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(context.Resolve(path), file)).Where(IsWritten).Order(StringComparer.Ordinal);
        List<string> found = [.. all.Select(file => Path.Combine(path, file))];
        return found.Count > 0 ? found : throw new WeftException(ToolDiagnostics.NoSources.At(default, path));
    }

    // What builds copy and tools keep to themselves nobody has written.
    private static bool IsWritten(string file) =>
        !file.Split(Path.DirectorySeparatorChar).Any(folder => folder is "bin" or "obj" || folder.StartsWith('.'));

    private static ExitCode Format(ToolContext context, string path, bool isCheck)
    {
        var (bytes, kind) = SourceFile.Read(context, path);
        if (path != SourceFile.StandardInput && kind != SourceKind.Weft) throw new WeftException(ToolDiagnostics.NotWeft.At(default, path));
        var text = ByteText.Decode(bytes);
        var result = Formatter.Format(SourceFile.NameOf(path), text);
        CommandLine.Report(context, result.Diagnostics);
        if (result.Text is not { } formatted) return ExitCode.BadInput;
        if (path == SourceFile.StandardInput && !isCheck)
        {
            context.WriteOut(ByteText.Encode(formatted));
            return ExitCode.Done;
        }

        if (formatted == text) return ExitCode.Done;
        if (isCheck)
        {
            context.Diagnostics.Write(ToolDiagnostics.NotFormatted.At(default, SourceFile.NameOf(path)));
            return ExitCode.CheckFailed;
        }

        context.Write(path, ByteText.Encode(formatted));
        context.Inform($"formatted {path}");
        return ExitCode.Done;
    }
}
