using System.Collections.Immutable;
using Weft.IR;

namespace Weft.Runtime;

/// <summary>One call with named tensors: inputs checked against the signature, outputs allocated, ready to run.</summary>
public sealed class Invocation
{
    private readonly ImmutableArray<Tensor> _arguments;

    private Invocation(KernelSignature signature, ImmutableArray<Tensor> arguments) => (Signature, _arguments) = (signature, arguments);

    public KernelSignature Signature { get; }

    /// <summary>The outputs by name, <c>inout</c> parameters included, in signature order. Valid after <see cref="Run"/>.</summary>
    public IEnumerable<(string Name, Tensor Value)> Outputs =>
        Signature.Parameters.Zip(_arguments).Where(p => p.First.Access != Access.In).Select(p => (p.First.Name, p.Second));

    /// <summary>
    /// Checks names, element types and shapes, and allocates the outputs (zeros). An <c>inout</c> tensor is copied: the caller's
    /// stays as it is. Null with at least one error in <paramref name="diagnostics"/> when the call does not fit.
    /// </summary>
    /// <param name="outputShapes">Shapes of outputs whose symbols no input fixes; may be empty.</param>
    /// <param name="maximumOutputBytes">What the outputs may take together; checked before any is allocated.</param>
    public static Invocation? Bind(
        KernelSignature signature,
        IReadOnlyDictionary<string, Tensor> inputs,
        IReadOnlyDictionary<string, ImmutableArray<long>> outputShapes,
        DiagnosticBag diagnostics,
        long maximumOutputBytes = long.MaxValue)
    {
        foreach (var name in inputs.Keys.Where(n => signature.Inputs.All(p => p.Name != n)))
            diagnostics.Add(RuntimeDiagnostics.UnexpectedInput.At(default, signature.Name, name, string.Join(", ", signature.Inputs)));

        var symbols = new ShapeSymbols(signature.Name);
        var arguments = new Tensor?[signature.Parameters.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            var parameter = signature.Parameters[i];
            if (parameter.Access == Access.Out) continue;
            if (!inputs.TryGetValue(parameter.Name, out var value) && parameter.Default is null)
                diagnostics.Add(RuntimeDiagnostics.MissingInput.At(default, signature.Name, parameter));
            else if ((value ??= parameter.Default)!.Element != parameter.Element)
                diagnostics.Add(RuntimeDiagnostics.ElementMismatch.At(
                    default, parameter.Name, signature.Name, parameter.Element.Name, value!.Element.Name));
            else if (symbols.Bind(parameter, value!.Shape) is { } mistake)
                diagnostics.Add(mistake);
            else
                arguments[i] = parameter.Access == Access.InOut ? new Tensor(value.Element, value.Shape, value.Bytes.ToArray()) : value;
        }

        // Behind the arrays, whose extents go by the same names.
        for (var i = 0; i < arguments.Length; i++)
            if (signature.Parameters[i].IsScalar && arguments[i] is { } number) symbols.Bind(signature.Parameters[i], ScalarBits(number));

        foreach (var (name, shape) in outputShapes)
            if (signature.Parameters.FirstOrDefault(p => p.Name == name && p.Access == Access.Out) is { } parameter
                && symbols.Bind(parameter, shape) is { } mistake)
                diagnostics.Add(mistake);

        if (!diagnostics.HasErrors && symbols.Check(signature.Constraints) is { } violated) diagnostics.Add(violated);
        if (diagnostics.HasErrors || !Allocate(signature, symbols, arguments, maximumOutputBytes, diagnostics)) return null;
        return new(signature, [.. arguments!]);
    }

    private static bool Allocate(
        KernelSignature signature, ShapeSymbols symbols, Tensor?[] arguments, long maximumBytes, DiagnosticBag diagnostics)
    {
        var shapes = new ImmutableArray<long>[arguments.Length];
        Int128 total = 0;
        for (var i = 0; i < arguments.Length; i++)
        {
            var parameter = signature.Parameters[i];
            if (parameter.Access == Access.In) continue;
            if (arguments[i] is { } inout) shapes[i] = inout.Shape;
            else if (symbols.Evaluate(parameter, out shapes[i]) is { } mistake) diagnostics.Add(mistake);
            var size = shapes[i].Aggregate((Int128)parameter.Element.ByteSize, BytesOf);
            total += size;
            // A tensor is one array, whatever the caller allows.
            if (size > Array.MaxLength) maximumBytes = Math.Min(maximumBytes, Array.MaxLength);
        }

        if (total > maximumBytes) diagnostics.Add(RuntimeDiagnostics.OutputTooLarge.At(default, signature.Name, total, maximumBytes));
        if (diagnostics.HasErrors) return false;
        for (var i = 0; i < arguments.Length; i++)
            if (signature.Parameters[i].Access == Access.Out)
                arguments[i] = Tensor.Zeros(signature.Parameters[i].Element, shapes[i]);
        return true;
    }

    // Past 63 bits the size is over any limit; stopping there keeps the product inside 128 bits.
    private static Int128 BytesOf(Int128 bytes, long extent) => Int128.Min(bytes * extent, long.MaxValue);

    /// <summary>Runs the executable on the bound tensors, in place.</summary>
    public unsafe void Run(IExecutable executable, CancellationToken cancellation)
    {
        var memory = new Memory<byte>[_arguments.Length];
        var pins = new System.Buffers.MemoryHandle[_arguments.Length];
        var slots = new long[Signature.SlotCount];
        try
        {
            var next = 0;
            for (var i = 0; i < pins.Length; i++)
            {
                var (parameter, value) = (Signature.Parameters[i], _arguments[i]);
                if (parameter.IsScalar)
                {
                    slots[next++] = ScalarBits(value);
                    continue;
                }

                memory[i] = StridedMemory.Spread(value, parameter.Stride);
                pins[i] = memory[i].Pin();
                slots[next++] = (long)pins[i].Pointer;
                foreach (var extent in value.Shape) slots[next++] = extent;
            }

            executable.Run(slots, cancellation);
            for (var i = 0; i < pins.Length; i++)
                if (Signature.Parameters[i].Access != Access.In)
                    StridedMemory.Gather(memory[i], _arguments[i], Signature.Parameters[i].Stride);
        }
        finally
        {
            foreach (var pin in pins) pin.Dispose();
        }
    }

    private static long ScalarBits(Tensor scalar)
    {
        Span<byte> bits = stackalloc byte[8];
        bits.Clear();
        scalar.Bytes.Span.CopyTo(bits);
        return BitConverter.ToInt64(bits);
    }
}
