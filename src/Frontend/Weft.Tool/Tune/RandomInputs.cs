using System.Buffers.Binary;
using System.Collections.Immutable;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Tool;

/// <summary>Arrays for a kernel to be measured on: the same ones on each run.</summary>
internal static class RandomInputs
{
    /// <summary>Gives each input array that nobody gave elements by chance: floats between a half and one and a half, so that nothing
    /// vanishes or grows beyond all limits; integers below the smallest extent, so that they may be subscripts. Throws
    /// <see cref="WeftException"/> where an extent is not known.</summary>
    public static void Complete(Dictionary<string, Tensor> inputs, KernelSignature signature, IReadOnlyDictionary<string, long> extents)
    {
        var random = new Random(1);
        var limit = (int)Math.Clamp(extents.Values.DefaultIfEmpty(2).Min(), 1, 100);
        foreach (var parameter in signature.Inputs.Where(p => !p.IsScalar && !inputs.ContainsKey(p.Name)))
            inputs[parameter.Name] = Fill(Tensor.Zeros(parameter.Element, ShapeOf(signature, parameter, extents)), random, limit);
    }

    /// <summary>The shapes of arrays that are only written.</summary>
    public static Dictionary<string, ImmutableArray<long>> Outputs(
        KernelSignature signature, IReadOnlyDictionary<string, long> extents) =>
        signature.Parameters.Where(p => p.Access == Access.Out && p.Shape.SelectMany(extent => extent.Symbols).All(extents.ContainsKey))
            .ToDictionary(p => p.Name, p => ShapeOf(signature, p, extents));

    private static ImmutableArray<long> ShapeOf(
        KernelSignature signature, KernelParameter parameter, IReadOnlyDictionary<string, long> extents)
    {
        if (parameter.Shape.SelectMany(extent => extent.Symbols).FirstOrDefault(symbol => !extents.ContainsKey(symbol)) is { } missing)
            throw new WeftException(ToolDiagnostics.MissingExtent.At(default, missing, parameter, signature.Name));
        return [.. parameter.Shape.Select(extent => Math.Max(0, extent.Evaluate(extents) ?? 0))];
    }

    private static Tensor Fill(Tensor tensor, Random random, int limit)
    {
        var size = tensor.Element.ByteSize;
        for (var left = tensor.Bytes.Span; left.Length > 0; left = left[size..])
            Write(left[..size], tensor.Element, random, limit);
        return tensor;
    }

    private static void Write(Span<byte> place, ElementType element, Random random, int limit)
    {
        switch (element)
        {
            case ElementType.F64: BinaryPrimitives.WriteDoubleLittleEndian(place, 0.5 + random.NextDouble()); break;
            case ElementType.F32: BinaryPrimitives.WriteSingleLittleEndian(place, 0.5f + random.NextSingle()); break;
            case ElementType.F16: BinaryPrimitives.WriteHalfLittleEndian(place, (Half)(0.5f + random.NextSingle())); break;
            // The upper half of an f32.
            case ElementType.BF16:
                var bits = BitConverter.SingleToUInt32Bits(0.5f + random.NextSingle());
                BinaryPrimitives.WriteUInt16LittleEndian(place, (ushort)(bits >> 16));
                break;
            case ElementType.Bool: place[0] = (byte)random.Next(2); break;
            default: place[0] = (byte)random.Next(limit); break;
        }
    }
}
