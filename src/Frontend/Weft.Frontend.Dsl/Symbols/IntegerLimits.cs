using Weft.IR;

namespace Weft.Frontend.Dsl.Symbols;

internal static class IntegerLimits
{
    extension(ElementType type)
    {
        /// <summary>The smallest value of an integer type.</summary>
        public Int128 Minimum => type.IsSigned ? -(Int128.One << (type.Bits - 1)) : Int128.Zero;

        /// <summary>The largest value of an integer type.</summary>
        public Int128 Maximum => (Int128.One << (type.IsSigned ? type.Bits - 1 : type.Bits)) - 1;
    }
}
