using System.Text.RegularExpressions;
using Xunit;

namespace Weft.Frontend.Tests.Dsl;

/// <summary>The examples of docs/language.md do what the page says.</summary>
public sealed partial class LanguagePageTests
{
    [GeneratedRegex("```weft\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block { get; }

    [GeneratedRegex("^// (.*) gives (.*)$", RegexOptions.Multiline)]
    private static partial Regex Result { get; }

    public static TheoryData<string> Examples =>
        [.. Block.Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "language.md"))).Select(block => block.Groups[1].Value)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Examples_give_what_they_say(string text)
    {
        var results = Result.Matches(text);
        Assert.NotEmpty(results);
        foreach (Match result in results)
            RunTest.Check(text, result.Groups[2].Value, [.. result.Groups[1].Value.Split(", ").Select(input => input.Replace(" = ", "="))]);
    }
}
