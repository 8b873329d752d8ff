using Weft.IR;
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
        var interpreter = new Interpreter(program.Load(new IrContext(StandardDialects.All)));
        return new InterpreterExecutable(interpreter, interpreter.Function(entry), signature);
    }
}
