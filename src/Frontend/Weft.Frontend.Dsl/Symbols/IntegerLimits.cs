using System.Numerics;
using Weft.IR;

namespace Weft.Frontend.Dsl.Symbols;

internal static class IntegerLimits
{
    extension(ElementType type)
    {
        /// <summary>The smallest value of an integer type.</summary>
        public BigInteger Minimum => type.IsSigned ? -(BigInteger.One << (type.Bits - 1)) : BigInteger.Zero;

        /// <summary>The largest value of an integer type.</summary>
        public BigInteger Maximum => (BigInteger.One << (type.IsSigned ? type.Bits - 1 : type.Bits)) - 1;
    }
}
