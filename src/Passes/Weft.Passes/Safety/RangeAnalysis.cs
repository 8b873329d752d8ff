using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Finds, for an index inside a loop, limits that can be computed before the loop. What must hold for the limits to be exact
/// (narrow integers do not wrap around, unknown values are of sensible size) is collected as conditions.
/// </summary>
internal sealed class RangeAnalysis
{
    // Extents and index arguments beyond this size make no array that exists.
    private const int IndexBits = 41;

    private readonly Operation _loop;
    private readonly LimitBuilder _limits;
    private readonly Dictionary<Value, ValueRange?> _known = [];

    public RangeAnalysis(Operation loop)
    {
        _loop = loop;
        _limits = new LimitBuilder(Builder.At(loop));
    }

    public LimitBuilder Limits => _limits;

    /// <summary>What must be true, besides the bounds themselves. Known facts leave nothing here.</summary>
    public List<Value> Conditions { get; } = [];

    /// <summary>A condition came out false for certain: the limits mean nothing.</summary>
    public bool IsImpossible { get; private set; }

    public ValueRange? Of(Value value)
    {
        if (_known.TryGetValue(value, out var known)) return known;
        var range = Compute(value);
        return _known[value] = range is { Bits: > ValueRange.MaximumBits } ? null : range;
    }

    private ValueRange? Compute(Value value)
    {
        if (GreedyRewriter.ConstantOf(value) is IntegerAttr constant) return ValueRange.Constant(constant.Int64);
        if (value.Type is not (IndexType or IntegerType { Width: <= 32 })) return null;
        if (!IsInside(value)) return Invariant(value);
        if (value is BlockArgument argument) return OfArgument(argument);
        return value.Def switch
        {
            AddIOp (var a, var b) => Combine(a, b, (x, y) => new(_limits.Add(x.Low, y.Low), _limits.Add(x.High, y.High), Math.Max(x.Bits, y.Bits) + 1)),
            SubIOp (var a, var b) => Combine(a, b, (x, y) => new(_limits.Subtract(x.Low, y.High), _limits.Subtract(x.High, y.Low), Math.Max(x.Bits, y.Bits) + 1)),
            MulIOp (var a, var b) => Combine(a, b, Product),
            MaxSIOp (var a, var b) => Fit(Combine(a, b, (x, y) => new(_limits.Max(x.Low, y.Low), _limits.Max(x.High, y.High), Math.Max(x.Bits, y.Bits))), value.Type),
            MinSIOp (var a, var b) => Fit(Combine(a, b, (x, y) => new(_limits.Min(x.Low, y.Low), _limits.Min(x.High, y.High), Math.Max(x.Bits, y.Bits))), value.Type),
            SelectOp select => Combine(select.TrueValue, select.FalseValue, (x, y) => new(_limits.Min(x.Low, y.Low), _limits.Max(x.High, y.High), Math.Max(x.Bits, y.Bits))),
            IndexCastOp cast => Fit(Of(cast.In), cast.In.Type is IndexType ? cast.Out.Type : cast.In.Type),
            ExtSIOp extend => Fit(Of(extend.In), extend.In.Type),
            TruncIOp truncate => Fit(Of(truncate.In), truncate.Out.Type),
            DivSIOp (var a, { Def: ConstantOp { Value: IntegerAttr { Value.Sign: > 0 } divisor } }) when Fit(Of(a), value.Type) is { } x =>
                new(_limits.Divide(x.Low, divisor.Int64), _limits.Divide(x.High, divisor.Int64), x.Bits),
            RemSIOp (_, { Def: ConstantOp { Value: IntegerAttr { Value.Sign: > 0 } modulus } }) => Between(1 - modulus.Int64, modulus.Int64 - 1),
            AndIOp (_, { Def: ConstantOp { Value: IntegerAttr { Value.Sign: >= 0 } mask } }) => Between(0, mask.Int64),
            _ => null,
        };
    }

    private bool IsInside(Value value) => value.ParentBlock?.Parent is { } region && _loop.Regions[0].Encloses(region);

    private static ValueRange Between(long low, long high) =>
        new(Limit.Constant(low), Limit.Constant(high), Math.Max(ValueRange.BitsOf(low), ValueRange.BitsOf(high)));

