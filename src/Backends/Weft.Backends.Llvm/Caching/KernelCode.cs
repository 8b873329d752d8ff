using System.Collections.Immutable;
using System.Text;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Backends.Llvm;

/// <summary>A compiled kernel as it is kept: its code, and what the runtime needs to know of it.</summary>
/// <param name="Kernel">What messages call it.</param>
/// <param name="Symbol">Its name in the object code.</param>
/// <param name="FaultSites">What its fault numbers mean.</param>
/// <param name="Code">An object file.</param>
internal sealed record KernelCode(string Kernel, string Symbol, ImmutableArray<FaultSite> FaultSites, ReadOnlyMemory<byte> Code)
{
    public byte[] Encode()
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8))
        {
            writer.Write(Kernel);
            writer.Write(Symbol);
            writer.Write(FaultSites.Length);
            foreach (var site in FaultSites)
            {
                writer.Write((int)site.Kind);
                writer.Write(site.Location.File ?? "");
                writer.Write(site.Location.Line);
                writer.Write(site.Location.Column);
                writer.Write(site.Subject);
            }

            writer.Write(Code.Length);
            writer.Write(Code.Span);
        }

        return bytes.ToArray();
    }

    /// <summary>What <see cref="Encode"/> wrote; the cache has seen to it that it is whole.</summary>
    public static KernelCode Decode(ReadOnlyMemory<byte> bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes.ToArray(), writable: false), Encoding.UTF8);
        var (kernel, symbol) = (reader.ReadString(), reader.ReadString());
        var sites = new FaultSite[reader.ReadInt32()];
        for (var i = 0; i < sites.Length; i++)
        {
            var (kind, file, line, column) = ((FaultKind)reader.ReadInt32(), reader.ReadString(), reader.ReadInt32(), reader.ReadInt32());
            sites[i] = new(kind, file.Length == 0 ? Location.Unknown : Location.At(file, line, column), reader.ReadString());
        }

        return new(kernel, symbol, [.. sites], reader.ReadBytes(reader.ReadInt32()));
    }
}
