using Weft.Passes;

namespace Weft.Tool;

/// <summary>A part of a plan that can be otherwise, where a kernel has what it is about.</summary>
/// <param name="Pass">The pass whose plan it is a part of.</param>
/// <param name="Kind">The kind of its remarks that say that the kernel has such a plan.</param>
/// <param name="Variants">Other plans beside one.</param>
internal sealed record PlanDirection(string Pass, string Kind, Func<PlanSettings, IEnumerable<PlanSettings>> Variants)
{
    private const string Contractions = "tile-contractions";
    private const string Sweeps = "tile-time-loops";
    private const string Layouts = "change-layouts";
    private const string Vectors = "vectorize-loops";

    // Sums in registers, and the vectors that make them, are less than 32.
    private static readonly (int Rows, int Vectors)[] s_kernels =
        [(4, 4), (6, 4), (5, 4), (8, 3), (9, 3), (6, 3), (12, 2), (10, 2), (14, 2), (8, 2), (6, 2), (4, 2), (14, 1), (24, 1)];

    private static readonly double[] s_factors = [0.5, 2];

    /// <summary>Those that matter most first.</summary>
    public static IReadOnlyList<PlanDirection> All { get; } =
    [
        new(Contractions, "tiled", s => s_kernels.Select(k => s with { Rows = k.Rows, Vectors = k.Vectors })),
        new(Contractions, "tiled", s => s_factors.Select(f => s with { SumBlock = s.SumBlock * f })),
        new(Contractions, "tiled", s => s_factors.Select(f => s with { RowBlock = s.RowBlock * f })),
        new(Contractions, "tiled", s => s_factors.Select(f => s with { ColumnBlock = s.ColumnBlock * f })),
        new(Contractions, "blocks", Blocks),
        new(Contractions, "table", Blocks),
        new(Contractions, "rows", Blocks),
        new("block-steps", "blocked", Blocks),
        new("block-columns", "blocked", Blocks),
        new("look-ahead", "ahead", Blocks),
        new(Sweeps, "tiled", s => s_factors.SelectMany(f => new[]
        {
            s with { TimeSteps = s.TimeSteps * f }, s with { TimeExtent = s.TimeExtent * f },
            s with { TimeSteps = s.TimeSteps * f, TimeExtent = s.TimeExtent * f },
        })),
        new(Sweeps, "tiled", s => s_factors.Select(f => s with { TimeExtent = s.TimeExtent * f })),
        new(Layouts, "changed", s => [s with { KeepsLayouts = true }]),
        new(Layouts, "copied", s => [s with { KeepsLayouts = true }]),
        new(Vectors, "vectorized", s => new[] { 1, 2, 4, 8 }.Select(count => s with { AtOnce = count })),
        new(Vectors, "vectorized", s => [s with { VectorBytes = 32 }]),
    ];

    /// <summary>Whether a kernel has such a plan.</summary>
    public bool IsIn(RemarkLog remarks) => remarks.Count(Pass, Kind) > 0;

    private static IEnumerable<PlanSettings> Blocks(PlanSettings settings) =>
        s_factors.Select(f => settings with { Block = settings.Block * f });
}
