using System.Text;

namespace Weft.KaaS;

/// <summary>Tells what a source is.</summary>
public static class SourceKinds
{
    private static readonly string[] WeftWords = ["import", "const", "func", "kernel", "workflow"];

    /// <summary>What a query says and a file's extension is.</summary>
    public static string NameOf(SourceKind kind) => kind switch
    {
        SourceKind.Weft => "weft",
        SourceKind.Mlir => "mlir",
        _ => "weftpkg",
    };

    /// <summary>By its name: <c>weft</c>, <c>mlir</c>, <c>weftpkg</c>; null for others.</summary>
    public static SourceKind? Parse(string text) => text switch
    {
        "weft" => SourceKind.Weft,
        "mlir" => SourceKind.Mlir,
        "weftpkg" => SourceKind.WeftPackage,
        _ => null,
    };

    /// <summary>By a media type that says it, such as <c>text/x-mlir</c>; null for general ones.</summary>
    public static SourceKind? OfMediaType(string? mediaType) => mediaType?.Split(';')[0].Trim().ToLowerInvariant() switch
    {
        "text/x-weft" or "application/x-weft" => SourceKind.Weft,
        "text/x-mlir" or "application/x-mlir" => SourceKind.Mlir,
        "application/x-weftpkg" => SourceKind.WeftPackage,
        _ => null,
    };

    /// <summary>By the first word: .weft declarations begin with a keyword, MLIR with anything else, an archive with <c>PK</c>.</summary>
    public static SourceKind Detect(ReadOnlySpan<byte> source)
    {
        if (source.StartsWith("PK\u0003\u0004"u8)) return SourceKind.WeftPackage;
        source = SkipSpaceAndComments(source);
        var end = source.IndexOfAnyExceptInRange((byte)'a', (byte)'z');
        var word = Encoding.ASCII.GetString(end < 0 ? source : source[..end]);
        // func.func is MLIR, func is .weft.
        var isWord = end < 0 || source[end] is not ((byte)'.' or (byte)'_');
        return isWord && WeftWords.Contains(word) ? SourceKind.Weft : SourceKind.Mlir;
    }

    private static ReadOnlySpan<byte> SkipSpaceAndComments(ReadOnlySpan<byte> source)
    {
        if (source.StartsWith("\uFEFF"u8)) source = source["\uFEFF"u8.Length..];
        while (true)
        {
            source = source.TrimStart(" \t\r\n"u8);
            if (!source.StartsWith("//"u8)) return source;
            var end = source.IndexOf((byte)'\n');
            source = end < 0 ? [] : source[(end + 1)..];
        }
    }
}
