using System.Globalization;
using System.Text;

namespace Weft.Frontend.Dsl.LanguageServer.Protocol;

/// <summary>Messages with a header that gives their length, over two streams. The owner closes them.</summary>
/// <param name="input">Buffered, since headers are read byte by byte.</param>
internal sealed class MessageStream(BufferedStream input, Stream output)
{
    private const int MaxLength = 64 << 20;
    private const int MaxHeader = 4096;
    private const string LengthHeader = "Content-Length:";

    /// <summary>The next message, or null at the end. Lines that are no header are passed over.</summary>
    public byte[]? Read()
    {
        int? length = null;
        while (ReadLine() is { } line)
        {
            if (line.StartsWith(LengthHeader, StringComparison.OrdinalIgnoreCase))
            {
                var digits = line.AsSpan(LengthHeader.Length).Trim();
                var isNumber = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value);
                length = isNumber && value <= MaxLength ? value : null;
            }
            else if (line.Length == 0 && length is { } count)
            {
                var body = new byte[count];
                return input.ReadAtLeast(body, count, throwOnEndOfStream: false) == count ? body : null;
            }
        }

        return null;
    }

    public void Write(ReadOnlySpan<byte> body)
    {
        output.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{LengthHeader} {body.Length}\r\n\r\n")));
        output.Write(body);
        output.Flush();
    }

    private string? ReadLine()
    {
        var line = new StringBuilder();
        while (input.ReadByte() is >= 0 and var next)
        {
            if (next == '\n') return line.ToString().TrimEnd('\r');
            if (line.Length < MaxHeader) line.Append((char)next);
        }

        return null;
    }
}
