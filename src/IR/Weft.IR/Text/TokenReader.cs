using System;
using System.Collections.Generic;
using System.Text;

namespace Weft.IR.Text;

/// <summary>The token at hand, and the ways to test, take and complain about it. Shared by all parts of the parser.</summary>
public sealed class TokenReader
{
    // About as many as lines have.
    private const int BytesPerLine = 32;

    private readonly byte[] _source;
    private readonly string _file;
    private readonly DiagnosticBag _diagnostics;
    private readonly Dictionary<int, string> _words = [];
    private readonly List<int> _lineStarts;
    private Lexer _lexer;
    private int _lineHint;

    public TokenReader(byte[] source, string file, DiagnosticBag diagnostics)
    {
        (_source, _file, _diagnostics, _lineStarts) = (source, file, diagnostics, new(source.Length / BytesPerLine) { 0 });
        _lexer = new Lexer(source, 0);
        for (var i = Array.IndexOf(source, (byte)'\n'); i >= 0; i = Array.IndexOf(source, (byte)'\n', i + 1)) _lineStarts.Add(i + 1);
        Advance();
    }

    // Stands before the same text.
    private TokenReader(TokenReader other) =>
        (_source, _file, _diagnostics, _lineStarts, _lexer) = (other._source, other._file, new(), other._lineStarts, new(other._source, 0));

    /// <summary>Another reader of the same text, with diagnostics of its own; <see cref="Reset"/> says where it stands.</summary>
    internal TokenReader Fork() => new(this);

    public Token Current { get; private set; }

    public TokenKind Kind => Current.Kind;

    public DiagnosticBag Diagnostics => _diagnostics;

    public bool Is(TokenKind kind) => Current.Kind == kind;

    public bool IsWord(string word) => Current.Kind == TokenKind.Word && Matches(Current.Start, Current.End, word);

    /// <summary>Where the last consumed token ended.</summary>
    public int PreviousEnd { get; private set; }

    public void Advance()
    {
        PreviousEnd = Current.End;
        Current = _lexer.Next();
        // Said here and only once: what the parser then misses follows from it.
        if (Current.Kind == TokenKind.Error) _diagnostics.Error(LocationAt(_lexer.ErrorPosition), _lexer.Error!);
    }

    /// <summary>Starts again at a byte: what shapes need, where <c>x4</c> is a separator and a number.</summary>
    public void Reset(int position)
    {
        _lexer.Position = position;
        Advance();
    }

    /// <summary>Goes behind the brace that closes the one at hand, without a look at what lies between. Null, and no step taken, where
    /// there is none, or where nothing lies between.</summary>
    internal int? PassBraces()
    {
        var end = Braces.End(_source, Current.Start);
        if (end is not { } position || IsBlank(Bytes(Current.End, position - 1))) return null;
        Reset(position);
        PreviousEnd = position;
        return position;
    }

    /// <summary>Leaves the rest of an operation that cannot be read: goes to the next line that begins no deeper than the operation did and
    /// outside of its braces, as the next operation, a block, or the end of the region does. False at the end of the file.</summary>
    /// <param name="start">Where the operation began.</param>
    /// <param name="inRegion">Whether there may be blocks, and a brace that ends the region around the operation.</param>
    public bool SkipFrom(int start, bool inRegion)
    {
        var (column, depth, reached) = (ColumnAt(start), 0, Current.Start);
        // What is passed over may hold anything: nothing is said of it.
        var lexer = new Lexer(_source, start);
        lexer.Next();
        for (var token = lexer.Next(); token.Kind != TokenKind.EndOfFile; token = lexer.Next())
        {
            if (depth == 0 && token.Start >= reached && BeginsOperation(token.Kind, inRegion)
                && ColumnAt(token.Start) <= column && BeginsLine(token.Start))
            {
                Reset(token.Start);
                return true;
            }

            if (token.Kind == TokenKind.LeftBrace) depth++;
            else if (token.Kind == TokenKind.RightBrace) depth = Math.Max(0, depth - 1);
        }

        Reset(_source.Length);
        return false;
    }

    private static bool BeginsOperation(TokenKind kind, bool inRegion) =>
        kind is TokenKind.Word or TokenKind.String or TokenKind.Percent or TokenKind.Hash or TokenKind.Exclamation
        || (inRegion && kind is TokenKind.Caret or TokenKind.RightBrace);

    private int ColumnAt(int position) => LocationAt(position).Position.Column;

    private bool BeginsLine(int position) => IsBlank(Bytes(position - ColumnAt(position) + 1, position));

