using System;
using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>Finds the known name that a misspelt one probably meant.</summary>
public static class Suggestion
{
    /// <summary><c>; did you mean 'x'?</c>, or nothing when no candidate is near.</summary>
    public static string For(string name, IEnumerable<string> candidates)
    {
        var limit = Math.Max(1, name.Length / 3);
        var best = candidates
            .Select(candidate => (Name: candidate, Distance: Distance(name, candidate, limit)))
            .Where(pair => pair.Distance <= limit && pair.Distance < Math.Max(pair.Name.Length, name.Length))
            .OrderBy(pair => pair.Distance)
            .ThenBy(pair => pair.Name, StringComparer.Ordinal)
            .Select(pair => pair.Name)
            .FirstOrDefault();
        return best is null ? "" : $"; did you mean '{best}'?";
    }

    /// <summary>
    /// How many letters to insert, delete, replace or swap with their neighbours, whatever their case; any number above the limit
    /// stands for too many.
    /// </summary>
    private static int Distance(string a, string b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) > limit) return limit + 1;
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            for (var j = 0; j <= b.Length; j++)
                rows[i, j] = i == 0 ? j : j == 0 ? i : Step(i, j);
        return rows[a.Length, b.Length];

        int Step(int i, int j)
        {
            var replaced = rows[i - 1, j - 1] + (Same(i - 1, j - 1) ? 0 : 1);
            var best = Math.Min(replaced, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
            var isSwap = i > 1 && j > 1 && Same(i - 1, j - 2) && Same(i - 2, j - 1);
            return isSwap ? Math.Min(best, rows[i - 2, j - 2] + 1) : best;
        }

        bool Same(int i, int j) => char.ToLowerInvariant(a[i]) == char.ToLowerInvariant(b[j]);
    }
}
