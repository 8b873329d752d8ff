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

    private static readonly string[] WritableExtensions = [".npy", ".pgm", ".ppm", ".pnm", ".png"];

    /// <param name="name">What messages call the file; the path when null.</param>
    public static Tensor Read(string path, string? name = null)
    {
        Func<Memory<byte>, string, Tensor> decode = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".npy" => Npy.Decode,
            ".pgm" or ".ppm" or ".pnm" => Netpbm.Decode,
            _ => throw new WeftException(FormatDiagnostics.UnknownExtension.At(default, name ?? path, "read", Readable)),
        };
        return decode(ReadAll(path, name ?? path), name ?? path);
    }

    /// <summary>Throws <see cref="WeftException"/> when the extension names no format that can be written.</summary>
    public static void RequireWritable(string path)
    {
        if (!WritableExtensions.Contains(Path.GetExtension(path).ToLowerInvariant()))
            throw new WeftException(FormatDiagnostics.UnknownExtension.At(default, path, "written", Readable + ", .png"));
    }

    /// <summary>Writes the tensor, replacing the file as a whole: it stays as it was when that fails.</summary>
    /// <param name="name">What messages call the file; the path when null.</param>
    public static void Write(string path, Tensor tensor, string? name = null)
    {
        name ??= path;
        RequireWritable(name);
        Action<Stream, Tensor, string> encode = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".npy" => Npy.Encode,
            ".png" => Png.Encode,
            _ => Netpbm.Encode,
        };
        using var bytes = new MemoryStream();
        encode(bytes, tensor, name);
        try
        {
            FileReplacement.Write(Path.GetFullPath(path), bytes.GetBuffer().AsMemory(0, (int)bytes.Length));
        }
        catch (Exception e) when (FileProblem.Is(e))
        {
            throw new WeftException(FormatDiagnostics.FileNotAccessible.At(default, name, "written", FileProblem.Describe(e, path)), e);
        }
    }

    private static byte[] ReadAll(string path, string name)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (FileProblem.Is(e))
        {
            throw new WeftException(FormatDiagnostics.FileNotAccessible.At(default, name, "read", FileProblem.Describe(e, path)), e);
        }
    }
}
