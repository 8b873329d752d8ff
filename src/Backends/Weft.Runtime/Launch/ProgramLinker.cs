using Weft.IR;

namespace Weft.Runtime;

/// <summary>Puts kernels of other programs into a program that only declares them. What comes out is whole: a device, a server or a file
/// of it needs nothing else.</summary>
public static class ProgramLinker
{
    /// <summary>The program with the bodies of some kernels that its workflows invoke.</summary>
    /// <param name="kernels">The name of each in the program, and the program of which it is the only kernel.</param>
    /// <exception cref="WeftException">A kernel does not take what the program passes to it: its library is not the one that the program
    /// was compiled with.</exception>
    public static KernelProgram Link(KernelProgram program, params ReadOnlySpan<(string Name, KernelProgram Program)> kernels)
    {
        ArgumentNullException.ThrowIfNull(program);
        var context = new IrContext(StandardDialects.All);
        var module = program.Load(context);
        foreach (var (name, library) in kernels) Link(module, name, library, context);
        var diagnostics = new DiagnosticBag();
        if (Verifier.Verify(module, context, diagnostics) && KernelProgram.Of(module, diagnostics) is { } linked) return linked;
        throw new WeftException(diagnostics.First(d => d.Severity == Severity.Error));
    }

    private static void Link(ModuleOp module, string name, KernelProgram library, IrContext context)
    {
        var declared = new SymbolTable(module).Find<FuncOp>(name)!;
        var source = library.Load(context);
        var kernel = new SymbolTable(source).Find<FuncOp>(library.Entries.Single().Name)!;
        if (!Fits(kernel, declared))
        {
            var workflow = module.Body.Entry.Ops.OfType<GraphOp>().First(graph => graph.Visibility != "private").SymName;
            throw new WeftException(RuntimeDiagnostics.LinkMismatch.At(
                declared.Location, workflow, name, Signature(declared), Signature(kernel)));
        }

        // Its own signature may say that it only reads what the program lets it write.
        (kernel.Visibility, kernel.ArgumentAttributes) = ("private", declared.ArgumentAttributes);
        new SymbolRenaming(source).Run(symbol => symbol == kernel.SymName ? name : $"{name}.{symbol}");
        foreach (var op in source.Body.Entry.Ops.ToList()) op.MoveBefore(declared);
        declared.Erase();
    }

    // Memory and numbers are the same, and nothing is written that the program relies on.
    private static bool Fits(FuncOp kernel, FuncOp declared) => kernel.Type.Equals(declared.Type)
        && Enumerable.Range(0, kernel.Type.Inputs.Count).All(i =>
            (KernelAttributes.AccessOf(kernel, i), KernelAttributes.AccessOf(declared, i)) is var (actual, expected)
            && (actual == expected || (actual, expected) == (Access.In, Access.InOut)));

    private static string Signature(FuncOp function) => string.Join(
        ", ", Enumerable.Range(0, function.Type.Inputs.Count).Select(i => KernelAttributes.ParameterOf(function, i)));
}
