using Weft.IR;
using Weft.Runtime;

namespace Weft.Backends;

/// <summary>Rounds doubles to a narrower format in a given direction.</summary>
internal sealed class DirectedRounding
{
    private readonly FloatCodec _codec;
    private readonly long _sign;

    private DirectedRounding(FloatType type) => (_codec, _sign) = (FloatCodec.Of(type), 1L << (type.Width - 1));

    public static DirectedRounding Of(FloatType type, Location location) => type.NonFinite == NonFinite.Ieee
        ? new(type)
        : throw InterpreterDiagnostics.Refusal(location, $"rounding modes for '{type}', which has no infinity");

    public long Encode(double value, RoundingMode mode)
    {
        var nearest = _codec.Encode(value);
        if (double.IsNaN(value) || _codec.Decode(nearest) == value) return nearest;
        // Neighbours in magnitude are neighbours as bits, infinity included.
        var below = Math.Abs(_codec.Decode(nearest)) > Math.Abs(value) ? nearest - 1 : nearest;
        var above = below + 1;
        return mode switch
        {
            RoundingMode.TowardZero => below,
            RoundingMode.Downward => double.IsNegative(value) ? above : below,
            RoundingMode.Upward => double.IsNegative(value) ? below : above,
            RoundingMode.ToNearestAway => IsTie(value, below, above) ? above : nearest,
            _ => nearest,
        };
    }

    private bool IsTie(double value, long below, long above)
    {
        var (low, high) = (Math.Abs(_codec.Decode(below)), Math.Abs(_codec.Decode(above)));
        return (above & ~_sign) != 0 && Math.Abs(value) - low == high - Math.Abs(value);
    }
}
