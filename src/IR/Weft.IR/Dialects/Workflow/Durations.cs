using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Weft.IR;

/// <summary>Lengths of time as people write them: <c>50ms</c>, <c>1.5s</c>, <c>5min</c>.</summary>
public static class Durations
{
    // Longer ends first: 'ms' ends in 's'.
    private static readonly (string Unit, double Microseconds)[] Table = [("us", 1), ("ms", 1e3), ("min", 60e6), ("s", 1e6), ("h", 3600e6)];

    public static IEnumerable<string> Units => Table.Select(row => row.Unit);

    /// <summary>Null when the text is no number above 0 with a unit.</summary>
    public static TimeSpan? TryParse(string text)
    {
        foreach (var (unit, microseconds) in Table)
        {
            if (!text.EndsWith(unit, StringComparison.Ordinal)) continue;
            var number = text.Substring(0, text.Length - unit.Length);
            if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)) return null;
            var ticks = value * microseconds * 10;
            return ticks is >= 1 and < 1e18 ? TimeSpan.FromTicks((long)ticks) : null;
        }

        return null;
    }
}
