using System.Buffers.Binary;
using System.Text;
using Weft.IR;
using Weft.Runtime;

namespace Weft.KaaS.Tests;

public sealed class NpyTests
{
    [Fact]
    public void Every_type_and_rank_comes_back()
    {
        var random = new Random(7);
        foreach (var element in Enum.GetValues<ElementType>().Where(e => e != ElementType.BF16))
        {
            foreach (var shape in new long[][] { [], [5], [0], [2, 3], [2, 0, 3], [1, 2, 3, 4] })
            {
                var tensor = Tensor.Zeros(element, [.. shape]);
                random.NextBytes(tensor.Bytes.Span);
                if (element == ElementType.Bool) tensor.Bytes.Span.Clear();
                var file = Encode(tensor);
                Assert.Equal(0, (file.Length - tensor.Bytes.Length) % 64);
                var back = Npy.Decode(file, "t.npy");
                Assert.Equal(element == ElementType.Index ? ElementType.I64 : element, back.Element);
                Assert.Equal(shape, back.Shape);
                Assert.Equal(tensor.Bytes.ToArray(), back.Bytes.ToArray());
            }
        }
    }

    [Fact]
    public void The_header_is_numpys()
    {
        var text = Encoding.Latin1.GetString(Encode(Tensor.Of<float>([1], 1)));
        Assert.StartsWith(
            "\u0093NUMPY\u0001\0v\0{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }   ", text, StringComparison.Ordinal);
        Assert.Contains("'shape': (), ", Encoding.Latin1.GetString(Encode(Tensor.Scalar(1f))), StringComparison.Ordinal);
        Assert.Contains("'descr': '|b1', 'fortran_order': False, 'shape': (1, 2), ", Encoding.Latin1.GetString(
            Encode(Tensor.Of<bool>([true, false], 1, 2))), StringComparison.Ordinal);
    }

    [Fact]
    public void Bf16_is_refused_with_advice()
    {
        var e = Assert.Throws<WeftException>(() => Encode(Tensor.Zeros(ElementType.BF16, 1)));
        Assert.Equal("WF4209", e.Diagnostic.Id);
        Assert.Contains("f32", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "{'descr': '>i4', 'fortran_order': False, 'shape': (2, 3), }", "[1,2,3,4,5,6]")]
    [InlineData(2, "{\"shape\":(2,3),'fortran_order':False,'descr':'>i4'}\n", "[1,2,3,4,5,6]")]
    [InlineData(3, "{'descr': '>i4', 'fortran_order': True, 'shape': (2L, 3L), }", "[1,3,5,2,4,6]")]
    [InlineData(1, "{'descr': '>i4', 'fortran_order': True, 'shape': (6,), }", "[1,2,3,4,5,6]")]
    [InlineData(1, "{'descr': '>i4', 'fortran_order': True, 'shape': (1, 2, 3), }  ", "[1,3,5,2,4,6]")]
    public void Other_layouts_and_header_lengths_are_read(int version, string header, string expected)
    {
        var data = new byte[24];
        for (var i = 0; i < 6; i++) BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(4 * i), i + 1);
        var tensor = Npy.Decode(File(version, header, data), "t.npy");
        Assert.Equal(expected, $"[{string.Join(',', tensor.As<int>().ToArray())}]");
    }

    [Theory]
    [InlineData("", "WF4202")]
    [InlineData("PK", "WF4202")]
    [InlineData("\u0093NUMPY", "WF4206")]
    [InlineData("\u0093NUMPY\u0009\0\0\0", "WF4203")]
    [InlineData("\u0093NUMPY\u0001\0\u00ff\u00ff{", "WF4206")]
    [InlineData("\u0093NUMPY\u0002\0\u00ff", "WF4206")]
    [InlineData("\u0093NUMPY\u0002\0\u00ff\u00ff\u00ff\u00ff{", "WF4206")]
    public void Bad_beginnings_are_told(string content, string code) => AssertError(Encoding.Latin1.GetBytes(content), code);

    [Theory]
    [InlineData("{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }", "WF4205")]
    [InlineData("{'descr': '<', 'fortran_order': False, 'shape': (1,), }", "WF4205")]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }", "WF4204")]
    [InlineData("{'descr': '<f4', 'fortran_order': 0, 'shape': (1,), }", "WF4204")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", "WF4204")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1, }", "WF4204")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, }", "WF4204")]
    [InlineData("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", "WF4204")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'x': 1}", "WF4204")]
    [InlineData("{'descr': '<f4", "WF4204")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), } x", "WF4204")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }", "WF4204")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 4), }", "WF4208")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (4611686018427387904,), }", "WF4208")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1000000000000,), }", "WF4206")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", "WF4206")]
    [InlineData("{'descr': '<f2', 'fortran_order': False, 'shape': (1,), }", "WF4207")]
    [InlineData("{'descr': '|b1', 'fortran_order': False, 'shape': (4,), }", "WF4212")]
    public void Bad_headers_are_told(string header, string code) => AssertError(File(1, header, [0, 1, 2, 3]), code);

    [Fact]
    public void Damaged_files_never_do_worse_than_a_message()
    {
        var random = new Random(11);
        var good = Encode(Tensor.Of<short>([1, 2, 3, 4, 5, 6], 2, 3));
        for (var round = 0; round < 3000; round++)
        {
            var file = good[..random.Next(1, good.Length + 1)];
            for (var i = random.Next(4); i > 0; i--) file[random.Next(Math.Min(file.Length, 100))] = (byte)random.Next(256);
            try
            {
                Assert.True(Npy.Decode(file, "fuzz.npy").Bytes.Length <= good.Length);
            }
            catch (WeftException e)
            {
                Assert.StartsWith("WF42", e.Diagnostic.Id, StringComparison.Ordinal);
            }
        }
    }

    private static void AssertError(byte[] file, string code)
    {
        var e = Assert.Throws<WeftException>(() => Npy.Decode(file, "bad.npy"));
        Assert.Equal(code, e.Diagnostic.Id);
        Assert.Contains("bad.npy", e.Message, StringComparison.Ordinal);
    }

    private static byte[] Encode(Tensor tensor)
    {
        using var stream = new MemoryStream();
        Npy.Encode(stream, tensor, "t.npy");
        return stream.ToArray();
    }

    private static byte[] File(int version, string header, byte[] data)
    {
        var text = Encoding.Latin1.GetBytes(header);
        byte[] length = version == 1 ? [(byte)text.Length, 0] : [(byte)text.Length, 0, 0, 0];
        return [0x93, .. "NUMPY"u8, (byte)version, 0, .. length, .. text, .. data];
    }
}
