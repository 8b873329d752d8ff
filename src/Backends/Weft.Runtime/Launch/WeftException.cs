using System.Globalization;
using Weft.IR;

namespace Weft.Runtime;

/// <summary>An error of the runtime, told as a diagnostic.</summary>
public class WeftException(Diagnostic diagnostic, Exception? inner = null) : Exception(diagnostic.ToString(), inner)
{
    public Diagnostic Diagnostic { get; } = diagnostic;
}

/// <summary>What can go wrong while a kernel runs.</summary>
public enum FaultKind
{
    IndexOutOfRange,
    DivisionByZero,
    DivisionOverflow,
    AssertionFailed,
    OutOfMemory,
    UseAfterFree,
    CallDepth,
    Overflow,
    Thrown,
}

/// <summary>What a running kernel stumbled over. The process lives on; outputs written before the fault keep their values.</summary>
/// <param name="Kernel">The kernel's name.</param>
/// <param name="Location">The source line of the access or operation.</param>
/// <param name="Subject">The array, or the text of the failed assertion: for <see cref="FaultKind.Overflow"/> what does not fit, for
/// <see cref="FaultKind.Thrown"/> the name of the exception and behind a colon its message.</param>
/// <param name="Index">The offending index (for <see cref="FaultKind.IndexOutOfRange"/>).</param>
/// <param name="Bound">The extent that the index had to stay below.</param>
public sealed record KernelFault(FaultKind Kind, string Kernel, Location Location, string Subject, long Index, long Bound)
{
    /// <summary>Which item of a batch it was; null outside batches.</summary>
    public long? Item { get; init; }

    public Diagnostic ToDiagnostic() => Kind switch
    {
        FaultKind.IndexOutOfRange => RuntimeDiagnostics.IndexOutOfRange.At(Location, Name, Index, Subject, Bound),
        FaultKind.DivisionByZero => RuntimeDiagnostics.DivisionByZero.At(Location, Name),
        FaultKind.DivisionOverflow => RuntimeDiagnostics.DivisionOverflow.At(Location, Name),
        FaultKind.AssertionFailed => RuntimeDiagnostics.AssertionFailed.At(Location, Name, Subject),
        FaultKind.OutOfMemory => RuntimeDiagnostics.OutOfMemory.At(Location, Name, Index),
        FaultKind.UseAfterFree => RuntimeDiagnostics.UseAfterFree.At(Location, Name, Subject),
        FaultKind.CallDepth => RuntimeDiagnostics.CallDepth.At(Location, Name, Subject),
        FaultKind.Overflow => RuntimeDiagnostics.Overflow.At(Location, Name, Subject),
        FaultKind.Thrown => RuntimeDiagnostics.Thrown.At(Location, Name, Subject),
        _ => throw new ArgumentOutOfRangeException(nameof(Kind), Kind, "not a kind of fault"),
    };

    private string Name => Item is { } item ? string.Create(CultureInfo.InvariantCulture, $"{Kernel}[{item}]") : Kernel;
}

/// <summary>A kernel stumbled.</summary>
public sealed class KernelFaultException(KernelFault fault) : WeftException(fault.ToDiagnostic())
{
    public KernelFault Fault { get; } = fault;
}
