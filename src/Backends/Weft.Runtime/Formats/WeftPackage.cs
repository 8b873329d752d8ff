using System.IO.Compression;
using System.Text.Json;
using Weft.IR;

namespace Weft.Runtime;

/// <summary>
/// A <c>.weftpkg</c>: a zip archive with <c>kernel.mlir</c> (canonical IR, what counts) and <c>manifest.json</c> (hash and signatures,
/// for people and tools).
/// </summary>
public static class WeftPackage
{
    private const string IrName = "kernel.mlir";
    private const string ManifestName = "manifest.json";

    // IR text compresses well; this keeps a small archive from becoming a huge text.
    private const long MaximumIrBytes = 64 * 1024 * 1024;

    public static byte[] Write(KernelProgram program)
    {
        using var buffer = new MemoryStream();
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, IrName, program.Ir.Span);
            var entries = program.Entries.Select(e => new { name = e.Name, parameters = e.Parameters.Select(p => p.ToString()) });
            var manifest = new { format = 1, hash = program.Hash, entries };
            Add(archive, ManifestName, JsonSerializer.SerializeToUtf8Bytes(manifest, JsonSerializerOptions.Web));
        }

        return buffer.ToArray();
    }

    /// <summary>The IR text of a package. Throws <see cref="WeftException"/> when the bytes are no package.</summary>
    public static byte[] ReadIr(ReadOnlyMemory<byte> package, string name)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(package.ToArray()), ZipArchiveMode.Read);
            WeftException Bad(string why) => new(FormatDiagnostics.BadPackage.At(default, name, why));
            var entry = archive.GetEntry(IrName) ?? throw Bad($"it holds no {IrName}");
            if (entry.Length > MaximumIrBytes) throw Bad($"its {IrName} has {entry.Length} bytes, more than {MaximumIrBytes}");
            using var stream = entry.Open();
            var text = new byte[entry.Length];
            stream.ReadExactly(text);
            return text;
        }
        catch (Exception damage) when (damage is InvalidDataException or EndOfStreamException)
        {
            throw new WeftException(FormatDiagnostics.BadPackage.At(default, name, damage.Message), damage);
        }
    }

    private static void Add(ZipArchive archive, string name, ReadOnlySpan<byte> bytes)
    {
        var entry = archive.CreateEntry(name);
        // The same program gives the same package.
        entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var stream = entry.Open();
        stream.Write(bytes);
    }
}
