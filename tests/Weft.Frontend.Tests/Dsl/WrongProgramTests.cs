using System.Text;
using System.Text.RegularExpressions;
using Weft.Frontend.Dsl;
using Weft.IR;
using Xunit;

namespace Weft.Frontend.Tests.Dsl;

/// <summary>
/// Wrong programs and exactly what is said about them: under each line what is found there, its place marked by carets. Each program
/// starts with a line <c>=== what is wrong</c>. <c>WEFT_ACCEPT=1</c> writes down what is said now.
/// </summary>
public sealed partial class WrongProgramTests
{
    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.txt").Select(path => Path.GetFileName(path)).Order()];

    internal static string Folder => Path.Combine(Repository.DslTests, "Wrong");

    [GeneratedRegex(@"^ *\^+ (warning )?WF\d{4}: ")]
    private static partial Regex Finding { get; }

    [Theory]
    [MemberData(nameof(Files))]
    public void Are_told_what_is_wrong(string file)
    {
        var path = Path.Combine(Folder, file);
        var written = File.ReadAllText(path);
        var found = string.Concat(Programs(written).Select(program => $"=== {program.Title}\n{Annotated(program.Text)}"));
        if (Environment.GetEnvironmentVariable("WEFT_ACCEPT") == "1") File.WriteAllText(path, found);
        else Assert.Equal(written, found);
    }

    [Fact]
    public void Are_many() => Assert.True(
        Directory.GetFiles(Folder, "*.txt").Sum(path => Programs(File.ReadAllText(path)).Count()) >= 150);

    private static IEnumerable<(string Title, string Text)> Programs(string file)
    {
        foreach (var program in file.Split("=== ", StringSplitOptions.RemoveEmptyEntries))
        {
            var lines = program.TrimEnd('\n').Split('\n');
            yield return (lines[0], string.Join('\n', lines.Skip(1).Where(line => !Finding.IsMatch(line))));
        }
    }

    private static string Annotated(string text)
    {
        var result = WeftCompilation.Compile("wrong.weft", text);
        Assert.True(result.Diagnostics.Count > 0, $"nothing is wrong with\n{text}");
        Assert.Equal(result.Diagnostics.HasErrors, result.Program is null);
        var annotated = new StringBuilder();
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            annotated.Append(lines[i]).Append('\n');
            foreach (var diagnostic in result.Diagnostics.Where(d => d.Location.Line == i + 1))
                annotated.Append(Line(diagnostic, lines[i])).Append('\n');
        }

        return annotated.ToString();
    }

    private static string Line(Diagnostic diagnostic, string source)
    {
        var column = diagnostic.Location.Column - 1;
        var length = Math.Max(1, Math.Min(diagnostic.Length, source.Length - column));
        var severity = diagnostic.Severity == Severity.Warning ? "warning " : "";
        return $"{new string(' ', column)}{new string('^', length)} {severity}{diagnostic.Id}: {diagnostic.Message}";
    }
}
