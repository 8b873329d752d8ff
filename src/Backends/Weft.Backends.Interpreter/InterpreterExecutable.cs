using System.Collections.Immutable;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Backends;

/// <summary>Runs one entry point on the caller's memory, seen in place.</summary>
internal sealed class InterpreterExecutable : IExecutable
{
    private readonly Interpreter _interpreter;
    private readonly FunctionCode _function;
    private readonly KernelSignature _signature;
    private readonly bool _isGraph;

    public InterpreterExecutable(Interpreter interpreter, FunctionCode function, KernelSignature signature)
    {
        (_interpreter, _function, _signature, _isGraph) = (interpreter, function, signature, function.Operation is GraphOp);
        // The outputs of a workflow are results; those of a kernel are arguments.
        var expected = signature.Parameters.Count(p => !_isGraph || p.Access != Access.Out);
        var actual = function.Function.Type.Inputs.Count;
        if (expected != actual)
            throw new WeftException(InterpreterDiagnostics.ArgumentCount.At(function.Operation.Location, function.Name, actual, expected));
    }

    public void Run(ReadOnlySpan<long> slots, CancellationToken cancellation)
    {
        if (slots.Length != _signature.SlotCount)
            throw new ArgumentException($"'{_signature}' takes {_signature.SlotCount} slots, but {slots.Length} were given", nameof(slots));
        var arguments = new List<RuntimeValue>();
        var written = new List<MemRef>();
        foreach (var parameter in _signature.Parameters)
        {
            var length = parameter.IsScalar ? 1 : 1 + parameter.Shape.Length;
            var isArgument = !_isGraph || parameter.Access != Access.Out;
            var value = Decode(parameter, isArgument ? _function.Function.Type.Inputs[arguments.Count] : null, slots[..length]);
            slots = slots[length..];
            if (parameter.Access != Access.In) written.Add(value.AsMemRef);
            if (isArgument) arguments.Add(_isGraph ? ValueOf(value, _function.Function.Type.Inputs[arguments.Count]) : value);
        }

        RuntimeValue[] results = [];
        void Call() => results = _function.Call(new Frame(_interpreter, _function, cancellation), [.. arguments]);
        if (_interpreter.Output is null) Call();
        else ProgramStack.Run(_ => Call());
        if (_isGraph) Deliver(results, written);
    }

    public void Dispose() { }

    private RuntimeValue Decode(KernelParameter parameter, IrType? type, ReadOnlySpan<long> slots)
    {
        var element = type is null ? parameter.Element.IrType : TypeRules.ElementOf(type);
        if (parameter.IsScalar) return RuntimeValue.FromRaw(slots[0], element);
        var shape = slots[1..].ToImmutableArray();
        if (type is MemRefType or RankedTensorType) RequireShape(parameter, ((ShapedType)type).Shape.Span, shape);
        var layout = StridedLayout.Dense(shape);
        if (parameter.Stride > 1) layout = new(shape, [.. layout.Strides.Select(s => s * parameter.Stride)], 0);
        return RuntimeValue.Of(new MemRef(Storage.Borrow((nint)slots[0], layout.End * MemRef.SizeOf(element)), element, layout));
    }

    // To a workflow an array is a value, and so is what a cell holds.
    private static RuntimeValue ValueOf(RuntimeValue value, IrType type) =>
        value.Reference is not MemRef memory ? value : type is RankedTensorType ? RuntimeValue.Of(memory.ToElements()) : memory[[]];

    // Results are the new states of the inouts, then the outputs.
    private void Deliver(RuntimeValue[] results, List<MemRef> written)
    {
        var outputs = _signature.Parameters.Where(p => p.Access != Access.In).Zip(written);
        foreach (var ((parameter, target), result) in outputs.OrderBy(o => o.First.Access == Access.Out).Zip(results))
        {
            var elements = result.Reference as Elements;
            RequireShape(parameter, elements is null ? [] : elements.Shape.AsSpan(), target.Shape);
            if (elements is null) target[[]] = result;
            else MemRef.Of(elements, target.Element).CopyTo(target);
        }
    }

    private void RequireShape(KernelParameter parameter, ReadOnlySpan<long> expected, ImmutableArray<long> actual)
    {
        var location = _function.Operation.Location;
        if (expected.Length != actual.Length)
            throw new WeftException(RuntimeDiagnostics.RankMismatch.At(
                location, parameter.Name, _function.Name, expected.Length, $"[{string.Join(", ", actual)}]"));
        for (var d = 0; d < actual.Length; d++)
            if (expected[d] != ShapedType.Dynamic && expected[d] != actual[d])
                throw new WeftException(RuntimeDiagnostics.ExtentMismatch.At(
                    location, [d, parameter.Name, _function.Name, parameter.Shape[d], expected[d], actual[d]]));
    }
}
