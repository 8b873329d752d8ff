using System.Collections.Immutable;
using Weft.IR;

namespace Weft.Runtime;

/// <summary>The shapes that an argument block says, against those that a signature asks for.</summary>
internal static class SlotShapes
{
    public static void Check(KernelSignature signature, ReadOnlySpan<long> slots)
    {
        var symbols = new ShapeSymbols(signature.Name);
        // Twice: a formula may stand before what fixes its symbols.
        for (var round = 0; round < 2; round++)
        {
            var next = 0;
            foreach (var parameter in signature.Parameters)
            {
                next++;
                if (parameter.IsScalar) continue;
                ImmutableArray<long> shape = [.. slots.Slice(next, parameter.Shape.Length)];
                next += shape.Length;
                if (symbols.Bind(parameter, shape) is { } mistake) throw new ArgumentException(mistake.Message, parameter.Name);
            }
        }

        if (symbols.Check(signature.Constraints) is { } violated) throw new ArgumentException(violated.Message);
    }

    /// <summary>Writes the extents of outputs. One that no array can have becomes 0: the program itself says what is wrong
    /// with it.</summary>
    public static void Make(KernelSignature signature, Span<long> slots)
    {
        var (symbols, next) = (new ShapeSymbols(signature.Name), 0);
        foreach (var parameter in signature.Parameters)
        {
            var shape = slots.Slice(next + 1, parameter.Shape.Length);
            if (parameter.IsScalar) symbols.Bind(parameter, slots[next]);
            else if (parameter.Access != Access.Out) symbols.Bind(parameter, [.. shape]);
            else
                for (var d = 0; d < shape.Length; d++)
                    shape[d] = symbols.Evaluate(parameter.Shape[d]) is >= 0 and var extent && extent <= Array.MaxLength ? extent : 0;
            next += 1 + shape.Length;
        }
    }
}
