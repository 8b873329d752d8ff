using System.Text;

namespace Weft.Tool;

/// <summary>What a program prints into a pipe: held back until it is flushed, as the C library does. mlir-runner writes a program's result
/// past that, so that it comes before what is still held.</summary>
internal sealed class HeldOutput(TextWriter output) : TextWriter
{
    private readonly StringBuilder _held = new();

    public override Encoding Encoding => output.Encoding;

    public override void Write(char value) => _held.Append(value);

    public override void Write(string? value) => _held.Append(value);

    public override void Flush()
    {
        output.Write(_held);
        output.Flush();
        _held.Clear();
    }
}
