using Weft.IR;
using Weft.Runtime;

namespace Weft.Backends;

/// <summary>Makes kernels that the interpreter runs: any program, exactly, slowly.</summary>
/// <param name="output">What programs print on through <see cref="HostFunctions"/>; null when they may not call any.</param>
public sealed class InterpreterCompiler(TextWriter? output = null) : IKernelCompiler
{
    public string Target => "interp";

    public IExecutable Compile(KernelProgram program, string entry, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var signature = program.Find(entry)
            ?? throw new WeftException(RuntimeDiagnostics.UnknownKernel.At(
                default, entry, string.Join(", ", program.Entries.Select(e => e.Name))));
        var interpreter = new Interpreter(program.Load(new IrContext(StandardDialects.All)))
        {
            Output = output,
            // A program's stack is large, and its end is looked for.
            MaxCallDepth = output is null ? Interpreter.DefaultCallDepth : int.MaxValue,
        };
        return new InterpreterExecutable(interpreter, interpreter.Function(entry), signature);
    }
}
