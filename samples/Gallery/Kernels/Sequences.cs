namespace Weft.Samples;

/// <summary>Strings compared by dynamic programming; the tables have a row and a column more than the strings have letters.</summary>
public static class Sequences
{
    /// <summary>How many letters must be inserted, deleted or replaced to make one string of the other (Levenshtein, 1966).</summary>
    [Kernel]
    public static void EditDistance(byte[] a, byte[] b, int[,] table)
    {
        for (var i = 0; i <= a.Length; i++) table[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) table[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                table[i, j] = Math.Min(replaced, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
            }
    }

    /// <summary>The best local alignment of two strings (Smith and Waterman, 1981): the table of scores, and the best of them.</summary>
    [Kernel]
    public static void SmithWaterman(byte[] a, byte[] b, int match, int mismatch, int gap, int[,] table, int[] best)
    {
        var top = 0;
        for (var i = 1; i <= a.Length; i++)
            for (var j = 1; j <= b.Length; j++)
            {
                var paired = table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? match : mismatch);
                var gapped = Math.Max(table[i - 1, j], table[i, j - 1]) + gap;
                table[i, j] = Math.Max(0, Math.Max(paired, gapped));
                top = Math.Max(top, table[i, j]);
            }

        best[0] = top;
    }
}
