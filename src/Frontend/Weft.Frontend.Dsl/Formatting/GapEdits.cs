namespace Weft.Frontend.Dsl.Formatting;

/// <param name="Start">An offset in the text before.</param>
internal readonly record struct GapEdit(int Start, int Length, string NewText);

/// <summary>What formatting changed: two texts that have the same words, with other gaps between them.</summary>
internal static class GapEdits
{
    public static IEnumerable<GapEdit> Between(string before, string after)
    {
        var (i, j) = (0, 0);
        while (i < before.Length || j < after.Length)
        {
            var (start, startAfter) = (i, j);
            (i, j) = (EndOfGap(before, i), EndOfGap(after, j));
            if (!before.AsSpan(start..i).SequenceEqual(after.AsSpan(startAfter..j)))
                yield return new(start, i - start, after[startAfter..j]);
            while (i < before.Length && j < after.Length && before[i] == after[j] && !IsGap(before[i])) (i, j) = (i + 1, j + 1);
        }
    }

    private static int EndOfGap(string text, int start)
    {
        while (start < text.Length && IsGap(text[start])) start++;
        return start;
    }

    // A comma or semicolon may be the formatter's own.
    private static bool IsGap(char c) => char.IsWhiteSpace(c) || c is ';' or ',' or '\uFEFF';
}
