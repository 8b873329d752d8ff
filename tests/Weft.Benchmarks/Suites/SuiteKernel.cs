using Weft.IR;

namespace Weft.Benchmarks;

/// <summary>What an element of an argument holds before a call.</summary>
/// <param name="random">From 0 to 1, another one for each element, and the same in each run.</param>
internal delegate double StartValue(string array, ReadOnlySpan<long> at, double random, SuiteExtents extents);

/// <summary>A kernel of a suite of benchmarks at some sizes: it stands in a .weft file, and beside that the same loops in a C file of its
/// name.</summary>
/// <param name="Name">As the suite calls it, at these sizes.</param>
/// <param name="File">The .weft file, without its ending.</param>
/// <param name="Symbols">What its extents are called, apart by blanks.</param>
/// <param name="Sizes">The extents of each of the suite's sizes, the smallest first.</param>
/// <param name="Flops">How many additions, multiplications, divisions, roots and choices of a smaller one a call makes; by its highest
/// powers.</param>
internal sealed record SuiteKernel(string Name, string File, string Symbols, long[][] Sizes, Func<SuiteExtents, double> Flops)
{
    /// <summary>How many bytes a call must read and write at least; null where that is not what it waits for.</summary>
    public Func<SuiteExtents, double>? Bytes { get; init; }

    /// <summary>How many times as many operations an instruction makes of its numbers as of f32.</summary>
    public double Density { get; init; } = 1;

    /// <summary>What the programs call it, without its type.</summary>
    public string Identifier { get; init; } = Name.Replace('-', '_');

    public StartValue Start { get; init; } = (_, _, random, _) => random;

    /// <summary>The numbers that it is given, by name.</summary>
    public Func<string, double> Number { get; init; } = name => name == "beta" ? 1.2 : 1.5;

    /// <summary>Outputs that hold nothing but rounding errors for some extents.</summary>
    public Func<string, SuiteExtents, bool> IsNoise { get; init; } = (_, _) => false;

    /// <summary>The smallest extent for which all results are numbers.</summary>
    public int Least { get; init; } = 1;

    /// <summary>How many times as large as elsewhere errors may become.</summary>
    public Func<SuiteExtents, double> Condition { get; init; } = _ => 1;

    /// <summary>How far results may be apart, as a part of the largest number of an array: arithmetic is regrouped on all sides.</summary>
    public double Tolerance(ElementType element, SuiteExtents extents) => element == ElementType.F64 ? 1e-9 : 1e-3 * Condition(extents);

    public SuiteExtents ExtentsOf(int size) => SuiteExtents.Of(Symbols, Sizes[size]);
}
