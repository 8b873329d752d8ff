using System.Collections.Immutable;
using Weft.IR;

namespace Weft.Passes;

/// <summary>A limit: a value plus a constant, or a constant alone. Exact: it cannot wrap around.</summary>
/// <param name="Bits">Its magnitude is below 2^Bits, whatever the operands are.</param>
/// <param name="IsWeak">Only a type stands behind it: good for a proof, but a check of it would fail for values that do no harm.</param>
internal readonly record struct Limit(Value? Base, long Offset, int Bits, bool IsWeak = false)
{
    // Sums and products of this many bits are exact in 64-bit arithmetic.
    public const int MaximumBits = 62;

    // Extents and index arguments beyond this size make no array that exists.
    public const int ExtentBits = 41;

    public static Limit Constant(long value) => new(null, value, BitsOf(value));

    public bool IsConstant => Base is null;

    private static int BitsOf(long value) => 64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)(value < 0 ? ~value : value)) + 1;
}

/// <summary>
/// The least and the greatest value that an expression takes while a loop runs; null where nothing is known. A range that lacks one
/// is that of a value as it is; one with both may be that of a sum which a narrow type did not hold (see <see cref="Narrowing"/>).
/// </summary>
internal sealed record ValueRange(Limit? Low, Limit? High)
{
    /// <summary>What must hold for the limits to be true: values computed before the loop.</summary>
    public ImmutableArray<Value> Conditions { get; init; } = [];

    public int Bits => Low is { } low && High is { } high ? Math.Max(low.Bits, high.Bits) : 64;

    /// <summary>Both limits are known, and more than the type's.</summary>
    public bool IsKnown => Low is { IsWeak: false } && High is { IsWeak: false };

    public static ValueRange Exactly(Limit limit) => new(limit, limit);

    public static ValueRange Between(long low, long high) => new(Limit.Constant(low), Limit.Constant(high));

    /// <summary>What is known of any value of a type.</summary>
    public static ValueRange Of(IrType type) =>
        type is IntegerType { Width: <= 16 and var width }
            ? Between(-(1L << (width - 1)), (1L << (width - 1)) - 1).Weaken()
            : new(null, null);

    public ValueRange Weaken() => Map(limit => limit with { IsWeak = true });

    /// <summary>Both limits changed, those that are known.</summary>
    public ValueRange Map(Func<Limit, Limit> change) =>
        this with { Low = Low is { } low ? change(low) : null, High = High is { } high ? change(high) : null };

    public ValueRange Given(params IEnumerable<Value> more) => this with { Conditions = [.. Conditions.Union(more)] };
}
