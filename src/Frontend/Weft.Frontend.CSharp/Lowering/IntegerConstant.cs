using System.Numerics;
using Microsoft.CodeAnalysis;

namespace Weft.Frontend.CSharp.Lowering;

internal static class IntegerConstant
{
    /// <summary>The value of an expression that is a constant integer to C#, else null. Roslyn keeps a constant nint as an int.</summary>
    public static BigInteger? Of(IOperation op) => op.ConstantValue is not { HasValue: true, Value: { } value } ? null : value switch
    {
        int i => i,
        long l => l,
        uint u => u,
        ulong u => u,
        short s => s,
        ushort u => u,
        sbyte s => s,
        byte b => b,
        char c => c,
        _ => null,
    };
}
