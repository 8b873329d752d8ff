using System.Runtime.ExceptionServices;

namespace Weft.Backends.Llvm;

/// <summary>Pieces of a compilation that do not need one another, on all processors.</summary>
internal static class SideBySide
{
    // As LLVM's threads have: nested code is walked by recursion.
    private const int StackBytes = 16 << 20;

    /// <summary>What is made of each item, in their order. What fails is thrown as it would be one after the other: the first in that
    /// order, after all that have begun are done.</summary>
    public static T[] Map<TItem, T>(IReadOnlyList<TItem> items, Func<TItem, T> make)
    {
        var results = new T[items.Count];
        var failures = new ExceptionDispatchInfo?[items.Count];
        var next = -1;
        var others = Enumerable.Range(1, Math.Max(0, Math.Min(Environment.ProcessorCount, items.Count) - 1))
            .Select(_ => new Thread(Work, StackBytes) { IsBackground = true, Name = "weft-compile" }).ToList();
        foreach (var other in others) other.Start();
        Work();
        foreach (var other in others) other.Join();
        failures.FirstOrDefault(failure => failure is not null)?.Throw();
        return results;

        void Work()
        {
            for (int i; (i = Interlocked.Increment(ref next)) < items.Count;)
            {
                try
                {
                    results[i] = make(items[i]);
                }
#pragma warning disable CA1031 // The exception is rethrown on the thread that waits.
                catch (Exception failure)
#pragma warning restore CA1031
                {
                    failures[i] = ExceptionDispatchInfo.Capture(failure);
                    // What comes behind it is not asked for any more.
                    Interlocked.Exchange(ref next, items.Count);
                }
            }
        }
    }
}
