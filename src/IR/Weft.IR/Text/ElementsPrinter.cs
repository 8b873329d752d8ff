using System;

namespace Weft.IR.Text;

/// <summary>Writes <c>dense&lt;...&gt;</c> and <c>sparse&lt;...&gt;</c>.</summary>
internal sealed class ElementsPrinter
{
    private readonly Utf8Writer _output;
    private readonly PrintOptions _options;

    private ElementsPrinter(Utf8Writer output, PrintOptions options) => (_output, _options) = (output, options);

    /// <summary>The literal without its type.</summary>
    public static void Print(Utf8Writer output, Attribute attribute, PrintOptions options)
    {
        var printer = new ElementsPrinter(output, options);
        if (printer.IsElided(attribute)) output.Write("dense_resource<__elided__>");
        else printer.Elements(attribute);
    }

    private bool IsElided(Attribute attribute) => _options.ElideElementsAbove is { } limit && attribute switch
    {
        DenseElementsAttr dense => !dense.IsSplat && dense.ShapedType.ElementCount > limit,
        DenseStringElementsAttr strings => !strings.IsSplat && strings.ShapedType.ElementCount > limit,
        SparseElementsAttr sparse => IsElided(sparse.Indices) || IsElided(sparse.Values),
        _ => false,
    };

    private void Elements(Attribute attribute)
    {
        switch (attribute)
        {
            case DenseElementsAttr dense:
                _output.Write("dense<");
                DenseBody(dense, allowHex: true);
                break;
            case DenseStringElementsAttr strings:
                _output.Write("dense<");
                Nest(strings.ShapedType.Shape, strings.IsSplat, i => _output.Write('"').Escaped(strings.Values[i]).Write('"'));
                break;
            case SparseElementsAttr sparse:
                _output.Write("sparse<");
                if (sparse.Indices.ShapedType.ElementCount != 0)
                {
                    DenseBody(sparse.Indices, allowHex: false);
                    _output.Write(", ");
                    if (sparse.Values is DenseElementsAttr values) DenseBody(values, allowHex: true);
                    else if (sparse.Values is DenseStringElementsAttr s)
                        Nest(s.ShapedType.Shape, s.IsSplat, i => _output.Write('"').Escaped(s.Values[i]).Write('"'));
                }

                break;
        }

        _output.Write('>');
    }

    private void DenseBody(DenseElementsAttr dense, bool allowHex)
    {
        var element = dense.ShapedType.Element;
        if (allowHex && !dense.IsSplat && dense.ShapedType.ElementCount > _options.HexElementsAbove)
        {
            var data = element is IntegerType { Width: 1 } ? ElementBytes.PackBits(dense.Data.Span) : dense.Data.Span;
            _output.Write("\"0x");
            foreach (var b in data) _output.Write(Utf8Writer.HexDigit(b >> 4)).Write(Utf8Writer.HexDigit(b & 15));
            _output.Write('"');
            return;
        }

        var size = dense.ElementSize;
        Nest(dense.ShapedType.Shape, dense.IsSplat, i => Scalar(element, dense.Data.Span.Slice(i * size, size)));
    }

    private void Scalar(IrType element, ReadOnlySpan<byte> bytes)
    {
        switch (element)
        {
            case ComplexType complex:
                _output.Write('(');
                Scalar(complex.Element, bytes.Slice(0, bytes.Length / 2));
                _output.Write(',');
                Scalar(complex.Element, bytes.Slice(bytes.Length / 2));
                _output.Write(')');
                break;
            case FloatType format:
                ulong low = 0, high = 0;
                for (var i = 0; i < bytes.Length; i++)
                    if (i < 8) low |= (ulong)bytes[i] << (8 * i);
                    else high |= (ulong)bytes[i] << (8 * (i - 8));
                _output.Write(FloatText.Format(format, low, high));
                break;
            case IntegerType { Width: 1 }: _output.Write(bytes[0] != 0 ? "true" : "false"); break;
            default: _output.Write(ElementBytes.Load(bytes, element).ToString(System.Globalization.CultureInfo.InvariantCulture)); break;
        }
    }

    private void Nest(Sequence<long> shape, bool isSplat, Action<int> element)
    {
        if (isSplat)
        {
            element(0);
            return;
        }

        foreach (var extent in shape)
            if (extent == 0)
                return;
        var next = 0;
        Level(0);

        void Level(int dimension)
        {
            if (dimension == shape.Count)
            {
                element(next++);
                return;
            }

            _output.Write('[');
            for (var i = 0; i < shape[dimension]; i++)
            {
                if (i > 0) _output.Write(", ");
                Level(dimension + 1);
            }

            _output.Write(']');
        }
    }
}
