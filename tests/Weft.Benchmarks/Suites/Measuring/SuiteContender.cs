namespace Weft.Benchmarks;

/// <summary>One way of computing a kernel of a suite.</summary>
/// <param name="Name">As JSON lines name it.</param>
/// <param name="Call">Runs it once; throws <see cref="OperationCanceledException"/> where it can be stopped and is.</param>
internal sealed record SuiteContender(string Name, Action<CancellationToken> Call)
{
    public const string Weft = "weft";
}
