using System.Collections.Immutable;

namespace Weft.Frontend.Dsl.Formatting;

/// <summary>
/// A layout that is still open: text with places where lines may break. A group is printed on one line where that fits, else each of
/// its own places breaks.
/// </summary>
internal abstract record Doc
{
    public static Doc Empty { get; } = new Concat([]);

    public static Doc Space { get; } = new Text(" ");

    /// <summary>A space, or a line end where the group around it is broken.</summary>
    public static Doc Line { get; } = new Break(" ", IsHard: false);

    /// <summary>Nothing, or a line end where the group around it is broken.</summary>
    public static Doc SoftLine { get; } = new Break("", IsHard: false);

    /// <summary>A comma, or a line end where the group around it is broken.</summary>
    public static Doc FieldEnd { get; } = new Break(", ", IsHard: false);

    public static Doc HardLine { get; } = new Break("", IsHard: true);

    /// <summary>A line end and an empty line.</summary>
    public static Doc BlankLine { get; } = new Concat([HardLine, HardLine]);

    /// <summary>Does not fit on one line, whatever its width.</summary>
    public virtual bool MustBreak => false;

    /// <summary>Begins with a comment that has a line of its own: what stands before it must have a line end.</summary>
    public virtual bool StartsLine => false;

    /// <summary>Ends with a comment that goes to the end of its line.</summary>
    public virtual bool EndsLine => false;

    public virtual bool IsEmpty => false;

    public static Doc Of(params IEnumerable<Doc> parts) => new Concat([.. parts.Where(part => !part.IsEmpty)]);

    public Doc Grouped() => new Group(this);

    public Doc Nested(int levels = 1) => new Nest(this, levels);
}

/// <summary>A word, or a comment within a line.</summary>
internal sealed record Text(string Value) : Doc;

internal sealed record Break(string Flat, bool IsHard) : Doc
{
    public override bool MustBreak => IsHard;
}

/// <summary>A comment behind a word, up to the end of the line.</summary>
internal sealed record TrailingComment(string Value) : Doc
{
    public override bool EndsLine => true;
}

/// <summary>Comments on lines of their own before a word.</summary>
/// <param name="BlankAfter">An empty line stands between the last of them and the word.</param>
internal sealed record LeadingComments(ImmutableArray<Comment> Comments, bool BlankAfter) : Doc
{
    public override bool StartsLine => true;
}

internal sealed record Concat : Doc
{
    public Concat(ImmutableArray<Doc> parts)
    {
        Parts = parts;
        // A comment at the very beginning or end of a layout does not concern what is inside.
        MustBreak = parts.Any(part => part.MustBreak) || parts.Skip(1).Any(part => part.StartsLine)
            || parts.SkipLast(1).Any(part => part.EndsLine);
    }

    public ImmutableArray<Doc> Parts { get; }

    public override bool MustBreak { get; }

    public override bool StartsLine => Parts is [var first, ..] && first.StartsLine;

    public override bool EndsLine => Parts is [.., var last] && last.EndsLine;

    public override bool IsEmpty => Parts.IsEmpty;
}

internal sealed record Group(Doc Body) : Doc
{
    public override bool MustBreak { get; } = Body.MustBreak;

    public override bool StartsLine => Body.StartsLine;

    public override bool EndsLine => Body.EndsLine;

    public override bool IsEmpty => Body.IsEmpty;
}

/// <param name="Levels">How many levels deeper lines inside it begin.</param>
internal sealed record Nest(Doc Body, int Levels) : Doc
{
    public override bool MustBreak { get; } = Body.MustBreak;

    public override bool StartsLine => Body.StartsLine;

    public override bool EndsLine => Body.EndsLine;

    public override bool IsEmpty => Body.IsEmpty;
}
