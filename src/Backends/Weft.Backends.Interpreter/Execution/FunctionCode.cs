using Weft.IR;
using Weft.Runtime;

namespace Weft.Backends;

/// <summary>A function or workflow, made ready on its first call. As a value it is what <c>func.constant</c> gives.</summary>
internal sealed class FunctionCode(Interpreter interpreter, Operation operation)
{
    private readonly Lazy<(RegionCode Body, int SlotCount)> _code = new(() => Preparation.Prepare(interpreter, operation));

    public Operation Operation => operation;

    public IFunction Function => (IFunction)operation;

    public string Name => Function.SymName;

    public bool IsKernel { get; } = KernelAttributes.IsKernel(operation);

    public int SlotCount => _code.Value.SlotCount;

    private RegionCode Body => _code.Value.Body;

    /// <summary>Calls with values of the caller's frame and puts the results there.</summary>
    public void Call(Frame caller, int[] arguments, int[] results)
    {
        var frame = caller.Enter(this);
        for (var i = 0; i < arguments.Length; i++) frame[Body.Entry.Arguments[i]] = caller[arguments[i]];
        var exit = Body.Run(frame);
        for (var i = 0; i < results.Length; i++) caller[results[i]] = frame[exit[i]];
    }

    /// <summary>Calls with the given values in a new frame.</summary>
    public RuntimeValue[] Call(Frame frame, ReadOnlySpan<RuntimeValue> arguments)
    {
        var expected = Function.Type.Inputs.Count;
        if (arguments.Length != expected)
            throw new WeftException(InterpreterDiagnostics.ArgumentCount.At(operation.Location, Name, expected, arguments.Length));
        for (var i = 0; i < arguments.Length; i++) frame[Body.Entry.Arguments[i]] = arguments[i];
        return Array.ConvertAll(Body.Run(frame), slot => frame[slot]);
    }

    /// <summary>Runs the body in a frame of its own with values for all its arguments, also those that are no operands of a call.
    /// </summary>
    public void Run(Frame frame, ReadOnlySpan<RuntimeValue> arguments)
    {
        for (var i = 0; i < arguments.Length; i++) frame[Body.Entry.Arguments[i]] = arguments[i];
        Body.Run(frame);
    }

    public override string ToString() => $"@{Name}";
}
