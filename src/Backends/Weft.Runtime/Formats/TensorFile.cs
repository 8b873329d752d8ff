using Weft.IR;

namespace Weft.Runtime;

/// <summary>
/// Tensors in files, by extension: <c>.npy</c> (numpy), <c>.pgm</c> <c>.ppm</c> <c>.pnm</c> (Netpbm) and, for writing only,
/// <c>.png</c>. Files are untrusted: a damaged one is a <see cref="WeftException"/> that says what was found and expected,
/// and nothing larger than the file is allocated on its word.
/// </summary>
public static class TensorFile
{
    private const string Readable = ".npy, .pgm, .ppm, .pnm";

    public static Tensor Read(string path)
    {
        Func<Memory<byte>, string, Tensor> decode = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".npy" => Npy.Decode,
            ".pgm" or ".ppm" or ".pnm" => Netpbm.Decode,
            _ => throw new WeftException(FormatDiagnostics.UnknownExtension.At(default, path, "read", Readable)),
        };
        return decode(ReadAll(path), path);
    }

    /// <summary>Writes the tensor, replacing the file. A file that could not be written whole is removed.</summary>
    public static void Write(string path, Tensor tensor)
    {
        Action<Stream, Tensor, string> encode = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".npy" => Npy.Encode,
            ".pgm" or ".ppm" or ".pnm" => Netpbm.Encode,
            ".png" => Png.Encode,
            _ => throw new WeftException(FormatDiagnostics.UnknownExtension.At(default, path, "written", Readable + ", .png")),
        };
        using var bytes = new MemoryStream();
        encode(bytes, tensor, path);
        try
        {
            using var file = File.Create(path);
            bytes.WriteTo(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WeftException(FormatDiagnostics.FileNotAccessible.At(default, path, "written", e.Message), e);
        }
    }

    private static byte[] ReadAll(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WeftException(FormatDiagnostics.FileNotAccessible.At(default, path, "read", e.Message), e);
        }
    }
}
