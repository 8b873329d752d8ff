using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Weft.IR;

namespace Weft.Runtime;

/// <summary>
/// numpy's array file, versions 1.0 to 3.0. Reads either byte order, C and Fortran order, and every element type but bf16;
/// writes version 1.0, little-endian, C order. <c>index</c> is written as <c>i8</c> and comes back as <c>i64</c>.
/// </summary>
public static class Npy
{
    private const int Alignment = 64;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads the array. The tensor shares the memory of <paramref name="file"/> where the layout allows it.</summary>
    /// <param name="name">The file's name in messages.</param>
    public static Tensor Decode(Memory<byte> file, string name)
    {
        var (start, length) = LocateHeader(file.Span, name);
        var header = NpyHeader.Parse(file.Span.Slice(start, length), start, name);
        var data = file[(start + length)..];
        if (Tensor.ByteSizeOf(header.Element, header.Shape) is not { } size)
            throw new WeftException(FormatDiagnostics.ShapeTooLarge.At(default, name, $"[{string.Join(", ", header.Shape)}]"));
        if (size > data.Length)
            throw new WeftException(
                FormatDiagnostics.Truncated.At(default, name, $"an array [{string.Join(", ", header.Shape)}]", size, data.Length));
        if (size < data.Length) throw new WeftException(FormatDiagnostics.TrailingBytes.At(default, name, data.Length - size));

        CheckBools(header.Element, data.Span, name);
        // Files of old writers align the data to 16 bytes only, others not at all.
        if (start % header.Element.ByteSize != 0 || length % header.Element.ByteSize != 0) data = data.ToArray();
        if (header.BigEndian) NpyLayout.SwapBytes(data.Span, header.Element.ByteSize);
        if (header.FortranOrder && header.Shape.Length > 1) data = NpyLayout.ToRowMajor(data.Span, header.Element.ByteSize, header.Shape);
        return new Tensor(header.Element, header.Shape, data);
    }

    /// <summary>Writes the array; <c>bf16</c> is an error, because numpy has no such type.</summary>
    public static void Encode(Stream output, Tensor tensor, string name)
    {
        var type = NpyHeader.TypeOf(tensor.Element)
            ?? throw new WeftException(FormatDiagnostics.NoNumpyType.At(default, name, tensor.Element.Name));
        var shape = string.Concat(tensor.Shape.Select(extent => $"{extent}, ")).TrimEnd();
        var text = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({(tensor.Shape.Length == 1 ? shape : shape.TrimEnd(','))}), }}";
        var total = (Magic.Length + 4 + text.Length + 1 + Alignment - 1) / Alignment * Alignment;
        var header = new byte[total];
        Magic.CopyTo(header);
        header[6] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), checked((ushort)(total - 10)));
        header.AsSpan(10).Fill((byte)' ');
        Encoding.ASCII.GetBytes(text, header.AsSpan(10));
        header[^1] = (byte)'\n';
        output.Write(header);
        output.Write(tensor.Bytes.Span);
    }

    private static (int Start, int Length) LocateHeader(ReadOnlySpan<byte> file, string name)
    {
        if (!file.StartsWith(Magic))
        {
            var found = file.IsEmpty ? "nothing (it is empty)" : Convert.ToHexString(file[..Math.Min(6, file.Length)]);
            throw new WeftException(FormatDiagnostics.WrongMagic.At(default, name, "an npy file", found, Convert.ToHexString(Magic)));
        }

        if (file.Length < 10) throw new WeftException(FormatDiagnostics.Truncated.At(default, name, "the header", "10", file.Length));
        if (file[6] is < 1 or > 3 || file[7] != 0)
            throw new WeftException(FormatDiagnostics.UnsupportedVersion.At(default, name, $"{file[6]}.{file[7]}"));
        var start = file[6] == 1 ? 10 : 12;
        if (file.Length < start) throw new WeftException(FormatDiagnostics.Truncated.At(default, name, "the header", start, file.Length));
        var length = file[6] == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(file[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(file[8..]);
        if (length > file.Length - start)
            throw new WeftException(FormatDiagnostics.Truncated.At(default, name, "the header", length, file.Length - start));
        return (start, (int)length);
    }

    private static void CheckBools(ElementType element, ReadOnlySpan<byte> data, string name)
    {
        if (element == ElementType.Bool && data.IndexOfAnyExcept((byte)0, (byte)1) is >= 0 and var bad)
            throw new WeftException(FormatDiagnostics.BadBool.At(default, name, data[bad], bad));
    }
}
