namespace Weft.Frontend.Dsl.Formatting;

/// <summary>How closely the operators of a formula stand.</summary>
internal enum Density
{
    /// <summary><c>2 * n + 1</c></summary>
    Loose,

    /// <summary><c>2*n + 1</c> and <c>n-1</c>, in subscripts and extents.</summary>
    Subscript,

    /// <summary><c>2*n+1</c>, on either side of the dots of a range.</summary>
    Range,
}
