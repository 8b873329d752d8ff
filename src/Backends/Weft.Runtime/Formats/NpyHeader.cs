using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Weft.IR;

namespace Weft.Runtime;

/// <summary>The dictionary at the head of an npy file: <c>{'descr': '&lt;f4', 'fortran_order': False, 'shape': (2, 3), }</c>.</summary>
internal sealed record NpyHeader(ElementType Element, bool BigEndian, bool FortranOrder, ImmutableArray<long> Shape)
{
    private const int MaxRank = 64;

    private static readonly (string Code, ElementType Element)[] Types =
    [
        ("b1", ElementType.Bool), ("i1", ElementType.I8), ("i2", ElementType.I16), ("i4", ElementType.I32), ("i8", ElementType.I64),
        ("u1", ElementType.U8), ("u2", ElementType.U16), ("u4", ElementType.U32), ("u8", ElementType.U64),
        ("f2", ElementType.F16), ("f4", ElementType.F32), ("f8", ElementType.F64), ("i8", ElementType.Index),
    ];

    /// <summary>How numpy spells the type, or null when it has none.</summary>
    public static string? TypeOf(ElementType element) =>
        Types.FirstOrDefault(t => t.Element == element).Code is { } code ? (element.ByteSize == 1 ? "|" : "<") + code : null;

    /// <param name="offset">Where the text starts in the file, for messages.</param>
    public static NpyHeader Parse(ReadOnlySpan<byte> text, int offset, string name) =>
        new Parser(Encoding.Latin1.GetString(text), offset, name).Parse();

    private sealed class Parser(string text, int offset, string name)
    {
        private int _position;
        private (ElementType Element, bool BigEndian)? _type;
        private bool? _fortran;
        private ImmutableArray<long>? _shape;

        public NpyHeader Parse()
        {
            Expect('{');
            while (Peek() != '}')
            {
                ReadEntry();
                if (Peek() == ',') _position++;
                else if (Peek() != '}') throw Malformed("expected ',' or '}'");
            }

            _position++;
            if (Peek() != '\0') throw Malformed("text after the dictionary");
            if (_type is not { } type) throw Malformed("'descr' is missing");
            if (_fortran is not { } fortran) throw Malformed("'fortran_order' is missing");
            if (_shape is not { } shape) throw Malformed("'shape' is missing");
            return new(type.Element, type.BigEndian, fortran, shape);
        }

        private void ReadEntry()
        {
            var key = ReadString();
            Expect(':');
            if (key == "descr" && _type is null) _type = ReadType();
            else if (key == "fortran_order" && _fortran is null) _fortran = ReadBool();
            else if (key == "shape" && _shape is null) _shape = ReadShape();
            else throw Malformed($"unexpected key '{key}'");
        }

        private (ElementType Element, bool BigEndian) ReadType()
        {
            if (Peek() is not ('\'' or '"')) throw Malformed("'descr' is not a simple type; arrays of structures are not supported");
            var code = ReadString();
            var order = code.Length > 0 ? code[0] : '\0';
            var known = Types.FirstOrDefault(t => t.Code == (order is '<' or '>' or '|' or '=' ? code[1..] : code));
            if (known.Code is null) throw new WeftException(FormatDiagnostics.UnsupportedType.At(default, name, code));
            return (known.Element, order == '>');
        }

        private bool ReadBool()
        {
            if (TakeWord("False")) return false;
            if (TakeWord("True")) return true;
            throw Malformed("expected True or False");
        }

        private ImmutableArray<long> ReadShape()
        {
            Expect('(');
            var shape = ImmutableArray.CreateBuilder<long>();
            while (Peek() != ')')
            {
                if (shape.Count == MaxRank) throw Malformed($"more than {MaxRank} dimensions");
                shape.Add(ReadExtent());
                if (Peek() == ',') _position++;
                else if (Peek() != ')') throw Malformed("expected ',' or ')'");
            }

            _position++;
            return shape.ToImmutable();
        }

        private long ReadExtent()
        {
            Peek();
            var start = _position;
            while (_position < text.Length && char.IsAsciiDigit(text[_position])) _position++;
            if (!long.TryParse(text.AsSpan(start, _position - start), NumberStyles.None, CultureInfo.InvariantCulture, out var extent))
                throw Malformed("expected an extent");
            // Python 2 wrote long integers as 3L.
            if (_position < text.Length && text[_position] == 'L') _position++;
            return extent;
        }

        private string ReadString()
        {
            var quote = Peek();
            if (quote is not ('\'' or '"')) throw Malformed("expected a string");
            var end = text.IndexOf(quote, _position + 1);
            if (end < 0) throw Malformed("a string does not end");
            var value = text[(_position + 1)..end];
            _position = end + 1;
            return value;
        }

        private bool TakeWord(string word)
        {
            Peek();
            if (!text.AsSpan(_position).StartsWith(word, StringComparison.Ordinal)) return false;
            _position += word.Length;
            return true;
        }

        private void Expect(char c)
        {
            if (Peek() != c) throw Malformed($"expected '{c}'");
            _position++;
        }

        private char Peek()
        {
            while (_position < text.Length && text[_position] is ' ' or '\n' or '\t' or '\r') _position++;
            return _position < text.Length ? text[_position] : '\0';
        }

        private WeftException Malformed(string what) => new(FormatDiagnostics.MalformedHeader.At(default, name, offset + _position, what));
    }
}
