using Xunit;

namespace Weft.Backends.Tests.Interpreting;

/// <summary>
/// Scalar operations against what mlir-cpu-runner computed on x86, in all three ways that there are to compute them: integers and basic
/// float arithmetic bit for bit, functions of <c>math</c> within 2 ulp of the C library.
/// </summary>
public sealed class ScalarTruthTests(ITestOutputHelper output)
{
    private const string Flushed =
        "this processor takes subnormal numbers for zero on the way to bf16, and LLVM goes that way with operands, too";

    [Theory]
    [InlineData("interpreter", "arith.", 55_000)]
    [InlineData("interpreter", "math.", 3_000)]
    [InlineData("folder", "arith.", 55_000)]
    [InlineData("folder", "math.", 3_000)]
    [InlineData("cpu", "arith.", 55_000)]
    [InlineData("cpu", "math.", 3_000)]
    public void Agrees_with_the_truth_table(string engine, string dialect, int atLeast)
    {
        if (engine == "cpu") Assert.SkipUnless(EndToEnd.BackendAgreementTests.LlvmIsThere, "libLLVM is not installed");
        var (count, exact, left, excused, failures) = (0, 0, 0, new Dictionary<string, int>(), new List<string>());
        foreach (var operations in ScalarRow.GroupsOf(dialect).GroupBy(group => group.Key.Type))
        {
            var groups = operations.ToList();
            using var computed = ScalarEngine.Of(engine, [.. groups.Select(group => group.First())]);
            for (var i = 0; i < groups.Count; i++)
            {
                foreach (var row in groups[i])
                {
                    count++;
                    if (computed.Compute(i, row) is not { } actual)
                    {
                        left++;
                        continue;
                    }

                    var distance = row.DistanceTo(actual);
                    if (distance == 0) exact++;
                    else if ((row.Excuse(actual) ?? (engine == "cpu" && row.HasSubnormalBf16 ? Flushed : null)) is { } reason)
                        excused[reason] = excused.GetValueOrDefault(reason) + 1;
                    else if (distance > (dialect == "math." ? 2 : 0))
                        failures.Add($"{row.Line} for {row.Operands}: {row.Results} expected, {distance} ulp");
                }
            }
        }

        var close = count - exact - left - excused.Values.Sum();
        output.WriteLine($"{dialect}*: {count} rows, {exact} bit for bit, {close} within 2 ulp, {left} left alone");
        foreach (var (reason, times) in excused) output.WriteLine($"{times} rows: {reason}");
        Assert.True(failures.Count == 0, string.Join("\n", failures.Take(40)));
        Assert.True(count >= atLeast, $"only {count} rows");
        Assert.True(engine == "folder" || left == 0, $"{left} rows were not computed");
    }
}
