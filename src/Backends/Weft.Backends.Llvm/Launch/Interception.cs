using System.Diagnostics.Tracing;
using System.Runtime.CompilerServices;
using Weft.Runtime;

namespace Weft.Backends.Llvm;

/// <summary>
/// A kernel whose ordinary calls run compiled, because its project says <c>WeftIntercept</c>. Where it cannot be compiled they run as
/// they are written: the results are the same, only later. That is told once for each reason, on standard error and to listeners of the
/// event source <c>Weft</c>. Generated code uses this.
/// </summary>
public sealed class Interception
{
    /// <summary>By their names, with which the subject of <see cref="FaultKind.Thrown"/> begins.</summary>
    private static readonly Dictionary<string, Func<string, Exception, Exception>> Thrown = new()
    {
        [nameof(ArgumentException)] = static (message, fault) => new ArgumentException(message, fault),
        [nameof(ArgumentOutOfRangeException)] = static (message, fault) => new ArgumentOutOfRangeException(message, fault),
        [nameof(ArithmeticException)] = static (message, fault) => new ArithmeticException(message, fault),
        [nameof(DivideByZeroException)] = static (message, fault) => new DivideByZeroException(message, fault),
        [nameof(OverflowException)] = static (message, fault) => new OverflowException(message, fault),
        [nameof(NotSupportedException)] = static (message, fault) => new NotSupportedException(message, fault),
        [nameof(SwitchExpressionException)] = static (message, fault) => new SwitchExpressionException(message, fault),
        [nameof(IndexOutOfRangeException)] = static (message, fault) => new IndexOutOfRangeException(message, fault),
        [nameof(NotImplementedException)] = static (message, fault) => new NotImplementedException(message, fault),
    };

    private readonly Lazy<Device?> _device;

    public Interception(KernelProgram program, string entry) => _device = new(() => Open(program, entry));

    /// <summary>Where the kernel runs; null to run it as it is written.</summary>
    public Device? Device => _device.Value;

    /// <summary>The exception of the plain method where the compiled one gave this.</summary>
    public static Exception AsWritten(KernelFaultException exception)
    {
        var fault = exception.Fault;
#pragma warning disable CA2201 // The plain method lets the runtime throw these.
        return fault.Kind switch
        {
            FaultKind.IndexOutOfRange => new IndexOutOfRangeException(exception.Message, exception),
            FaultKind.DivisionByZero => new DivideByZeroException(exception.Message, exception),
            FaultKind.DivisionOverflow or FaultKind.Overflow => new OverflowException(exception.Message, exception),
            FaultKind.OutOfMemory => new OutOfMemoryException(exception.Message, exception),
            FaultKind.Thrown when Thrown.TryGetValue(fault.Subject.Split(':')[0], out var make) => make(exception.Message, exception),
            _ => new InvalidOperationException(exception.Message, exception),
        };
#pragma warning restore CA2201
    }

    private static Device? Open(KernelProgram program, string entry)
    {
        try
        {
            CpuDevice.Shared.Load(program, entry);
            return CpuDevice.Shared;
        }
        catch (WeftException problem)
        {
            PlainRuns.Log.Tell(entry, problem.Diagnostic.Message);
            return null;
        }
    }
}

/// <summary>Kernels that run as plain C#, though they were to run compiled.</summary>
[EventSource(Name = "Weft")]
internal sealed class PlainRuns : EventSource
{
    public static readonly PlainRuns Log = new();

    private readonly HashSet<string> _told = [];

    /// <summary>The reason is often the same for all: people read it once, listeners hear it for each kernel.</summary>
    [NonEvent]
    public void Tell(string kernel, string reason)
    {
        RunsPlain(kernel, reason);
        lock (_told)
            if (!_told.Add(reason)) return;
        Console.Error.WriteLine($"weft: kernel '{kernel}' runs as plain C#, not compiled: {reason}");
    }

    [Event(1, Level = EventLevel.Warning, Message = "kernel '{0}' runs as plain C#: {1}")]
    private void RunsPlain(string kernel, string reason) => WriteEvent(1, kernel, reason);
}
