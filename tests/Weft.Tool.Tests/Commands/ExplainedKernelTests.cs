using System.Text.RegularExpressions;

namespace Weft.Tool.Tests;

/// <summary>Kernels and exactly what <c>weft explain</c> says of their loops, for one processor. <c>WEFT_ACCEPT=1</c> writes down what it
/// says now.</summary>
public sealed partial class ExplainedKernelTests
{
    private const string Mark = "=== explained\n";

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.txt").Select(path => Path.GetFileName(path)).Order()];

    private static string Folder => Checkout.At("tests/Weft.Tool.Tests/Commands/Explained");

    [GeneratedRegex(@"^(?:fast )?kernel (\w+)", RegexOptions.Multiline)]
    private static partial Regex First();

    [Theory]
    [MemberData(nameof(Files))]
    public void Say_what_became_of_their_loops(string file)
    {
        var path = Path.Combine(Folder, file);
        var written = File.ReadAllText(path);
        var source = written.Split(Mark)[0];
        using var work = new Workplace().With("k.weft", source);
        // What rules fired is another matter.
        var said = work.Run($"explain k.weft {First().Match(source).Groups[1]} --target x86-64-v4").Succeeds().Split("\nrules\n")[0];
        var found = $"{source}{Mark}{said}\n";
        if (Environment.GetEnvironmentVariable("WEFT_ACCEPT") == "1") File.WriteAllText(path, found);
        else Assert.Equal(written, found);
    }

    /// <summary>The page shows what these tests hold.</summary>
    [Theory]
    [InlineData("sum-strict")]
    [InlineData("sum-fast")]
    [InlineData("matmul")]
    public void Are_on_the_page_about_it(string name)
    {
        var page = Checkout.At("docs/explain.md");
        var said = File.ReadAllText(Path.Combine(Folder, $"{name}.txt")).Split(Mark)[1].Trim();
        // From the line about the kernel to the end of the block.
        var shown = new Regex($@"(?<=```\n(?:\$ .*\n)?){Regex.Escape(said.Split('\n')[0])}\n[^`]*?(?=\n```)");
        if (Environment.GetEnvironmentVariable("WEFT_ACCEPT") == "1")
            File.WriteAllText(page, shown.Replace(File.ReadAllText(page), said.Replace("$", "$$", StringComparison.Ordinal)));
        Assert.Contains($"\n{said}\n```", File.ReadAllText(page), StringComparison.Ordinal);
    }
}
