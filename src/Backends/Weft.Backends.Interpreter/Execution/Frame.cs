using System.Runtime.CompilerServices;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Backends;

/// <summary>What one operation does when control reaches it.</summary>
internal delegate void Handler(Frame frame);

/// <summary>One call in progress: a value for each slot of the function.</summary>
internal sealed class Frame
{
    private readonly RuntimeValue[] _slots;
    private readonly Interpreter _interpreter;
    private readonly CancellationToken _cancellation;
    private readonly int _depth;
    private readonly SimtThread? _thread;

    /// <summary>The frame of a function that is called from outside.</summary>
    public Frame(Interpreter interpreter, FunctionCode function, CancellationToken cancellation)
        : this(interpreter, function, KernelAttributes.NameOf(function.Function), 1, cancellation) { }

    private Frame(
        Interpreter interpreter, FunctionCode function, string kernel, int depth, CancellationToken cancellation, SimtThread? thread = null)
    {
        (_interpreter, Kernel, _depth, _cancellation, _thread) = (interpreter, kernel, depth, cancellation, thread);
        var location = function.Operation.Location;
        if (depth > interpreter.MaxCallDepth)
            throw new WeftException(InterpreterDiagnostics.CallDepth.At(location, kernel, function.Name, depth - 1));
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw Fault(FaultKind.CallDepth, location, function.Name);
        _slots = new RuntimeValue[function.SlotCount];
    }

    private Frame(Frame original, SimtThread thread)
    {
        (_interpreter, Kernel, _depth, _cancellation) = (original._interpreter, original.Kernel, original._depth, original._cancellation);
        (_slots, _thread) = ([.. original._slots], thread);
    }

    /// <summary>What faults name: the kernel or workflow that runs, also inside the functions it calls.</summary>
    public string Kernel { get; }

    /// <summary>Whether a program runs, which may print; otherwise a kernel.</summary>
    public bool IsProgram => _interpreter.Output is not null;

    public ref RuntimeValue this[int slot] => ref _slots[slot];

    public long Bits(int slot) => _slots[slot].Bits;

    public MemRef MemRef(int slot) => Unsafe.As<MemRef>(_slots[slot].Reference!);

    public Elements Elements(int slot) => Unsafe.As<Elements>(_slots[slot].Reference!);

    /// <summary>The frame of a function that this one calls; a kernel's faults carry its own name.</summary>
    public Frame Enter(FunctionCode callee, SimtThread? thread = null) =>
        new(_interpreter, callee, callee.IsKernel ? callee.Name : Kernel, _depth + 1, _cancellation, thread ?? _thread);

    /// <summary>The same call as a thread of a grid goes on with it, with values of its own from here on.</summary>
    public Frame Fork(SimtThread thread) => new(this, thread);

    /// <summary>The thread of a grid that runs an operation.</summary>
    public SimtThread ThreadOf(Operation op) =>
        _thread ?? throw InterpreterDiagnostics.Refusal(op.Location, $"'{op.Name}' outside a launch");

    /// <summary>Ends the run when it was cancelled. Asked on every turn of a loop.</summary>
    public void Poll() => _cancellation.ThrowIfCancellationRequested();

    public KernelFaultException Fault(FaultKind kind, Location location, string subject = "", long index = 0, long bound = 0) =>
        new(new KernelFault(kind, Kernel, location, subject, index, bound));

    public WeftException Error(DiagnosticDescriptor descriptor, Location location, params ReadOnlySpan<object> details) =>
        new(descriptor.At(location, [Kernel, .. details]));
}
