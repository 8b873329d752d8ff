using System.Buffers.Binary;
using System.IO.Compression;

namespace Weft.Runtime;

/// <summary>Writes PNG images with 8 bits per sample, gray or RGB; see <see cref="ImageSamples"/> for the tensors that are
/// images.</summary>
public static class Png
{
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static void Encode(Stream output, Tensor tensor, string name)
    {
        var image = ImageSamples.Of(tensor, allowWide: false)
            ?? throw new WeftException(
                FormatDiagnostics.NotAnImage.At(default, name, tensor, "a PNG image", ImageSamples.Expected(allowWide: false)));
        output.Write(Signature);
        WriteChunk(output, "IHDR"u8, Header(image));
        WriteChunk(output, "IDAT"u8, Compress(image));
        WriteChunk(output, "IEND"u8, []);
    }

    private static byte[] Header(ImageSamples image)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), image.Height);
        header[8] = 8;
        header[9] = (byte)(image.Channels == 3 ? 2 : 0);
        return header;
    }

    // Each row is preceded by its filter; "up" (2) stores differences to the row above, which suits photographs and smooth fields.
    private static byte[] Compress(ImageSamples image)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var stride = image.Width * image.Channels;
            var row = new byte[stride + 1];
            row[0] = 2;
            var above = new byte[stride].AsSpan();
            for (var y = 0; y < image.Height; y++)
            {
                var samples = image.Bytes.Span.Slice(y * stride, stride);
                for (var x = 0; x < stride; x++) row[x + 1] = (byte)(samples[x] - above[x]);
                samples.CopyTo(above);
                zlib.Write(row);
            }
        }

        return compressed.ToArray();
    }

    private static void WriteChunk(Stream output, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        output.Write(number);
        output.Write(type);
        output.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(data, Crc(type, uint.MaxValue)) ^ uint.MaxValue);
        output.Write(number);
    }

    // The reflected polynomial of ISO 3309. The sum runs over compressed bytes only, so bit by bit is fast enough.
    private static uint Crc(ReadOnlySpan<byte> data, uint crc)
    {
        foreach (var b in data)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320u);
        }

        return crc;
    }
}
