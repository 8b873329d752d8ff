using Weft.IR;

namespace Weft.Runtime;

/// <summary>
/// A tensor seen as an image, <c>[h, w]</c> gray or <c>[h, w, 3]</c> colour: <c>u8</c> as it is; <c>u16</c> where the format has 16
/// bits; <c>bool</c> as black and white; <c>f32</c> from 0 (black) to 1 (white), clamped, NaN as black, rounded to 8 bits.
/// </summary>
public sealed class ImageSamples
{
    private ImageSamples(Tensor tensor, ReadOnlyMemory<byte> bytes)
    {
        (Height, Width) = ((int)tensor.Shape[0], (int)tensor.Shape[1]);
        (Channels, Wide, Bytes) = (tensor.Shape.Length == 3 ? 3 : 1, tensor.Element == ElementType.U16, bytes);
    }

    public int Height { get; }

    public int Width { get; }

    /// <summary>1 or 3.</summary>
    public int Channels { get; }

    /// <summary>Two bytes per sample, little-endian.</summary>
    public bool Wide { get; }

    public ReadOnlyMemory<byte> Bytes { get; }

    public static string Expected(bool allowWide) =>
        $"u8{(allowWide ? ", u16" : "")}, bool or f32 (0 to 1) of shape [h, w] or [h, w, 3] with at least one pixel";

    /// <summary>The image, or null when the tensor is none.</summary>
    public static ImageSamples? Of(Tensor tensor, bool allowWide)
    {
        if (tensor.Count == 0 || !(tensor.Shape.Length == 2 || (tensor.Shape.Length == 3 && tensor.Shape[2] == 3))) return null;
        return tensor.Element switch
        {
            ElementType.U8 => new(tensor, tensor.Bytes),
            ElementType.U16 when allowWide => new(tensor, tensor.Bytes),
            ElementType.Bool => new(tensor, Convert(tensor.Bytes.Span, b => b != 0 ? byte.MaxValue : byte.MinValue)),
            ElementType.F32 => new(tensor, Convert<float>(tensor.As<float>(), Quantize)),
            _ => null,
        };
    }

    private static byte Quantize(float value) =>
        float.IsNaN(value) ? byte.MinValue : (byte)MathF.Round(Math.Clamp(value, 0f, 1f) * byte.MaxValue, MidpointRounding.AwayFromZero);

    private static byte[] Convert<T>(ReadOnlySpan<T> values, Func<T, byte> toSample)
    {
        var samples = new byte[values.Length];
        for (var i = 0; i < samples.Length; i++) samples[i] = toSample(values[i]);
        return samples;
    }
}
