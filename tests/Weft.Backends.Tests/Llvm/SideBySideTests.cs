using Weft.Backends.Llvm;

namespace Weft.Backends.Tests;

public sealed class SideBySideTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public void Results_come_in_the_order_of_the_items(int count) =>
        Assert.Equal(Enumerable.Range(0, count).Select(i => i * i), SideBySide.Map(Enumerable.Range(0, count).ToList(), i => i * i));

    [Fact]
    public void What_failed_first_in_that_order_is_thrown_and_the_rest_is_left()
    {
        var last = -1;
        var failure = Assert.Throws<InvalidOperationException>(() => SideBySide.Map(Enumerable.Range(0, 100_000).ToList(), i =>
        {
            last = Math.Max(last, i);
            return i >= 5 ? throw new InvalidOperationException($"{i}") : i;
        }));
        Assert.Equal("5", failure.Message);
        Assert.InRange(last, 5, 99_998);
    }

    [Fact]
    public void Items_are_worked_on_at_once()
    {
        Assert.SkipWhen(Environment.ProcessorCount == 1, "one processor does one thing at a time");
        // Each waits for the other.
        using var meeting = new Barrier(2);
        Assert.Equal([true, true], SideBySide.Map([1, 2], _ => meeting.SignalAndWait(TimeSpan.FromMinutes(1))));
    }
}
