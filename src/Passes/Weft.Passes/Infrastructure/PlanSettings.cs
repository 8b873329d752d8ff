using System.Globalization;

namespace Weft.Passes;

/// <summary>What is asked of the plans of passes, in the place of what their model of the processor says. Sizes are factors of what that
/// says, so that they mean something for each nest of a kernel.</summary>
public sealed record PlanSettings
{
    /// <summary>Whatever the model says.</summary>
    public static PlanSettings Automatic { get; } = new();

    /// <summary>Rows of a contraction's kernel in registers; 0, here and below, for what the model says.</summary>
    public int Rows { get; init; }

    /// <summary>Vectors in each of its rows.</summary>
    public int Vectors { get; init; }

    /// <summary>Turns of the sum for which a contraction's factors are kept, against what the model says; so the sizes below.</summary>
    public double SumBlock { get; init; } = 1;

    public double RowBlock { get; init; } = 1;

    public double ColumnBlock { get; init; } = 1;

    /// <summary>Rows and columns, or steps, that are done at once where others wait for them.</summary>
    public double Block { get; init; } = 1;

    /// <summary>Sweeps over a part of arrays.</summary>
    public double TimeSteps { get; init; } = 1;

    /// <summary>How far such a part goes in each direction.</summary>
    public double TimeExtent { get; init; } = 1;

    /// <summary>Vectors that a turn of a vectorized loop makes.</summary>
    public int AtOnce { get; init; }

    /// <summary>Of a vector.</summary>
    public int VectorBytes { get; init; }

    /// <summary>Whether arrays lie as they do in the source.</summary>
    public bool KeepsLayouts { get; init; }

    /// <summary>The processor as plans are to see it.</summary>
    public CpuModel Of(CpuModel machine) =>
        VectorBytes > 0 && VectorBytes < machine.VectorBytes ? machine with { VectorBytes = VectorBytes } : machine;

    /// <summary>A size by a factor, at least 1.</summary>
    public static long Scaled(long size, double factor) => Math.Max(1, (long)Math.Round(size * factor));

    /// <summary>What is asked for: <c>rows 12, vectors 2, sum block x 0.5</c>. As long as nothing is, <c>automatic</c>.</summary>
    public override string ToString() => Parts().ToList() is { Count: > 0 } parts ? string.Join(", ", parts) : "automatic";

    /// <summary>Reads what <see cref="ToString"/> wrote; null for anything else.</summary>
    public static PlanSettings? TryParse(string text)
    {
        if (text == Automatic.ToString()) return Automatic;
        PlanSettings? settings = Automatic;
        foreach (var part in text.Split(", "))
        {
            var at = part.LastIndexOf(' ');
            if (at < 0 || settings is null || !double.TryParse(part[at..], NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
                return null;
            settings = s_knobs.FirstOrDefault(knob => knob.Name == part[..at])?.Set(settings, value);
        }

        return settings?.ToString() == text ? settings : null;
    }

    private IEnumerable<string> Parts() => s_knobs
        .Where(knob => knob.Get(this) != knob.Get(Automatic))
        .Select(knob => FormattableString.Invariant($"{knob.Name} {knob.Get(this)}"));

    private sealed record Knob(string Name, Func<PlanSettings, double> Get, Func<PlanSettings, double, PlanSettings> Set);

    private static readonly Knob[] s_knobs =
    [
        new("rows", s => s.Rows, (s, value) => s with { Rows = (int)value }),
        new("vectors", s => s.Vectors, (s, value) => s with { Vectors = (int)value }),
        new("sum block x", s => s.SumBlock, (s, value) => s with { SumBlock = value }),
        new("row block x", s => s.RowBlock, (s, value) => s with { RowBlock = value }),
        new("column block x", s => s.ColumnBlock, (s, value) => s with { ColumnBlock = value }),
        new("block x", s => s.Block, (s, value) => s with { Block = value }),
        new("time steps x", s => s.TimeSteps, (s, value) => s with { TimeSteps = value }),
        new("time extent x", s => s.TimeExtent, (s, value) => s with { TimeExtent = value }),
        new("vectors at once", s => s.AtOnce, (s, value) => s with { AtOnce = (int)value }),
        new("layouts kept", s => s.KeepsLayouts ? 1 : 0, (s, value) => s with { KeepsLayouts = value > 0 }),
        new("vector bytes", s => s.VectorBytes, (s, value) => s with { VectorBytes = (int)value }),
    ];
}
