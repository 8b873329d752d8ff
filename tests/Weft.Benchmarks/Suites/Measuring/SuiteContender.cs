namespace Weft.Benchmarks;

/// <summary>One way of computing a kernel of a suite.</summary>
/// <param name="Name">As JSON lines name it.</param>
/// <param name="Call">Runs it once; throws <see cref="OperationCanceledException"/> where it can be stopped and is.</param>
/// <param name="Owner">What it needs while it is called; null for nothing.</param>
internal sealed record SuiteContender(string Name, Action<CancellationToken> Call, IDisposable? Owner = null) : IDisposable
{
    public const string Weft = "weft";

    public void Dispose() => Owner?.Dispose();
}
