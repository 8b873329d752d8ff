using System.Collections.Generic;
using System.Globalization;

namespace Weft.IR.Text;

/// <summary>The aliases that a file defines, found by value or by a mention in text that is kept as written.</summary>
internal sealed class WrittenAliases(IReadOnlyList<WrittenAlias> aliases)
{
    private readonly Dictionary<object, int> _byValue = ByValue(aliases);

    public WrittenAlias this[int index] => aliases[index];

    /// <summary>Where the alias stands in the file that an unloaded dialect gave to a value, or -1.</summary>
    public int IndexOf(object value) => DialectOf(value) is not null && _byValue.TryGetValue(value, out var index) ? index : -1;

    /// <summary>The name without the number at its end: <c>map</c> for <c>map1</c>.</summary>
    public string KindOf(int index)
    {
        var name = aliases[index].Name;
        return name.Substring(0, EndOfKind(name));
    }

    /// <summary>The number at the end of the name; 0 when there is none.</summary>
    public int NumberOf(int index)
    {
        var name = aliases[index].Name;
        return int.TryParse(name.Substring(EndOfKind(name)), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    // Only what a printer would have appended is a number: map1, but not map01 or map0.
    private static int EndOfKind(string name)
    {
        const int MaxDigits = 9;
        var end = name.Length;
        while (end > 1 && name.Length - end < MaxDigits && name[end - 1] is >= '0' and <= '9') end--;
        while (end < name.Length && name[end] == '0') end++;
        return end;
    }

    /// <summary>The aliases that the body of an unknown attribute or type names.</summary>
    public IEnumerable<int> MentionedIn(object item)
    {
        if (aliases.Count == 0 || DialectOf(item) is null) yield break;
        var body = item is OpaqueAttr attribute ? attribute.Body : ((OpaqueType)item).Body;
        for (var i = 0; i < body.Length; i++)
        {
            if (body[i] == '"') i = EndOfString(body, i);
            else if (body[i] is '#' or '!' && Find(body, i) is >= 0 and var index) yield return index;
        }
    }

    private static string? DialectOf(object item)
    {
        var dialect = item switch { OpaqueAttr attribute => attribute.Dialect, OpaqueType type => type.Dialect, _ => null };
        return dialect is not null && UnloadedDialects.Contains(dialect) ? dialect : null;
    }

    private int Find(string body, int sigil)
    {
        var end = sigil + 1;
        while (end < body.Length && (Lexer.IsWordPart(body[end]) || body[end] == '-')) end++;
        var name = body.Substring(sigil + 1, end - sigil - 1);
        for (var i = 0; i < aliases.Count; i++)
            if (aliases[i].Name == name && aliases[i].Value is IrType == (body[sigil] == '!'))
                return i;
        return -1;
    }

    private static int EndOfString(string body, int quote)
    {
        for (var i = quote + 1; i < body.Length; i++)
        {
            if (body[i] == '"') return i;
            if (body[i] == '\\') i++;
        }

        return body.Length;
    }

    private static Dictionary<object, int> ByValue(IReadOnlyList<WrittenAlias> aliases)
    {
        var indices = new Dictionary<object, int>();
        for (var i = aliases.Count - 1; i >= 0; i--) indices[aliases[i].Value] = i;
        return indices;
    }
}
