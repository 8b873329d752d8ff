using Weft.IR;
using System.Collections.Immutable;
using System.Globalization;
using Weft.Runtime;

namespace Weft.KaaS;

/// <summary>Looks at the shapes of a call before anything is allocated for it: what the outputs would take is the client's
/// choice.</summary>
internal static class RequestShapes
{
    /// <summary>Throws <see cref="WeftException"/> when extents contradict each other or the outputs take more than
    /// <paramref name="limit"/> bytes. What it cannot know yet is left to <see cref="Invocation.Bind"/>.</summary>
    public static void Check(
        KernelSignature signature,
        IReadOnlyDictionary<string, Tensor> inputs,
        IReadOnlyDictionary<string, ImmutableArray<long>> outputShapes,
        long limit)
    {
        var symbols = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var parameter in signature.Parameters)
            if (inputs.TryGetValue(parameter.Name, out var value)) Bind(signature, parameter, value.Shape, symbols);
        foreach (var parameter in signature.Parameters)
            if (parameter.Access == Access.Out && outputShapes.TryGetValue(parameter.Name, out var shape))
                Bind(signature, parameter, shape, symbols);

        Int128 total = 0;
        foreach (var output in signature.Outputs) total += SizeOf(signature, output, symbols);
        if (total > limit) throw new WeftException(KaasDiagnostics.OutputTooLarge.At(default, signature.Name, total, limit));
    }

    private static void Bind(
        KernelSignature signature, KernelParameter parameter, ImmutableArray<long> shape, Dictionary<string, long> symbols)
    {
        for (var d = 0; d < shape.Length && shape.Length == parameter.Shape.Length; d++)
        {
            if (parameter.Shape[d] is ShapeExpr.Symbol { Name: var name } && symbols.TryAdd(name, shape[d])) continue;
            if (parameter.Shape[d].Evaluate(symbols) is { } expected && expected != shape[d])
                throw new WeftException(RuntimeDiagnostics.ExtentMismatch.At(
                    default, Text(d), parameter.Name, signature.Name, parameter.Shape[d], expected, shape[d]));
        }
    }

    private static Int128 SizeOf(KernelSignature signature, KernelParameter output, Dictionary<string, long> symbols)
    {
        Int128 size = output.Element.ByteSize;
        for (var d = 0; d < output.Shape.Length; d++)
        {
            if (output.Shape[d].Evaluate(symbols) is not { } extent) return 0;
            if (extent < 0)
                throw new WeftException(RuntimeDiagnostics.NegativeExtent.At(default, Text(d), output.Name, signature.Name, extent));
            // Past 63 bits the size is over any limit; stopping there keeps the product inside 128 bits.
            size = Int128.Min(size * extent, long.MaxValue);
        }

        return size;
    }

    // A number as the first argument would be taken for the length of the diagnostic's place.
    private static string Text(int dimension) => dimension.ToString(CultureInfo.InvariantCulture);
}
