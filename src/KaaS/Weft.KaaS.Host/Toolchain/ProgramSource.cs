using System.Text;
using Weft.Frontend.Dsl;
using Weft.IR;
using Weft.IR.Text;
using Weft.Runtime;

namespace Weft.KaaS.Host;

/// <summary>Source text of any kind as a verified program.</summary>
public static class ProgramSource
{
    /// <summary>What a file is, by its extension; null for others.</summary>
    public static SourceKind? KindOf(string path) => SourceKinds.Parse(Path.GetExtension(path).TrimStart('.').ToLowerInvariant());

    /// <summary>The program, or null with at least one error in <paramref name="diagnostics"/>. Never throws for bad input.</summary>
    /// <param name="options">What a .weft file may import; null for nothing.</param>
    public static KernelProgram? Load(
        string name, ReadOnlyMemory<byte> source, SourceKind kind, DiagnosticBag diagnostics, CompilationOptions? options = null)
    {
        var context = new IrContext(StandardDialects.All);
        return Module(name, source, kind, context, diagnostics, options) is { } module ? KernelProgram.Of(module, diagnostics) : null;
    }

    /// <summary>The verified module of a source.</summary>
    public static ModuleOp? Module(
        string name,
        ReadOnlyMemory<byte> source,
        SourceKind kind,
        IrContext context,
        DiagnosticBag diagnostics,
        CompilationOptions? options = null)
    {
        try
        {
            if (kind == SourceKind.Weft)
            {
                var (lowered, found) = WeftCompilation.Lower(name, Encoding.UTF8.GetString(source.Span), context, options);
                diagnostics.AddRange(found);
                return lowered;
            }

            var text = kind == SourceKind.WeftPackage ? WeftPackage.ReadIr(source, name) : source.ToArray();
            var module = IrParser.ParseModule(context, text, name, diagnostics);
            return module is not null && Verifier.Verify(module, context, diagnostics) ? module : null;
        }
        catch (WeftException problem)
        {
            diagnostics.Add(problem.Diagnostic);
            return null;
        }
    }
}
