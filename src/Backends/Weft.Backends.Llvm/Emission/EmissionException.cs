using Weft.IR;
using Weft.Passes;

namespace Weft.Backends.Llvm;

/// <summary>Something in the IR has no LLVM text.</summary>
internal sealed class EmissionException(Diagnostic diagnostic) : Exception(diagnostic.ToString())
{
    public Diagnostic Diagnostic { get; } = diagnostic;

    public static EmissionException CannotLower(Operation op, string why) =>
        new(PassDiagnostics.CannotLower.At(op.Location, op.Name, "LLVM", why));

    public static EmissionException Unsupported(Operation op, string what) => CannotLower(op, $"{what} is not supported on the CPU");
}