    private static bool IsBlank(ReadOnlySpan<byte> text)
    {
        foreach (var c in text)
            if (c is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
                return false;
        return true;
    }

    public bool Accept(TokenKind kind)
    {
        if (Current.Kind != kind) return false;
        Advance();
        return true;
    }

    public bool AcceptWord(string word)
    {
        if (!IsWord(word)) return false;
        Advance();
        return true;
    }

    /// <summary>Takes a bare word or a string, as keys are written; null when there is neither.</summary>
    public string? AcceptKey()
    {
        if (Kind is not (TokenKind.Word or TokenKind.String)) return null;
        var key = KeyText();
        Advance();
        return key;
    }

    /// <summary>The key that the current word or string is.</summary>
    public string KeyText() => Kind == TokenKind.Word ? Text(Current) : StringValue(Current);

    /// <summary>Whether the current word is a type such as <c>i32</c>, which names no operation.</summary>
    public bool AtIntegerType() => Current.Kind == TokenKind.Word && Lexer.IsIntegerType(Bytes(Current.Start, Current.End));

    /// <summary>Takes a token of the kind, or records <paramref name="message"/>.</summary>
    public bool Expect(TokenKind kind, string message) => Accept(kind) || ErrorBefore(message);

    public bool ExpectWord(string word) => AcceptWord(word) || Error($"expected '{word}'");

    /// <summary>Stands for the file as a whole.</summary>
    public Location StartOfFile => Location.At(_file, 0, 0);

    public Location Here => LocationAt(Current.Start);

    /// <summary>Records an error at the current token. Always false.</summary>
    public bool Error(string message) => ErrorAt(CurrentOrLast, message);

    /// <summary>Records that something is missing before the current token, which may stand lines below: the error is at the end of the
    /// text above, comments not counted. Always false.</summary>
    public bool ErrorBefore(string message)
    {
        for (var end = CurrentOrLast; ;)
        {
            while (end > 0 && _source[end - 1] is (byte)' ' or (byte)'\t') end--;
            if (end == 0) return Error(message);
            if (_source[end - 1] is not ((byte)'\n' or (byte)'\r')) return ErrorAt(end, message);
            end--;
            var line = _source.AsSpan(0, end);
            var start = Math.Max(0, line.LastIndexOfAny((byte)'\n', (byte)'\r'));
            // As in MLIR, a string with slashes passes for a comment.
            if (line.Slice(start).IndexOf("//"u8) is >= 0 and var comment) end = start + comment;
        }
    }

    public bool ErrorAt(int position, string message) => Report(Diagnostic.Error(LocationAt(position), message));

    /// <summary>Records a diagnostic, unless the text cannot be read on anyhow. Always false.</summary>
    public bool Report(Diagnostic diagnostic)
    {
        if (Current.Kind != TokenKind.Error) _diagnostics.Add(diagnostic);
        return false;
    }

    /// <summary>As <see cref="Error"/>, where a value was to be read: null.</summary>
    public T? Fail<T>(string message) => FailAt<T>(CurrentOrLast, message);

    /// <summary>As <see cref="ErrorBefore"/>, where a value was to be read: null.</summary>
    public T? FailBefore<T>(string message)
    {
        ErrorBefore(message);
        return default;
    }

    /// <summary>As <see cref="ErrorAt"/>, where a value was to be read: null.</summary>
    public T? FailAt<T>(int position, string message)
    {
        ErrorAt(position, message);
        return default;
    }

    // The end of the file is no place to point at.
    private int CurrentOrLast => Kind == TokenKind.EndOfFile ? Math.Max(0, Current.Start - 1) : Current.Start;

    public Location LocationAt(int position)
    {
        // Positions are asked for mostly in order: look near the last answer first.
        if (_lineHint >= _lineStarts.Count || _lineStarts[_lineHint] > position) _lineHint = 0;
        if (_lineHint + 8 < _lineStarts.Count && _lineStarts[_lineHint + 8] <= position)
        {
            var found = _lineStarts.BinarySearch(position);
            _lineHint = found >= 0 ? found : ~found - 1;
        }

        while (_lineHint + 1 < _lineStarts.Count && _lineStarts[_lineHint + 1] <= position) _lineHint++;
        return Location.At(_file, _lineHint + 1, position - _lineStarts[_lineHint] + 1);
    }

    /// <summary>The token's text without <paramref name="skip"/> leading bytes. Equal words share one string.</summary>
    public string Text(Token token, int skip = 0) =>
        // A long number hardly comes again.
        token.Kind is TokenKind.Integer or TokenKind.Float && token.End - token.Start > 4
            ? DecodeBytes(Bytes(token.Start + skip, token.End)) : Text(token.Start + skip, token.End);

    public string Text(int start, int end)
    {
        var span = _source.AsSpan(start, end - start);
        var hash = 17;
        foreach (var b in span) hash = unchecked((hash * 31) + b);
        if (_words.TryGetValue(hash, out var word) && Matches(start, end, word)) return word;
        return _words[hash] = DecodeBytes(span);
    }

    /// <summary>The raw bytes between two positions.</summary>
    public ReadOnlySpan<byte> Bytes(int start, int end) => _source.AsSpan(start, end - start);

    public byte ByteAt(int position) => position < _source.Length ? _source[position] : (byte)0;

    /// <summary>The value of a string token: quotes off, escapes resolved.</summary>
    public string StringValue(Token token)
    {
        var start = token.Kind == TokenKind.At ? token.Start + 2 : token.Start + 1;
        return Text(start, token.End - 1) is var raw && raw.IndexOf('\\') < 0 ? raw : DecodeBytes(Unescape(Bytes(start, token.End - 1)));
    }

    /// <summary>Resolves the escapes of a string literal to bytes.</summary>
    public static byte[] Unescape(ReadOnlySpan<byte> raw)
    {
        var bytes = new List<byte>(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\')
            {
                bytes.Add(raw[i]);
                continue;
            }

            switch (raw[++i])
            {
                case (byte)'n': bytes.Add((byte)'\n'); break;
                case (byte)'t': bytes.Add((byte)'\t'); break;
                case (byte)'"' or (byte)'\\': bytes.Add(raw[i]); break;
                default: bytes.Add((byte)((HexValue(raw[i]) << 4) | HexValue(raw[++i]))); break;
            }
        }

        return [.. bytes];
    }

    public static int HexValue(byte c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;

    // UTF-8 where it is; other bytes become lone surrogates so that nothing is lost.
    private static string DecodeBytes(ReadOnlySpan<byte> bytes)
    {
        var chars = new char[bytes.Length];
        var ascii = true;
        for (var i = 0; i < bytes.Length; i++)
        {
            ascii &= bytes[i] < 0x80;
            chars[i] = (char)bytes[i];
        }

        return ascii ? new string(chars) : ByteText.Decode(bytes);
    }

    private bool Matches(int start, int end, string word) => ByteText.Spells(_source.AsSpan(start, end - start), word);
}
