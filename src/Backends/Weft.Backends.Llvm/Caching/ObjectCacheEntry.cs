using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Weft.Backends.Llvm;

/// <summary>The bytes of a cache file: magic, length, SHA-256 over key and code, code.</summary>
internal static class ObjectCacheEntry
{
    private const int LengthAt = 8;
    private const int HashAt = 16;
    private const int CodeAt = HashAt + SHA256.HashSizeInBytes;

    private static ReadOnlySpan<byte> Magic => "WEFTOBJ1"u8;

    public static byte[] Encode(string key, ReadOnlySpan<byte> code)
    {
        var file = new byte[CodeAt + code.Length];
        Magic.CopyTo(file);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(LengthAt), code.Length);
        code.CopyTo(file.AsSpan(CodeAt));
        Hash(key, code, file.AsSpan(HashAt, SHA256.HashSizeInBytes));
        return file;
    }

    /// <summary>The code, or null when the file is not a whole entry for the key.</summary>
    public static ReadOnlyMemory<byte>? Decode(string key, byte[] file)
    {
        if (file.Length < CodeAt || !file.AsSpan().StartsWith(Magic)) return null;
        if (BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(LengthAt)) != file.Length - CodeAt) return null;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(key, file.AsSpan(CodeAt), hash);
        // Not a conditional expression: its null would become an empty memory by way of byte[].
        if (!hash.SequenceEqual(file.AsSpan(HashAt, hash.Length))) return null;
        return file.AsMemory(CodeAt);
    }

    private static void Hash(string key, ReadOnlySpan<byte> code, Span<byte> destination)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(key));
        hash.AppendData(code);
        hash.GetHashAndReset(destination);
    }
}
