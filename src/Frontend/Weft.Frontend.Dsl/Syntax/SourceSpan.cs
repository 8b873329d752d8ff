using Weft.IR;

namespace Weft.Frontend.Dsl.Syntax;

/// <summary>A piece of the source: where it starts, in lines and columns from 1, and how many characters it has.</summary>
/// <param name="Offset">The first character's index in the text, from 0.</param>
public readonly record struct SourceSpan(int Offset, int Line, int Column, int Length)
{
    public int End => Offset + Length;

    public Location In(string path) => Location.At(path, Line, Column);

    /// <summary>From the start of this span to the end of <paramref name="last"/>.</summary>
    public SourceSpan To(SourceSpan last) => this with { Length = Math.Max(last.End - Offset, Length) };
}
