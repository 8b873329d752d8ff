using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Weft.IR;
using Weft.Runtime;

namespace Weft.KaaS.Tests;

public sealed class ImageTests
{
    [Fact]
    public void Binary_images_come_back()
    {
        foreach (var tensor in new[]
        {
            Tensor.Of<byte>([0, 1, 2, 253, 254, 255], 2, 3), Tensor.Of<byte>([0, 1, 2, 253, 254, 255], 1, 2, 3),
            Tensor.Of<ushort>([0, 1, 256, 65535], 2, 2), Tensor.Of<ushort>([1, 2, 3, 4, 5, 65535], 2, 1, 3),
        })
        {
            var back = Netpbm.Decode(Encode(tensor), "t");
            Assert.Equal((tensor.Element, tensor.ToString()), (back.Element, back.ToString()));
            Assert.Equal(tensor.Bytes.ToArray(), back.Bytes.ToArray());
        }
    }

    [Fact]
    public void Text_images_comments_and_small_ranges_are_read()
    {
        Assert.Equal([1, 2, 3, 4], Decode("P2 # gray\n2 #w\n2\n9\n1 2\n3 4\n").As<byte>().ToArray());
        Assert.Equal("u8[1, 1, 3]", Decode("P3\n1 1 255\n255 0 128").ToString());
        Assert.Equal([300, 65535], Decode("P2 2 1 65535 300 65535").As<ushort>().ToArray());
        Assert.Equal([3, 7], Decode("P5 2 1 7\n\u0003\u0007").As<byte>().ToArray());
        Assert.Equal([513], Decode("P5\n1 1 65535\n\u0002\u0001trailing").As<ushort>().ToArray());
    }

    [Theory]
    [InlineData("", "WF4202")]
    [InlineData("P4 1 1 ", "WF4202")]
    [InlineData("P5", "WF4206")]
    [InlineData("P5 2", "WF4206")]
    [InlineData("P5 x 2 255 ", "WF4204")]
    [InlineData("P5 0 2 255 ", "WF4204")]
    [InlineData("P5 99999999999 2 255 ", "WF4204")]
    [InlineData("P5 2147483647 2147483647 255 ", "WF4208")]
    [InlineData("P5 2 2 65536 ", "WF4204")]
    [InlineData("P5 2 2 255", "WF4206")]
    [InlineData("P5 2 2 255\nabc", "WF4206")]
    [InlineData("P6 1 1 255\nab", "WF4206")]
    [InlineData("P5 1 1 7\n\u0008", "WF4210")]
    [InlineData("P5 1 1 256\n\u0002\u0001", "WF4210")]
    [InlineData("P2 1 1 7 8", "WF4210")]
    [InlineData("P2 2 2 255 1 2 3 x", "WF4204")]
    [InlineData("P2 30000 30000 255 1", "WF4206")]
    public void Bad_images_are_told(string content, string code)
    {
        var e = Assert.Throws<WeftException>(() => Decode(content));
        Assert.Equal(code, e.Diagnostic.Id);
    }

    [Fact]
    public void Floats_are_clamped_from_0_to_1_and_bools_are_black_and_white()
    {
        Assert.Equal([0, 0, 128, 255, 255, 0], Netpbm.Decode(
            Encode(Tensor.Of<float>([-1, 0, 0.5f, 1, 9, float.NaN], 2, 3)), "t").As<byte>().ToArray());
        Assert.Equal([0, 255], Netpbm.Decode(Encode(Tensor.Of<bool>([false, true], 1, 2)), "t").As<byte>().ToArray());
        Tensor[] others =
        [
            Tensor.Of<byte>([1], 1), Tensor.Of<byte>([1, 2], 1, 1, 2), Tensor.Of<double>([1], 1, 1), Tensor.Zeros(ElementType.U8, 0, 4),
        ];
        foreach (var tensor in others)
            Assert.Equal("WF4211", Assert.Throws<WeftException>(() => Encode(tensor)).Diagnostic.Id);
        Assert.Equal(
            "WF4211", Assert.Throws<WeftException>(() => Png.Encode(Stream.Null, Tensor.Of<ushort>([1], 1, 1), "t.png")).Diagnostic.Id);
    }

