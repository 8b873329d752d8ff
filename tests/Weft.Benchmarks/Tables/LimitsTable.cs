namespace Weft.Benchmarks;

/// <summary>What one thread of the machine can do at most, in the same run.</summary>
internal static class LimitsTable
{
    public static Section Run(Effort effort)
    {
        var limits = MachineLimits.Measure(effort);
        return new("The machine's limits, one thread",
            Form.Text($"f32 multiply-adds from registers: {limits.Peak * 1e-9:0} GFLOP/s, of f64 half as many. ")
            + "Bandwidth counts bytes read and written, in f32 vectors of 512 bits.",
            ["bytes in use", "read", "copy", "non-temporal copy"],
            [
                .. limits.Levels.Select(level => (string[])
                [
                    $"{level.Name}, {Form.Bytes(level.Bytes)}",
                    .. new[] { level.Read, level.Copy, level.CopyPast }.Select(rate => Form.Bandwidth(rate, 1)),
                ]),
            ]);
    }
}
