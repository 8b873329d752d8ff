namespace Weft.FileTests.FileCheck;

/// <summary>The words behind <c>FileCheck</c>: the test's own file, and maybe the prefix of its directives.</summary>
public static class CheckFlags
{
    private const string PrefixFlag = "--check-prefix=";

    /// <summary>The prefix, or what is wrong: a flag that is passed over would leave directives unchecked.</summary>
    public static (string Prefix, string? Mistake) Parse(IEnumerable<string> words, string file)
    {
        var prefix = "CHECK";
        foreach (var word in words)
            if (word.StartsWith(PrefixFlag, StringComparison.Ordinal)) prefix = word[PrefixFlag.Length..];
            else if (word != file) return (prefix, $"FileCheck does not know '{word}' here");
        return (prefix, null);
    }
}
