using Weft.Backends.Llvm.Native;
using Weft.Runtime;

namespace Weft.Backends.Tests;

public sealed class LlvmThreadTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    [Fact]
    public void Result_and_exception_of_the_work_come_back()
    {
        Assert.Equal(42, LlvmThread.Run("m", Long, _ => 42, CancellationToken.None));
        Assert.Throws<InvalidTimeZoneException>(() =>
            LlvmThread.Run<int>("m", Long, _ => throw new InvalidTimeZoneException(), CancellationToken.None));
    }

    [Fact]
    public void Work_past_its_limit_is_given_up()
    {
        using var release = new ManualResetEventSlim();
        var e = Assert.Throws<WeftException>(() =>
            LlvmThread.Run("slow", TimeSpan.FromMilliseconds(20), Endless(release), CancellationToken.None));
        Assert.Equal("WF4108", e.Diagnostic.Id);
        Assert.Contains("'slow'", e.Message, StringComparison.Ordinal);
        release.Set();
    }

    [Fact]
    public void Caller_that_cancels_does_not_wait_for_the_work()
    {
        using var release = new ManualResetEventSlim();
        using var cancellation = new CancellationTokenSource(millisecondsDelay: 20);
        Assert.ThrowsAny<OperationCanceledException>(() => LlvmThread.Run("m", Long, Endless(release), cancellation.Token));
        release.Set();
    }

    private static Func<LlvmThread, int> Endless(ManualResetEventSlim release) => _ =>
    {
        // The waiter may have disposed the event by the time this thread looks: the work is abandoned, not joined.
        SpinWait.SpinUntil(() => release.IsSet);
        return 0;
    };
}
