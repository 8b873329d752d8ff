using System;
using System.Threading;
using System.Threading.Tasks;

namespace Weft.IR;

/// <summary>Work in many parts, taken one at a time by several threads: none waits at the end for longer than one part takes.</summary>
public static class SideBySide
{
    /// <param name="parts">How many there are.</param>
    /// <param name="threads">How many are done at a time.</param>
    /// <param name="begin">Makes what one thread keeps for all parts that it takes.</param>
    /// <param name="work">Does one part. False: no further ones are begun.</param>
    /// <param name="end">Ends the work of one thread.</param>
    public static void Run<T>(int parts, int threads, Func<T> begin, Func<T, int, bool> work, Action<T>? end = null)
    {
        var next = -1;
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ =>
        {
            var part = Interlocked.Increment(ref next);
            if (part >= parts) return;
            var own = begin();
            while (part < parts)
            {
                if (!work(own, part)) Volatile.Write(ref next, parts);
                part = Interlocked.Increment(ref next);
            }

            end?.Invoke(own);
        });
    }
}
