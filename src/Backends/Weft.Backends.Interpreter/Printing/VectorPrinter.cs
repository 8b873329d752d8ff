namespace Weft.Backends;

/// <summary>Writes <c>( ( 1, 2 ), ( 3, 4 ) )</c>.</summary>
internal sealed class VectorPrinter(Func<long, string> scalar, TextWriter output)
{
    public void Print(long bits) => output.Write(scalar(bits));

    public void Print(Elements elements)
    {
        // A vector without dimensions is printed as one of one element.
        if (elements.Shape.IsEmpty) Print(elements.Bits, [1]);
        else Print(elements.Bits, elements.Shape.AsSpan());
    }

    private void Print(ReadOnlySpan<long> bits, ReadOnlySpan<long> shape)
    {
        output.Write("( ");
        var part = shape[0] == 0 ? 0 : bits.Length / (int)shape[0];
        for (var i = 0; i < shape[0]; i++)
        {
            if (i > 0) output.Write(", ");
            if (shape.Length == 1) Print(bits[i]);
            else Print(bits.Slice(i * part, part), shape[1..]);
        }

        output.Write(" )");
    }
}
