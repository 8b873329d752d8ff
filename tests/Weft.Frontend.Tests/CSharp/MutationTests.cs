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

    public static TheoryData<string> Files { get; } =
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "tests", "Weft.Frontend.Tests", "CSharp", "Oracle"), "*Kernels.cs").Select(path => Path.GetFileName(path)!)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Broken_kernels_never_break_the_generator(string file)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "tests", "Weft.Frontend.Tests", "CSharp", "Oracle", file));
        var tokens = CSharpSyntaxTree.ParseText(text, cancellationToken: TestContext.Current.CancellationToken).GetRoot(TestContext.Current.CancellationToken).DescendantTokens().ToArray();
        var driver = Driver();
        for (var seed = 0; seed < Mutants; seed++)
        {
            var mutant = Mutate(tokens, new Random(seed));
            driver = driver.RunGenerators(Compile(mutant), TestContext.Current.CancellationToken);
            var result = driver.GetRunResult().Results.Single();
            Assert.True(result.Exception is null && result.Diagnostics.All(d => d.Id != "WEFT0199"), $"seed {seed}: {result.Exception?.ToString() ?? string.Join('\n', result.Diagnostics)}");
        }
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
