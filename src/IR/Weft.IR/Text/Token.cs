namespace Weft.IR.Text;

/// <summary>The tokens of IR text.</summary>
public enum TokenKind : byte
{
    EndOfFile,
    Error,

    Word,
    Integer,
    Float,
    String,

    /// <summary><c>%name</c></summary>
    Percent,

    /// <summary><c>^name</c></summary>
    Caret,

    /// <summary><c>@name</c> or <c>@"name"</c></summary>
    At,

    /// <summary><c>#name</c></summary>
    Hash,

    /// <summary><c>!name</c></summary>
    Exclamation,

    Arrow,
    Colon,
    Comma,
    Ellipsis,
    Equal,
    Greater,
    LeftBrace,
    LeftParen,
    LeftSquare,
    Less,
    Minus,
    Plus,
    Question,
    RightBrace,
    RightParen,
    RightSquare,
    Star,
    VerticalBar,

    /// <summary><c>{-#</c></summary>
    MetadataBegin,

    /// <summary><c>#-}</c></summary>
    MetadataEnd,
}

/// <summary>A token: its kind and where its bytes are.</summary>
public readonly record struct Token(TokenKind Kind, int Start, int End)
{
    public int Length => End - Start;
}
