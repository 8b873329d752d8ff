namespace Weft.Passes;

/// <summary>A constant to 106 bits, as the sum of two numbers.</summary>
internal sealed record Exact(double High, double Low)
{
    public static Exact One { get; } = new(1, 0);

    /// <summary>log(2)</summary>
    public static Exact Log2 { get; } = new(0.6931471805599453, 2.3190468138462996e-17);

    /// <summary>log(2) to base 10</summary>
    public static Exact Log10Of2 { get; } = new(0.3010299956639812, -2.8037281277851704e-18);

    /// <summary>log(e) to base 2</summary>
    public static Exact Log2OfE { get; } = new(1.4426950408889634, 2.0355273740931033e-17);

    /// <summary>log(e) to base 10</summary>
    public static Exact Log10OfE { get; } = new(0.4342944819032518, 1.098319650216765e-17);

    /// <summary>pi</summary>
    public static Exact Pi { get; } = new(3.1415926535897932, 1.2246467991473532e-16);

    /// <summary>pi / 4</summary>
    public static Exact EighthTurn { get; } = new(0.7853981633974483, 3.061616997868383e-17);

    /// <summary>1 / 3</summary>
    public static Exact Third { get; } = new(0.3333333333333333, 1.850371707708594e-17);

    /// <summary>As two numbers of a format.</summary>
    public (double High, double Low) In(Format format) =>
        format.IsSingle ? ((float)High, (float)(High - (float)High + Low)) : (High, Low);

    /// <summary>As three numbers of single precision.</summary>
    public (double High, double Middle, double Low) InSingles()
    {
        var (high, middle) = ((float)High, (float)(High - (float)High));
        return (high, middle, (float)(High - high - middle + Low));
    }
}
