using Weft.IR;
using Weft.IR.Text;

namespace Weft.Tool;

/// <summary><c>weft check FILE...</c>: parses and verifies, and prints the functions found.</summary>
public static class CheckCommand
{
    public static ExitCode Run(ToolContext context, IReadOnlyList<string> arguments)
    {
        if (arguments.Count == 0 || arguments.Any(a => a.StartsWith("--", StringComparison.Ordinal)))
        {
            context.Error.WriteLine("usage: weft check FILE...");
            return ExitCode.BadUsage;
        }

        var result = ExitCode.Done;
        foreach (var file in arguments)
            if (!Check(context, file))
                result = ExitCode.BadInput;
        return result;
    }

    private static bool Check(ToolContext context, string file)
    {
        if (context.Read(file) is not { } text) return false;
        var diagnostics = new DiagnosticBag();
        var ir = new IrContext(StandardDialects.All);
        var module = IrParser.ParseModule(ir, text, file, diagnostics);
        var isValid = module is not null && Verifier.Verify(module, ir, diagnostics);
        new DiagnosticRenderer(context.Error, _ => text).Render(diagnostics);
        if (!isValid) return false;
        foreach (var function in module!.Members<FuncOp>().Where(f => !f.IsDeclaration)) context.Out.WriteLine($"{function.SymName} : {function.Type}");
        return true;
    }
}
