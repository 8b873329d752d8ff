using Weft.IR;
using Weft.IR.Text;
using Weft.Runtime;

namespace Weft.Backends;

/// <summary>Makes kernels that the interpreter runs: any program, exactly, slowly.</summary>
public sealed class InterpreterCompiler : IKernelCompiler
{
    public string Target => "interp";

    public IExecutable Compile(KernelProgram program, string entry, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var signature = program.Find(entry)
            ?? throw new WeftException(RuntimeDiagnostics.UnknownKernel.At(
                default, entry, string.Join(", ", program.Entries.Select(e => e.Name))));
        var interpreter = new Interpreter(Parse(program));
        return new InterpreterExecutable(interpreter, interpreter.Function(entry), signature);
    }

    private static ModuleOp Parse(KernelProgram program)
    {
        var context = new IrContext(StandardDialects.All);
        var diagnostics = new DiagnosticBag();
        var module = IrParser.ParseModule(context, program.Ir.ToArray(), "kernel.mlir", diagnostics);
        if (module is not null && Verifier.Verify(module, context, diagnostics)) return module;
        throw new WeftException(diagnostics.First(d => d.Severity == Severity.Error));
    }
}
