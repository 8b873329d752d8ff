using System;

namespace Weft.IR.Text;

/// <summary>Splits UTF-8 IR text into tokens; allocates nothing.</summary>
internal struct Lexer(byte[] source, int position)
{
    // What a byte can be part of. Letters and '_' begin words; digits, '$' and '.' go on; '-' goes on only after a sigil.
    private const byte WordStart = 1;
    private const byte WordPart = 2;
    private const byte SuffixPart = 4;
    private const byte Digit = 8;
    private const byte Space = 16;
    private const byte HexDigit = 32;

    private static readonly byte[] Classes = MakeClasses();

    public int Position { get; set; } = position;

    /// <summary>What is wrong with the last token, if its kind is <see cref="TokenKind.Error"/>.</summary>
    public string? Error { get; private set; }

    public int ErrorPosition { get; private set; }

    public Token Next()
    {
        SkipTrivia();
        var start = Position;
        if (start >= source.Length) return new(TokenKind.EndOfFile, source.Length, source.Length);
        var c = source[Position++];
        var classes = Classes[c];
        if ((classes & WordStart) != 0) return Run(TokenKind.Word, start, WordPart);
        if ((classes & Digit) != 0) return Number(start);
        return c switch
        {
            (byte)'%' => Sigil(TokenKind.Percent, start, "invalid SSA name"),
            (byte)'^' => Sigil(TokenKind.Caret, start, "invalid block name"),
            (byte)'!' => Sigil(TokenKind.Exclamation, start, "invalid type identifier"),
            (byte)'#' =>
                Peek(0) == '-'
                && Peek(1) == '}' ? Take(TokenKind.MetadataEnd, start, 2) : Sigil(TokenKind.Hash, start, "invalid attribute name"),
            (byte)'@' => AtIdentifier(start),
            (byte)'"' => StringLiteral(start),
            (byte)',' => Take(TokenKind.Comma, start),
            (byte)':' => Take(TokenKind.Colon, start),
            (byte)'=' => Take(TokenKind.Equal, start),
            (byte)'(' => Take(TokenKind.LeftParen, start),
            (byte)')' => Take(TokenKind.RightParen, start),
            (byte)'{' => Peek(0) == '-' && Peek(1) == '#' ? Take(TokenKind.MetadataBegin, start, 2) : Take(TokenKind.LeftBrace, start),
            (byte)'}' => Take(TokenKind.RightBrace, start),
            (byte)'[' => Take(TokenKind.LeftSquare, start),
            (byte)']' => Take(TokenKind.RightSquare, start),
            (byte)'<' => Take(TokenKind.Less, start),
            (byte)'>' => Take(TokenKind.Greater, start),
            (byte)'-' => Peek(0) == '>' ? Take(TokenKind.Arrow, start, 1) : Take(TokenKind.Minus, start),
            (byte)'+' => Take(TokenKind.Plus, start),
            (byte)'?' => Take(TokenKind.Question, start),
            (byte)'*' => Take(TokenKind.Star, start),
            (byte)'|' => Take(TokenKind.VerticalBar, start),
            (byte)'.' when Peek(0) == '.' && Peek(1) == '.' => Take(TokenKind.Ellipsis, start, 2),
            (byte)'.' => Fail(Position, "expected three consecutive dots for an ellipsis"),
            _ => Fail(start, "unexpected character"),
        };
    }

    /// <summary><c>i</c>, <c>si</c> or <c>ui</c> and digits.</summary>
    public static bool IsIntegerType(ReadOnlySpan<byte> word)
    {
        var digits = word.IndexOf((byte)'i') + 1;
        if (digits is not (1 or 2) || digits == word.Length || (digits == 2 && word[0] is not ((byte)'s' or (byte)'u'))) return false;
        foreach (var c in word.Slice(digits))
            if (!IsDigit(c))
                return false;
        return true;
    }

    public static bool IsWordStart(char c) => c < 128 && (Classes[c] & WordStart) != 0;

    public static bool IsWordPart(char c) => c < 128 && (Classes[c] & WordPart) != 0;