    [Fact]
    public void Png_holds_the_samples()
    {
        var random = new Random(3);
        foreach (var channels in new[] { 1, 3 })
        {
            var tensor = channels == 1 ? Tensor.Zeros(ElementType.U8, 5, 7) : Tensor.Zeros(ElementType.U8, 5, 7, 3);
            random.NextBytes(tensor.Bytes.Span);
            using var stream = new MemoryStream();
            Png.Encode(stream, tensor, "t.png");
            Assert.Equal(tensor.Bytes.ToArray(), ReadPng(stream.ToArray(), 7 * channels, 5));
        }
    }

    [Fact]
    public void A_known_png_has_known_bytes()
    {
        using var stream = new MemoryStream();
        Png.Encode(stream, Tensor.Of<byte>([255], 1, 1), "t.png");
        var file = stream.ToArray();
        // The chunk of a 1 x 1 gray image, its CRC as every PNG of that size has it; and the end chunk, whose CRC is fixed.
        Assert.Equal("0000000D49484452000000010000000108000000003A7E9B55", Convert.ToHexString(file.AsSpan(8, 25)));
        Assert.Equal("0000000049454E44AE426082", Convert.ToHexString(file.AsSpan(file.Length - 12)));
    }

    [Fact]
    public void Extensions_decide_and_real_files_read()
    {
        var directory = RunDirectory.New();
        var tensor = Tensor.Of<byte>([1, 2, 3, 4], 2, 2);
        foreach (var name in new[] { "a.npy", "a.PGM", "a.pnm" })
        {
            TensorFile.Write(Path.Combine(directory, name), tensor);
            Assert.Equal([1, 2, 3, 4], TensorFile.Read(Path.Combine(directory, name)).As<byte>().ToArray());
        }

        TensorFile.Write(Path.Combine(directory, "a.png"), tensor);
        Assert.Equal("WF4200", Assert.Throws<WeftException>(() => TensorFile.Read(Path.Combine(directory, "a.png"))).Diagnostic.Id);
        Assert.Equal("WF4200", Assert.Throws<WeftException>(() => TensorFile.Write("a.jpg", tensor)).Diagnostic.Id);
        Assert.Equal("WF4201", Assert.Throws<WeftException>(() => TensorFile.Read(Path.Combine(directory, "none.npy"))).Diagnostic.Id);
        Assert.Equal(
            "WF4201", Assert.Throws<WeftException>(() => TensorFile.Write(Path.Combine(directory, "no", "a.npy"), tensor)).Diagnostic.Id);
    }

    [Fact]
    public void Damaged_images_never_do_worse_than_a_message()
    {
        var random = new Random(12);
        byte[][] good =
        [
            Encode(Tensor.Of<byte>([1, 2, 3, 4], 2, 2)),
            Encode(Tensor.Of<ushort>([1, 2, 3, 4], 2, 2)),
            Encoding.ASCII.GetBytes("P3 1 2 255 1 2 3 4 5 6"),
        ];
        for (var round = 0; round < 3000; round++)
        {
            var file = good[round % 3][..random.Next(1, good[round % 3].Length + 1)];
            for (var i = random.Next(4); i > 0; i--) file[random.Next(file.Length)] = random.Next(2) == 0
                ? (byte)random.Next(256) : (byte)('0' + random.Next(10));
            try
            {
                Assert.True(Netpbm.Decode(file, "fuzz").Bytes.Length <= 2 * file.Length);
            }
            catch (WeftException e)
            {
                Assert.StartsWith("WF42", e.Diagnostic.Id, StringComparison.Ordinal);
            }
        }
    }

    private static Tensor Decode(string content) => Netpbm.Decode(Encoding.Latin1.GetBytes(content), "bad.pgm");

    private static byte[] Encode(Tensor tensor)
    {
        using var stream = new MemoryStream();
        Netpbm.Encode(stream, tensor, "t.pgm");
        return stream.ToArray();
    }

    // Undoes the "up" filter that the writer uses.
    private static byte[] ReadPng(byte[] file, int stride, int height)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(33));
        using var zlib = new ZLibStream(new MemoryStream(file, 41, length), CompressionMode.Decompress);
        var samples = new byte[stride * height];
        for (var y = 0; y < height; y++)
        {
            Assert.Equal(2, zlib.ReadByte());
            for (var x = 0; x < stride; x++) samples[(y * stride) + x] =
                (byte)(zlib.ReadByte() + (y > 0 ? samples[((y - 1) * stride) + x] : 0));
        }

        return samples;
    }
}
