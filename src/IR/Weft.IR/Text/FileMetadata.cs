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
