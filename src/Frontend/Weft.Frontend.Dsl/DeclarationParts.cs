using System;

namespace Weft.Frontend.Dsl;

/// <summary>Into how many parts the declarations of a program are divided for threads.</summary>
internal static class DeclarationParts
{
    // Below so many declarations the threads cost more than they save; many parts for each thread, as declarations differ in length.
    private const int WorthThreads = 128;
    private const int PerThread = 16;

    /// <summary>1 where they are not worth being divided.</summary>
    public static int Of(int declarations, int threads) =>
        threads <= 1 || declarations < WorthThreads ? 1 : Math.Min(threads * PerThread, declarations);
}
