using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Weft.Frontend.Tests.Dsl;
using Xunit;
using static Weft.Frontend.Tests.CSharp.GeneratorTest;

namespace Weft.Frontend.Tests.CSharp;

/// <summary>Text that is being typed is mostly wrong: the generator must neither throw nor blame itself.</summary>
public sealed class MutationTests
{
    private const int Mutants = 25;

    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Weft.Frontend.Tests", "CSharp", "Oracle");

    public static TheoryData<string> Files { get; } =
        [.. Directory.GetFiles(Folder, "*Kernels.cs").Select(path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Broken_kernels_never_break_the_generator(string file)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var text = File.ReadAllText(Path.Combine(Folder, file));
        var tree = CSharpSyntaxTree.ParseText(text, cancellationToken: cancellation);
        SyntaxToken[] tokens = [.. tree.GetRoot(cancellation).DescendantTokens()];
        var driver = Driver();
        for (var seed = 0; seed < Mutants; seed++)
        {
            driver = driver.RunGenerators(Compile(Mutate(tokens, new Random(seed))), cancellation);
            AssertSound(driver.GetRunResult().Results.Single(), $"seed {seed}");
        }
    }

    [Fact]
    public void Expressions_too_deep_for_the_stack_are_refused()
    {
        var sum = string.Concat(Enumerable.Repeat("(n + ", 3000)) + "n" + new string(')', 3000);
        var result = Driver().RunGenerators(Compile(Kernel($"v[0] = {sum};")), TestContext.Current.CancellationToken).GetRunResult();
        AssertSound(result.Results.Single(), "deep sum");
    }

    private static void AssertSound(GeneratorRunResult result, string what)
    {
        var problem = result.Exception?.ToString() ?? string.Join('\n', result.Diagnostics.Where(d => d.Id == "WEFT0199"));
        Assert.True(problem.Length == 0, $"{what}: {problem}");
    }

    // Some tokens are dropped, doubled or exchanged for others of the same file.
    private static string Mutate(SyntaxToken[] tokens, Random random)
    {
        var texts = tokens.Select(token => token.ToFullString()).ToList();
        for (var edits = 1 + random.Next(6); edits > 0; edits--)
        {
            var at = random.Next(texts.Count);
            var other = texts[random.Next(texts.Count)];
            texts[at] = random.Next(3) switch { 0 => "", 1 => texts[at] + texts[at], _ => other };
        }

        return string.Concat(texts);
    }
}
