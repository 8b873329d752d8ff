using Weft.IR;
using Weft.IR.Text;

namespace Weft.Backends.Tests.Interpreting;

/// <summary>Programs as text.</summary>
internal static partial class Mlir
{
    /// <summary>The module of a text. Throws <see cref="FormatException"/> that says what is wrong with it.</summary>
    public static ModuleOp Parse(string text)
    {
        var context = new IrContext(StandardDialects.All);
        var diagnostics = new DiagnosticBag();
        var module = IrParser.ParseModule(context, text, "test.mlir", diagnostics);
        return module is not null && Verifier.Verify(module, context, diagnostics)
            ? module
            : throw new FormatException(string.Join("\n", diagnostics) + "\n" + text);
    }
}
