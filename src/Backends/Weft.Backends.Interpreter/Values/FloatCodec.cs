using System.Numerics;
using Weft.IR;

namespace Weft.Backends;

/// <summary>
/// Between the bits of a format and doubles, which hold every value of it. Encoding rounds once, to nearest even, and gives one
/// NaN: quiet, positive, without payload; so results do not depend on the host's processor.
/// </summary>
internal abstract class FloatCodec
{
    public abstract double Decode(long bits);

    public abstract long Encode(double value);

    public abstract long Encode(long integer);

    public abstract long Encode(ulong integer);

    public static FloatCodec Of(FloatType type) =>
        ReferenceEquals(type, FloatType.F32) ? Single.Instance : ReferenceEquals(type, FloatType.F64) ? Double.Instance : new Other(type);

    private sealed class Single : FloatCodec
    {
        public static readonly Single Instance = new();

        public override double Decode(long bits) => BitConverter.Int32BitsToSingle((int)bits);

        public override long Encode(double value) => double.IsNaN(value) ? 0x7FC0_0000 : BitConverter.SingleToUInt32Bits((float)value);

        public override long Encode(long integer) => BitConverter.SingleToUInt32Bits(integer);

        public override long Encode(ulong integer) => BitConverter.SingleToUInt32Bits(integer);
    }

    private sealed class Double : FloatCodec
    {
        public static readonly Double Instance = new();

        public override double Decode(long bits) => BitConverter.Int64BitsToDouble(bits);

        public override long Encode(double value) => double.IsNaN(value) ? 0x7FF8_0000_0000_0000 : BitConverter.DoubleToInt64Bits(value);

        public override long Encode(long integer) => BitConverter.DoubleToInt64Bits(integer);

        public override long Encode(ulong integer) => BitConverter.DoubleToInt64Bits(integer);
    }

    private sealed class Other(FloatType type) : FloatCodec
    {
        public override double Decode(long bits) => FloatFormat.ToDouble(type, (ulong)bits);

        public override long Encode(double value) =>
            (long)(double.IsNaN(value) ? FloatFormat.QuietNan(type) : FloatFormat.FromDouble(type, value).Bits);

        public override long Encode(long integer) => Encode(integer < 0 ? -ToOdd((ulong)-integer) : ToOdd((ulong)integer));

        public override long Encode(ulong integer) => Encode(ToOdd(integer));

        // 53 bits, rounded to odd: the narrower format's rounding then gives what rounding once would.
        private static double ToOdd(ulong value)
        {
            var drop = Math.Max(0, 64 - 53 - BitOperations.LeadingZeroCount(value));
            var kept = value >> drop;
            var isExact = kept << drop == value;
            return (isExact ? kept : kept | 1) * Math.ScaleB(1, drop);
        }
    }
}
