namespace Weft.Frontend.Dsl.Analysis;

/// <summary>What a piece of a program costs, as formulas over the extents of its arguments.</summary>
/// <param name="Flops">Operations on floating-point numbers.</param>
/// <param name="BytesRead">Of the elements of arrays that are read, each time anew.</param>
/// <param name="IsExact">False where branches, <c>while</c> or bounds that change from turn to turn make it an estimate.</param>
public sealed record Cost(Polynomial Flops, Polynomial BytesRead, Polynomial BytesWritten, bool IsExact)
{
    public override string ToString() =>
        $"{(IsExact ? "" : "about ")}{Flops} flops, {BytesRead} bytes read, {BytesWritten} bytes written";
}
