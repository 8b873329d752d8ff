namespace Weft.Tool;

/// <summary>What a misspelled name probably meant.</summary>
internal static class Suggestion
{
    /// <summary><c>; did you mean 'x'?</c> for the known name that is closest, or nothing when none is close.</summary>
    public static string For(string name, IEnumerable<string> known)
    {
        var best = known
            .Select(candidate => (Name: candidate, Distance: Distance(name, candidate)))
            .DefaultIfEmpty()
            .MinBy(c => c.Distance);
        return best.Name is not null && best.Distance <= Math.Max(1, name.Length / 3) ? $"; did you mean '{best.Name}'?" : "";
    }

    /// <summary>How many letters to insert, delete, replace or swap with their neighbours.</summary>
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            for (var j = 0; j <= b.Length; j++)
                rows[i, j] = i == 0 ? j : j == 0 ? i : Step(i, j);
        return rows[a.Length, b.Length];

        int Step(int i, int j)
        {
            var replaced = rows[i - 1, j - 1] + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
            var best = Math.Min(replaced, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
            var isSwap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            return isSwap ? Math.Min(best, rows[i - 2, j - 2] + 1) : best;
        }
    }
}