    private void SkipTrivia()
    {
        while (Position < source.Length)
        {
            var c = source[Position];
            if ((Classes[c] & Space) != 0)
            {
                Position++;
            }
            else if (c == '/' && Peek(1) == '/')
            {
                var line = source.AsSpan(Position).IndexOf((byte)'\n');
                Position = line < 0 ? source.Length : Position + line + 1;
            }
            else
            {
                return;
            }
        }
    }

    private readonly int Peek(int ahead) => Position + ahead < source.Length ? source[Position + ahead] : -1;

    private Token Take(TokenKind kind, int start, int more = 0)
    {
        Position += more;
        return new(kind, start, Position);
    }

    private Token Run(TokenKind kind, int start, byte part)
    {
        while (Position < source.Length && (Classes[source[Position]] & part) != 0) Position++;
        return new(kind, start, Position);
    }

    // A sigil is followed by digits, or by a name that may contain '-'.
    private Token Sigil(TokenKind kind, int start, string problem)
    {
        var c = Peek(0);
        if (c >= 0 && (Classes[c] & Digit) != 0) return Run(kind, start, Digit);
        if (c >= 0 && (Classes[c] & SuffixPart) != 0) return Run(kind, start, SuffixPart);
        return Fail(start, problem);
    }

    private Token AtIdentifier(int start)
    {
        var c = Peek(0);
        if (c == '"')
        {
            Position++;
            var quoted = StringLiteral(start);
            return quoted.Kind == TokenKind.Error ? quoted : quoted with { Kind = TokenKind.At };
        }

        if (c < 0 || (Classes[c] & WordStart) == 0) return Fail(Position, "@ identifier expected to start with letter or '_'");
        return Run(TokenKind.At, start, WordPart);
    }

    private Token StringLiteral(int start)
    {
        while (Position < source.Length)
        {
            var c = source[Position++];
            if (c == '"') return new(TokenKind.String, start, Position);
            if (c is (byte)'\n' or 0x0B or 0x0C) return Fail(Position - 1, "expected '\"' in string literal");
            if (c != '\\') continue;
            if (Peek(0) is '"' or '\\' or 'n' or 't') Position++;
            else if (IsHex(Peek(0)) && IsHex(Peek(1))) Position += 2;
            else return Fail(Position - 1, "unknown escape in string literal");
        }

        return Fail(Position, "expected '\"' in string literal");
    }

    private Token Number(int start)
    {
        if (source[start] == '0' && Peek(0) == 'x' && IsHex(Peek(1)))
        {
            Position++;
            return Run(TokenKind.Integer, start, HexDigit);
        }

        Run(TokenKind.Integer, start, Digit);
        if (Peek(0) != '.') return new(TokenKind.Integer, start, Position);
        Position++;
        Run(TokenKind.Float, start, Digit);
        if (Peek(0) is 'e' or 'E' && (IsDigit(Peek(1)) || (Peek(1) is '+' or '-' && IsDigit(Peek(2)))))
        {
            Position += 2;
            Run(TokenKind.Float, start, Digit);
        }

        return new(TokenKind.Float, start, Position);
    }

    private Token Fail(int position, string message)
    {
        (Error, ErrorPosition) = (message, position);
        return new(TokenKind.Error, position, Math.Max(Position, position + 1));
    }

    private static bool IsDigit(int c) => c >= 0 && (Classes[c] & Digit) != 0;

    private static bool IsHex(int c) => c >= 0 && (Classes[c] & HexDigit) != 0;

    private static byte[] MakeClasses()
    {
        var table = new byte[256];
        for (var c = 'a'; c <= 'z'; c++) table[c] = table[char.ToUpperInvariant(c)] = WordStart | WordPart | SuffixPart;
        table['_'] = WordStart | WordPart | SuffixPart;
        for (var c = '0'; c <= '9'; c++) table[c] = Digit | HexDigit | WordPart | SuffixPart;
        table['$'] = table['.'] = WordPart | SuffixPart;
        table['-'] = SuffixPart;
        foreach (var c in "abcdefABCDEF") table[c] |= HexDigit;
        foreach (var c in " \t\r\n\0") table[c] = Space;
        return table;
    }
}
