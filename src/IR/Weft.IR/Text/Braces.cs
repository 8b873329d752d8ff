using System;

namespace Weft.IR.Text;

/// <summary>Finds where braces close, without making tokens.</summary>
internal static class Braces
{
    /// <summary>The position behind the brace that closes the one at <paramref name="start"/>; null when none does. Braces in strings and
    /// comments do not count.</summary>
    public static int? End(ReadOnlySpan<byte> source, int start)
    {
        var depth = 0;
        for (var at = start; ;)
        {
            var step = source.Slice(at).IndexOfAny("{}\"/"u8);
            if (step < 0) return null;
            at += step + 1;
            switch (source[at - 1])
            {
                case (byte)'{':
                    depth++;
                    break;
                case (byte)'}':
                    if (--depth == 0) return at;
                    break;
                case (byte)'"':
                    if (EndOfString(source, at) is not { } behind) return null;
                    at = behind;
                    break;
                case (byte)'/' when at < source.Length && source[at] == '/':
                    var line = source.Slice(at).IndexOf((byte)'\n');
                    if (line < 0) return null;
                    at += line;
                    break;
            }
        }
    }

    private static int? EndOfString(ReadOnlySpan<byte> source, int at)
    {
        for (; at < source.Length; at++)
        {
            if (source[at] == '"') return at + 1;
            if (source[at] == '\\') at++;
        }

        return null;
    }
}
