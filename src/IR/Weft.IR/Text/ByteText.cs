using System;
using System.Collections.Generic;
using System.Text;

namespace Weft.IR.Text;

/// <summary>Strings that stand for bytes: UTF-8 is decoded, a byte that is not part of UTF-8 becomes U+DC00 + byte.</summary>
public static class ByteText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        var copy = bytes.ToArray();
        try
        {
            return Strict.GetString(copy);
        }
        catch (DecoderFallbackException)
        {
            var text = new StringBuilder();
            for (var i = 0; i < copy.Length;)
            {
                var length = SequenceLength(copy, i);
                if (length == 0) text.Append((char)(0xDC00 + copy[i++]));
                else text.Append(Strict.GetString(copy, i, length));
                i += length;
            }

            return text.ToString();
        }
    }

    /// <summary>Whether the bytes are the characters of a text, each in one byte.</summary>
    public static bool Spells(ReadOnlySpan<byte> bytes, string text)
    {
        if (bytes.Length != text.Length) return false;
        for (var i = 0; i < bytes.Length; i++)
            if (bytes[i] != text[i])
                return false;
        return true;
    }

    public static byte[] Encode(string text)
    {
        var lossy = false;
        foreach (var c in text) lossy |= c is >= '\uDC80' and <= '\uDCFF';
        if (!lossy) return Strict.GetBytes(text);

        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is >= '\uDC80' and <= '\uDCFF') bytes.Add((byte)(c - 0xDC00));
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length) bytes.AddRange(Strict.GetBytes(text.Substring(i++, 2)));
            else bytes.AddRange(Strict.GetBytes(c.ToString()));
        }

        return [.. bytes];
    }

    private static int SequenceLength(byte[] bytes, int start)
    {
        var lead = bytes[start];
        var length = lead < 0x80 ? 1 : lead is >= 0xC2 and < 0xE0 ? 2 : lead is >= 0xE0 and < 0xF0 ? 3 : lead is >= 0xF0 and < 0xF5 ? 4 : 0;
        if (length == 0 || start + length > bytes.Length) return 0;
        try
        {
            Strict.GetCharCount(bytes, start, length);
            return length;
        }
        catch (DecoderFallbackException)
        {
            return 0;
        }
    }
}