    private ValueRange Invariant(Value value)
    {
        if (value.Type is IntegerType narrow)
            return ValueRange.Exactly(new(_limits.Builder.Add(new IndexCastOp(value, IndexType.Instance)), 0), narrow.Width);
        // A value plus a constant keeps its base: limits over one base compare without code.
        if (value.Def is AddIOp ({ } x, { Def: ConstantOp { Value: IntegerAttr c } }) && IsSmall(c)) return Shift(Invariant(x), c.Int64);
        if (value.Def is SubIOp ({ } y, { Def: ConstantOp { Value: IntegerAttr d } }) && IsSmall(d)) return Shift(Invariant(y), -d.Int64);
        if (value.Def is IndexCastOp { In.Type: IntegerType { Width: <= 32 and var width } }) return ValueRange.Exactly(new(value, 0), width);
        if (value.Def is not DimOp) Require(value);
        return ValueRange.Exactly(new(value, 0), IndexBits);
    }

    private static bool IsSmall(IntegerAttr value) => Math.Abs((double)value.Int64) < 1L << 31;

    private static ValueRange Shift(ValueRange range, long by) =>
        new(range.Low with { Offset = range.Low.Offset + by }, range.High with { Offset = range.High.Offset + by }, range.Bits + 1);

    // -2^40 <= value < 2^40
    private void Require(Value value)
    {
        Add(_limits.Less(Limit.Constant(-(1L << (IndexBits - 1)) - 1), new(value, 0)));
        Add(_limits.Less(new(value, 0), Limit.Constant(1L << (IndexBits - 1))));
    }

    private ValueRange? OfArgument(BlockArgument argument)
    {
        var (lower, upper) = argument.Owner.ParentOp switch
        {
            ForOp loop when argument.Index == 0 => (loop.LowerBound, loop.UpperBound),
            ParallelOp parallel => (parallel.LowerBounds[argument.Index], parallel.UpperBounds[argument.Index]),
            _ => (null, null),
        };
        if (lower is null || upper is null || Of(lower) is not { } low || Of(upper) is not { } high) return null;
        return new(low.Low, _limits.Add(high.High, Limit.Constant(-1)), Math.Max(low.Bits, high.Bits));
    }

    private ValueRange? Combine(Value a, Value b, Func<ValueRange, ValueRange, ValueRange> join) =>
        Of(a) is { } x && Of(b) is { } y && Math.Max(x.Bits, y.Bits) < ValueRange.MaximumBits ? join(x, y) : null;

    // The least and greatest of the four products of limits; with a constant factor only its sign matters.
    private ValueRange Product(ValueRange x, ValueRange y)
    {
        var bits = x.Bits + y.Bits;
        if (bits > ValueRange.MaximumBits) return x with { Bits = bits };
        if (x.Low == x.High && x.Low.IsConstant) (x, y) = (y, x);
        if (y.Low == y.High && y.Low.IsConstant)
        {
            var (p, q) = (_limits.Scale(x.Low, y.Low.Offset), _limits.Scale(x.High, y.Low.Offset));
            return y.Low.Offset >= 0 ? new(p, q, bits) : new(q, p, bits);
        }

        var products = new[] { _limits.Multiply(x.Low, y.Low), _limits.Multiply(x.Low, y.High), _limits.Multiply(x.High, y.Low), _limits.Multiply(x.High, y.High) };
        return new(products.Aggregate(_limits.Min), products.Aggregate(_limits.Max), bits);
    }

    /// <summary>The range, on condition that it fits a narrow type: then nothing wrapped around on the way.</summary>
    private ValueRange? Fit(ValueRange? range, IrType type)
    {
        if (range is null || type is not IntegerType { Width: <= 32 and var width } || range.Bits <= width) return range;
        Add(_limits.Less(Limit.Constant(-(1L << (width - 1)) - 1), range.Low));
        Add(_limits.Less(range.High, Limit.Constant(1L << (width - 1))));
        return range with { Bits = width };
    }

    public void Add((bool? Known, Value? Value) condition)
    {
        if (condition.Value is { } value) Conditions.Add(value);
        else if (condition.Known == false) IsImpossible = true;
    }
}
