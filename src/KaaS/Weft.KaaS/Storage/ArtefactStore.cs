using System.Security.Cryptography;
using Weft.Runtime;

namespace Weft.KaaS;

/// <summary>Immutable files named by the SHA-256 of their content.</summary>
public sealed class ArtefactStore(string directory)
{
    /// <summary>Stores the content and waits for the disk. Returns its hash, lower-case hex.</summary>
    public string Save(ReadOnlySpan<byte> content)
    {
        var hash = HashOf(content);
        var path = PathOf(hash);
        if (IsSound(path, hash)) return hash;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = path + ".new";
        using (var file = File.OpenHandle(draft, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            RandomAccess.Write(file, content, 0);
            RandomAccess.FlushToDisk(file);
        }

        File.Move(draft, path, overwrite: true);
        return hash;
    }

    /// <summary>The content, or null with the reason when it is missing or not what was stored.</summary>
    public byte[]? Load(string hash, out string problem)
    {
        problem = "";
        try
        {
            var content = File.ReadAllBytes(PathOf(hash));
            if (HashOf(content) == hash) return content;
            problem = "damaged";
        }
        catch (Exception e) when (FileProblem.Is(e))
        {
            problem = e is FileNotFoundException or DirectoryNotFoundException ? "missing" : "not readable";
        }

        return null;
    }

    /// <summary>Deletes what is not in <paramref name="live"/>. What cannot be deleted stays for the next time.</summary>
    public void Collect(IReadOnlySet<string> live)
    {
        if (!Directory.Exists(directory)) return;
        var files = Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories);
        foreach (var path in files.Where(f => !live.Contains(Path.GetFileName(f))))
        {
            try
            {
                File.Delete(path);
            }
            catch (Exception e) when (FileProblem.Is(e))
            {
                continue;
            }
        }
    }

    private static bool IsSound(string path, string hash) => File.Exists(path) && HashOf(File.ReadAllBytes(path)) == hash;

    internal static string HashOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    // Hashes come from this server's journal; the check keeps a forged one from leaving the directory.
    private string PathOf(string hash) =>
        hash.Length == 64 && hash.All(char.IsAsciiHexDigitLower)
            ? Path.Combine(directory, hash[..2], hash)
            : throw new FileNotFoundException($"'{hash}' is not a hash");
}
