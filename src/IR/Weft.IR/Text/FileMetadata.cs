using System;
using System.Collections.Generic;
using System.Collections.Immutable;

namespace Weft.IR.Text;

/// <summary>What a file says besides its operations and must not lose: the names of its aliases, and the resources at its end.</summary>
/// <param name="Aliases">In the order written. Printed again only where <see cref="AliasTable"/> cannot do without.</param>
/// <param name="DialectResources">Data of dialects; those of <c>builtin</c> are what <c>dense_resource</c> names.</param>
/// <param name="ExternalResources">Data of tools, kept as written.</param>
public sealed record FileMetadata(
    ImmutableArray<WrittenAlias> Aliases, ImmutableArray<ResourceGroup> DialectResources, ImmutableArray<ResourceGroup> ExternalResources)
{
    public static FileMetadata Empty { get; } = new([], [], []);
}

/// <summary><c>#name = value</c> or <c>!name = value</c>.</summary>
/// <param name="Name">Without the sigil.</param>
/// <param name="Value">An <see cref="IR.Attribute"/> or an <see cref="IrType"/>.</param>
public sealed record WrittenAlias(string Name, object Value);

/// <summary>The resources of one dialect or tool.</summary>
public sealed record ResourceGroup(string Name, ImmutableArray<Resource> Entries);

public enum ResourceKind
{
    Bool,
    String,

    /// <summary>Bytes, the first four of which are the alignment.</summary>
    Blob,
}

/// <summary>A resource under its key.</summary>
/// <param name="Text"><c>true</c>, the string, or <c>0x</c> and hexadecimal digits.</param>
public sealed record Resource(string Key, ResourceKind Kind, string Text)
{
    /// <summary>The bytes of a blob behind its alignment.</summary>
    public byte[] Bytes()
    {
        const int Header = 10; // 0x and four bytes
        var bytes = new byte[Math.Max(0, (Text.Length - Header) / 2)];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)(
                (TokenReader.HexValue((byte)Text[Header + (2 * i)]) << 4) | TokenReader.HexValue((byte)Text[Header + 1 + (2 * i)]));
        return bytes;
    }
}

/// <summary>Writes the resources behind the operations.</summary>
internal static class FileMetadataPrinter
{
    /// <param name="used">The <c>dense_resource</c> keys that were printed, in order: others are not worth keeping.</param>
    public static void Print(Utf8Writer output, FileMetadata metadata, IReadOnlyList<string> used)
    {
        var dialects = new List<ResourceGroup>();
        foreach (var group in metadata.DialectResources)
            if (Referenced(group, used) is { Entries.IsEmpty: false } kept)
                dialects.Add(kept);
        if (dialects.Count == 0 && metadata.ExternalResources.IsEmpty) return;
        output.Write("\n{-#\n");
        if (dialects.Count > 0) Section(output, "dialect_resources", dialects);
        if (dialects.Count > 0 && !metadata.ExternalResources.IsEmpty) output.Write(",\n");
        if (!metadata.ExternalResources.IsEmpty) Section(output, "external_resources", metadata.ExternalResources);
        output.Write("\n#-}\n");
    }

    private static ResourceGroup Referenced(ResourceGroup group, IReadOnlyList<string> used)
    {
        if (group.Name != "builtin") return group;
        var entries = ImmutableArray.CreateBuilder<Resource>();
        foreach (var key in used)
            foreach (var entry in group.Entries)
                if (entry.Key == key)
                    entries.Add(entry);
        return group with { Entries = entries.ToImmutable() };
    }

    private static void Section(Utf8Writer output, string name, IReadOnlyList<ResourceGroup> groups)
    {
        output.Write("  ").Write(name).Write(": {\n");
        for (var i = 0; i < groups.Count; i++)
        {
            if (i > 0) output.Write(",\n");
            output.Write("    ").WordOrString(groups[i].Name).Write(": {\n");
            for (var e = 0; e < groups[i].Entries.Length; e++)
            {
                if (e > 0) output.Write(",\n");
                Entry(output, groups[i].Entries[e]);
            }

            output.Write("\n    }");
        }

        output.Write("\n  }");
    }

    private static void Entry(Utf8Writer output, Resource entry)
    {
        output.Write("      ").WordOrString(entry.Key).Write(": ");
        if (entry.Kind == ResourceKind.Bool) output.Write(entry.Text);
        else output.Write('"').Escaped(entry.Text).Write('"');
    }
}
