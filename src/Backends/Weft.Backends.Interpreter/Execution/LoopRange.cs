using Weft.IR;

namespace Weft.Backends;

/// <summary>The turns of a loop: from a lower bound to below an upper one, as signed integers. A step that is not positive is an
/// error.</summary>
internal readonly struct LoopRange
{
    private readonly long _lower;
    private readonly long _upper;
    private readonly long _step;

    public LoopRange(Frame frame, Operation op, long lower, long upper, long step)
    {
        if (step <= 0) throw frame.Error(InterpreterDiagnostics.ShapeMismatch, op.Location, op.Name, "a step of at least 1", step);
        (_lower, _upper, _step) = (lower, upper, step);
    }

    public bool Start(out long value)
    {
        value = _lower;
        return _lower < _upper;
    }

    // The distance to the bound is asked for, and not the next value, which may be past the largest integer.
    public bool Advance(ref long value)
    {
        if ((ulong)(_upper - value) <= (ulong)_step) return false;
        value += _step;
        return true;
    }

    /// <summary>The first turn of a nest of loops; false when one of them has none.</summary>
    public static bool Start(ReadOnlySpan<LoopRange> nest, Span<long> values)
    {
        var any = true;
        for (var d = 0; d < nest.Length; d++) any &= nest[d].Start(out values[d]);
        return any;
    }

    /// <summary>The next turn of a nest of loops, the last one fastest; false after the last.</summary>
    public static bool Advance(ReadOnlySpan<LoopRange> nest, Span<long> values)
    {
        for (var d = nest.Length - 1; d >= 0; d--)
        {
            if (nest[d].Advance(ref values[d])) return true;
            nest[d].Start(out values[d]);
        }

        return false;
    }
}
