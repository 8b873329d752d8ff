using System.Globalization;
using System.Text;

namespace Weft.Backends.Llvm;

/// <summary>Names and texts as C wants them.</summary>
internal static class CNames
{
    // Of C and C++: the header is for both.
    private static readonly HashSet<string> Keywords =
    [
        "alignas", "alignof", "and", "asm", "auto", "bool", "break", "case", "catch", "char", "class", "concept", "const", "consteval",
        "constexpr", "continue", "decltype", "default", "delete", "do", "double", "else", "enum", "explicit", "export", "extern", "false",
        "float", "for", "friend", "goto", "if", "inline", "int", "long", "mutable", "namespace", "new", "noexcept", "not", "nullptr",
        "operator", "or", "private", "protected", "public", "register", "requires", "restrict", "return", "short", "signed", "sizeof",
        "static", "struct", "switch", "template", "this", "throw", "true", "try", "typedef", "typeid", "typename", "typeof", "union",
        "unsigned", "using", "virtual", "void", "volatile", "while", "xor",
    ];

    /// <summary>Letters, digits and underscores; others become underscores.</summary>
    public static string Identifier(string name)
    {
        var clean = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c == '_' ? c : '_'));
        return clean.Length == 0 || char.IsAsciiDigit(clean[0]) ? "_" + clean : clean;
    }

    /// <summary>An identifier that is no keyword and not taken yet; it is then.</summary>
    public static string Unique(string name, HashSet<string> taken)
    {
        var clean = Identifier(name);
        var candidate = clean;
        for (var i = 2; Keywords.Contains(candidate) || !taken.Add(candidate); i++)
            candidate = string.Create(CultureInfo.InvariantCulture, $"{clean}_{i}");
        return candidate;
    }

    /// <summary>A string literal.</summary>
    public static string Text(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            // Octal: it ends after three digits, where a hexadecimal escape takes all that follow. A question mark might begin a trigraph.
            if (b is < 0x20 or > 0x7e or (byte)'"' or (byte)'\\' or (byte)'?')
                literal.Append('\\').Append(Convert.ToString(b, 8).PadLeft(3, '0'));
            else literal.Append((char)b);
        }

        return literal.Append('"').ToString();
    }

    /// <summary>Text that does not end the comment it stands in.</summary>
    public static string Comment(string text) => text.Replace("*/", "* /", StringComparison.Ordinal);
}
