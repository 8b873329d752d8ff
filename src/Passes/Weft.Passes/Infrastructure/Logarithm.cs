using System.Numerics;
using System.Runtime.CompilerServices;

namespace Weft.Passes;

/// <summary>Logarithms of whole numbers, rounded down.</summary>
internal static class Logarithm
{
    /// <summary>To the base 2. Processors differ in the instruction for it, so that code ahead of time cannot have it: what calls this can.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Of2(ulong value) => BitOperations.Log2(value);
}
