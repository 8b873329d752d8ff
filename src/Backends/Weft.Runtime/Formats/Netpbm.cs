using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using Weft.IR;

namespace Weft.Runtime;

/// <summary>
/// Netpbm images: gray (PGM, <c>P2</c> text and <c>P5</c> binary) as <c>[h, w]</c> and colour (PPM, <c>P3</c> and <c>P6</c>) as
/// <c>[h, w, 3]</c>. Samples are <c>u8</c>, or <c>u16</c> when the file's largest value is above 255; their values are taken as they
/// stand and not scaled. Writes binary files; see <see cref="ImageSamples"/> for the tensors that are images.
/// </summary>
public static class Netpbm
{
    /// <summary>Reads the first image of the file. 8-bit samples stay in the memory of <paramref name="file"/>.</summary>
    /// <param name="name">The file's name in messages.</param>
    public static Tensor Decode(Memory<byte> file, string name)
    {
        var reader = new NetpbmReader(file, name);
        var (kind, width, height, largest) = reader.ReadHeader();
        ImmutableArray<long> shape = kind is '3' or '6' ? [height, width, 3] : [height, width];
        var element = largest > byte.MaxValue ? ElementType.U16 : ElementType.U8;
        var count = Tensor.ByteSizeOf(ElementType.U8, shape);
        if (count is null or > int.MaxValue / 2)
            throw new WeftException(FormatDiagnostics.ShapeTooLarge.At(default, name, $"[{string.Join(", ", shape)}]"));
        var samples = kind is '2' or '3' ? reader.ReadText((int)count, element, largest) : reader.ReadBinary((int)count, element, largest);
        return new Tensor(element, shape, samples);
    }

    /// <summary>Writes <c>P5</c> for <c>[h, w]</c> and <c>P6</c> for <c>[h, w, 3]</c>.</summary>
    public static void Encode(Stream output, Tensor tensor, string name)
    {
        var image = ImageSamples.Of(tensor, allowWide: true)
            ?? throw new WeftException(
                FormatDiagnostics.NotAnImage.At(default, name, tensor, "a Netpbm image", ImageSamples.Expected(allowWide: true)));
        var largest = image.Wide ? ushort.MaxValue : byte.MaxValue;
        output.Write(Encoding.ASCII.GetBytes($"{(image.Channels == 3 ? "P6" : "P5")}\n{image.Width} {image.Height}\n{largest}\n"));
        if (!image.Wide)
        {
            output.Write(image.Bytes.Span);
            return;
        }

        var swapped = image.Bytes.ToArray();
        NpyLayout.SwapBytes(swapped, sizeof(ushort));
        output.Write(swapped);
    }
}

/// <summary>Reads numbers, comments and samples of one Netpbm file.</summary>
internal sealed class NetpbmReader(Memory<byte> file, string name)
{
    private int _position;

    private ReadOnlySpan<byte> Text => file.Span;

    public (char Kind, int Width, int Height, int Largest) ReadHeader()
    {
        if (Text.Length < 2 || Text[0] != 'P' || Text[1] is not ((byte)'2' or (byte)'3' or (byte)'5' or (byte)'6'))
        {
            var found = Text.IsEmpty ? "nothing (it is empty)" : Convert.ToHexString(Text[..Math.Min(2, Text.Length)]);
            throw new WeftException(FormatDiagnostics.WrongMagic.At(default, name, "a PGM or PPM image", found, "P2, P3, P5 or P6"));
        }

        _position = 2;
        var width = ReadNumber("the width", 1, int.MaxValue);
        var height = ReadNumber("the height", 1, int.MaxValue);
        return ((char)Text[1], width, height, ReadNumber("the largest value", 1, ushort.MaxValue));
    }

    /// <summary>Samples as decimal numbers. Each takes at least two bytes with its separator, which bounds what is allocated.</summary>
    public Memory<byte> ReadText(int count, ElementType element, int largest)
    {
        if (count > (Text.Length - _position + 1L) / 2) throw Truncated($"{count} samples", (2L * count) - 1);
        var samples = new byte[count * element.ByteSize];
        for (var i = 0; i < count; i++)
        {
            var start = _position;
            var value = ReadNumber($"sample {i}", 0, int.MaxValue);
            if (value > largest) throw new WeftException(FormatDiagnostics.BadSample.At(default, name, value, start, largest));
            if (element == ElementType.U8) samples[i] = (byte)value;
            else BitConverter.TryWriteBytes(samples.AsSpan(2 * i), (ushort)value);
        }

        return samples;
    }

    /// <summary>Samples as bytes, two per sample (most significant first) when the largest value is above 255.</summary>
    public Memory<byte> ReadBinary(int count, ElementType element, int largest)
    {
        // Exactly one white-space character stands between the header and the samples.
        var start = _position + 1;
        var size = count * element.ByteSize;
        if (size > Text.Length - start) throw Truncated($"{count} samples", size, Math.Max(0, Text.Length - start));
        var samples = file.Slice(start, size);
        if (element == ElementType.U16)
        {
            if (start % sizeof(ushort) != 0) samples = samples.ToArray();
            NpyLayout.SwapBytes(samples.Span, sizeof(ushort));
        }

        var bad = element == ElementType.U8
            ? samples.Span.IndexOfAnyExceptInRange((byte)0, (byte)largest)
            : MemoryMarshal.Cast<byte, ushort>(samples.Span).IndexOfAnyExceptInRange((ushort)0, (ushort)largest);
        if (bad < 0) return samples;
        var value = element == ElementType.U8 ? samples.Span[bad] : MemoryMarshal.Cast<byte, ushort>(samples.Span)[bad];
        throw new WeftException(FormatDiagnostics.BadSample.At(default, name, value, start + (bad * element.ByteSize), largest));
    }

    private int ReadNumber(string what, int least, int most)
    {
        SkipSpaceAndComments();
        var start = _position;
        var value = 0L;
        while (_position < Text.Length && Text[_position] is >= (byte)'0' and <= (byte)'9' && value <= most)
            value = (value * 10) + (Text[_position++] - '0');
        if (_position == start && start >= Text.Length) throw Truncated(what, 1);
        if (_position == start || value < least || value > most)
            throw new WeftException(
                FormatDiagnostics.MalformedHeader.At(default, name, start, $"{what} is not a number from {least} to {most}"));
        return (int)value;
    }

    private void SkipSpaceAndComments()
    {
        while (_position < Text.Length && Text[_position] is (byte)' ' or (byte)'#' or (>= 9 and <= 13))
        {
            if (Text[_position++] != '#') continue;
            while (_position < Text.Length && Text[_position] is not ((byte)'\n' or (byte)'\r')) _position++;
        }
    }

    private WeftException Truncated(string what, long needed, long? found = null) =>
        new(FormatDiagnostics.Truncated.At(default, name, what, needed, found ?? Text.Length - _position));
}
