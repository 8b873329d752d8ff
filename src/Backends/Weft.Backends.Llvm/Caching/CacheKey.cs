using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Weft.IR;
using Weft.Passes;
using Weft.Runtime;

namespace Weft.Backends.Llvm;

/// <summary>Names of what is kept on disk, made of all that decides it.</summary>
internal static class CacheKey
{
    /// <summary>This version of Weft: an assembly that is built of other sources has another identity.</summary>
    public static string Compiler { get; } = string.Join(
        ' ', new[] { typeof(Operation), typeof(IPass), typeof(KernelProgram), typeof(CacheKey) }.Select(t => t.Module.ModuleVersionId));

    /// <summary>SHA-256, in lower-case hex.</summary>
    public static string Hash(params IEnumerable<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var part in parts)
        {
            // Each with its length, so that no two lists of parts run together to the same bytes.
            var bytes = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
