using Weft.IR.Tests.Conformance;
using Xunit;

namespace Weft.Backends.Tests.Interpreting;

/// <summary>
/// Scalar operations against what mlir-cpu-runner computed on x86, in all three ways that there are to compute them: integers and basic
/// float arithmetic bit for bit, functions of <c>math</c> within 2 ulp of the C library.
/// </summary>
public sealed class ScalarTruthTests(ITestOutputHelper output)
{
    // The folder leaves some rows to others.
    [Theory]
    [InlineData("interpreter", "arith.", 55_000)]
    [InlineData("interpreter", "math.", 3_000)]
    [InlineData("folder", "arith.", 55_000)]
    [InlineData("folder", "math.", 2_800)]
    [InlineData("cpu", "arith.", 55_000)]
    [InlineData("cpu", "math.", 3_000)]
    public void Agrees_with_the_truth_table(string engine, string dialect, int atLeast)
    {
        var corpus = Corpus.Open(out var reason);
        Assert.SkipWhen(corpus is null, reason);
        if (engine == "cpu") Assert.SkipUnless(EndToEnd.BackendAgreementTests.LlvmIsThere, "libLLVM is not installed");
        var results = ScalarTruth.Compute(corpus!, engine, dialect).ToList();
        var wrong = results.Where(result => !result.IsRight).ToList();
        output.WriteLine($"{dialect}*: {results.Count} rows, {results.Count(result => result.Distance == 0)} bit for bit");
        foreach (var excused in wrong.Where(result => result.Excuse is not null).GroupBy(result => result.Excuse))
            output.WriteLine($"{excused.Count()} rows: {excused.Key}");
        var failures = wrong.Where(result => result.Excuse is null)
            .Select(result => $"{result.Row.Line} for {result.Row.Operands}: {result.Row.Results} expected, {result.Distance} ulp")
            .ToList();
        Assert.True(failures.Count == 0, string.Join("\n", failures.Take(40)));
        Assert.True(results.Count >= atLeast, $"only {results.Count} rows");
    }
}
