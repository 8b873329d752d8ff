using System;
using System.Collections.Generic;

namespace Weft.IR.Text;

/// <summary>A growing buffer of UTF-8 text.</summary>
/// <param name="capacity">How many bytes it can take before it grows.</param>
public sealed class Utf8Writer(int capacity = 256)
{
    private byte[] _buffer = new byte[capacity];

    public int Length { get; private set; }

    /// <summary>Takes back what was written behind a length.</summary>
    public void Truncate(int length) => Length = length;

    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, Length);

    public byte[] ToArray() => _buffer.AsSpan(0, Length).ToArray();

    public override string ToString() => ByteText.Decode(_buffer.AsSpan(0, Length));

    public Utf8Writer Write(byte value)
    {
        Reserve(1)[0] = value;
        Length++;
        return this;
    }

    public Utf8Writer Write(char value)
    {
        if (value >= 0x80) return Write(value.ToString());
        return Write((byte)value);
    }

    public Utf8Writer Write(string text)
    {
        var target = Reserve(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] >= 0x80) return WriteBytes(ByteText.Encode(text));
            target[i] = (byte)text[i];
        }

        Length += text.Length;
        return this;
    }

    public Utf8Writer Write(long value)
    {
        if (value == long.MinValue) return Write("-9223372036854775808");
        if (value < 0) return Write((byte)'-').Write(-value);
        if (value >= 10) Write(value / 10);
        return Write((byte)('0' + (value % 10)));
    }

    public Utf8Writer WriteBytes(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        Length += bytes.Length;
        return this;
    }

    public Utf8Writer Spaces(int count)
    {
        Reserve(count).Slice(0, count).Fill((byte)' ');
        Length += count;
        return this;
    }

    /// <summary>Items with commas between them.</summary>
    public Utf8Writer Join<T>(IEnumerable<T> items, Action<T> write)
    {
        var isFirst = true;
        foreach (var item in items)
        {
            if (!isFirst) Write(", ");
            isFirst = false;
            write(item);
        }

        return this;
    }

    /// <summary>Text with quotes, backslashes and everything outside printable ASCII as <c>\XX</c>.</summary>
    public Utf8Writer Escaped(string text)
    {
        foreach (var b in ByteText.Encode(text))
        {
            if (b == '\\') Write("\\\\");
            else if (b is >= 0x20 and < 0x7F and not (byte)'"') Write(b);
            else Write('\\').Write(HexDigit(b >> 4)).Write(HexDigit(b & 15));
        }

        return this;
    }

    /// <summary>A bare word, or a quoted string where the text is no word.</summary>
    public Utf8Writer WordOrString(string text) => IsWord(text) ? Write(text) : Write('"').Escaped(text).Write('"');

    public static char HexDigit(int value) => (char)(value < 10 ? '0' + value : 'A' + value - 10);

    public static bool IsWord(string text)
    {
        if (text.Length == 0 || !Lexer.IsWordStart(text[0])) return false;
        foreach (var c in text)
            if (!Lexer.IsWordPart(c))
                return false;
        return true;
    }

    private Span<byte> Reserve(int count)
    {
        if (Length + count > _buffer.Length) Array.Resize(ref _buffer, Math.Max((_buffer.Length * 2) + 256, Length + count));
        return _buffer.AsSpan(Length);
    }
}
