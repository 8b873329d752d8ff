using System.Collections.Immutable;

namespace Weft.Benchmarks;

/// <summary>What kernels are to reach: how many times as long somebody else takes.</summary>
/// <param name="Kernels">By their names; none for all of the table.</param>
internal sealed record Bar(string Row, double Aim, double Floor, params ImmutableArray<string> Kernels)
{
    /// <summary>Whether it is about the geometric mean of the kernels; else about each of them.</summary>
    public bool IsMean { get; init; }

    /// <summary>Who else; null for the best of the run.</summary>
    public string? Peer { get; init; }

    public Target Target => new(Row, Unit.Ratio, Aim, Floor);

    public bool IsAbout(string kernel) => Kernels.IsEmpty || Kernels.Contains(kernel);
}
