using Weft.Runtime;

namespace Weft.Backends.Tests;

public sealed class OncePerKeyTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Different_keys_are_made_at_the_same_time()
    {
        var things = new OncePerKey<string, string>();
        using var both = new Barrier(2);
        // Each maker waits for the other one.
        string Make(string name) => things.Get(name, () => both.SignalAndWait(Deadline) ? name : "alone");
        var made = await Task.WhenAll(Start(() => Make("a")), Start(() => Make("b")));
        Assert.Equal(["a", "b"], made);
        Assert.Equal(["a", "b"], things.Made.Order());
    }

    [Fact]
    public async Task One_key_is_made_once()
    {
        var (things, makers) = (new OncePerKey<string, object>(), 0);
        using var asked = new CountdownEvent(4);
        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Start(() =>
        {
            asked.Signal();
            return things.Get("a", () =>
            {
                asked.Wait(Deadline);
                Interlocked.Increment(ref makers);
                return new object();
            });
        })));
        Assert.Equal(1, makers);
        Assert.Single(all.Distinct());
    }

    [Fact]
    public async Task Who_waited_for_one_that_was_cancelled_makes_it()
    {
        var things = new OncePerKey<string, string>();
        using var making = new ManualResetEventSlim();
        using var waiting = new ManualResetEventSlim();
        var cancelled = Start(() => things.Get("a", () =>
        {
            making.Set();
            waiting.Wait(Deadline);
            throw new OperationCanceledException();
        }));
        Assert.True(making.Wait(Deadline));
        var other = Start(() =>
        {
            waiting.Set();
            return things.Get("a", () => "made");
        });
        await Assert.ThrowsAsync<OperationCanceledException>(() => cancelled);
        Assert.Equal("made", await other);
    }

    private static Task<T> Start<T>(Func<T> work) => Task.Factory.StartNew(
        work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
