using Weft.IR;

namespace Weft.Passes;

/// <summary>Makes arithmetic on halves of wide integers. A half of a scalar is a scalar; of a vector, a vector whose last extent is 1.
/// </summary>
internal readonly struct Halves
{
    private readonly ConversionRewriter _rewriter;
    private readonly Builder _builder;
    private readonly VectorType _wide;
    private readonly Expansion _expansion;

    /// <param name="wide">The wide type, before it is converted.</param>
    public Halves(Operation op, IrType wide, ConversionRewriter rewriter)
    {
        (_rewriter, _builder, _wide) = (rewriter, rewriter.BuilderBefore(op), (VectorType)rewriter.Types[wide]);
        Type = _wide.Rank == 1 ? _wide.Element : VectorType.Of([.. _wide.Dims.SkipLast(1), new VectorDim(1)], _wide.Element);
        _expansion = new(_builder, Type);
    }

    /// <summary>The type of a half.</summary>
    public IrType Type { get; }

    /// <summary>How many bits a half has.</summary>
    public int Width => ((IntegerType)_wide.Element).Width;

    public T Insert<T>(T op) where T : Operation => _builder.Insert(op);

    public Value Add(Operation op) => _builder.Add(op);

    /// <summary>A number in another type, unless it has that already.</summary>
    public Value Cast(Value value, IrType type, Func<Value, IrType, Operation> cast) =>
        value.Type == type ? value : _builder.AddFolded(cast(value, type));

    /// <summary>A number in all halves.</summary>
    public Value Constant(long value) => _expansion.Constant(value);

    public Value Compare(CmpIPredicate predicate, Value a, Value b) => _expansion.Compare(predicate, a, b);

    public Value Select(Value condition, Value then, Value otherwise) => _expansion.Select(condition, then, otherwise);

    public Value Low(Value wide) => Half(wide, 0);

    public Value High(Value wide) => Half(wide, 1);

    public (Value Low, Value High) Split(Value wide) => (Low(wide), High(wide));

    /// <summary>A wide integer; its high half is 0 unless given.</summary>
    public Value Join(Value low, Value? high = null)
    {
        var zeros = _expansion.Constant(0, _wide);
        var joined = With(zeros, low, 0);
        return high is null ? joined : With(joined, high, 1);
    }

    /// <summary>A vector as it is when it comes from outside: without the extent 1 behind.</summary>
    public Value Outside(Value half) =>
        half.Type is VectorType type ? Add(new ShapeCastOp(half, VectorType.Of(type.Dims.SkipLast(1), type.Element))) : half;

    /// <summary>A vector from outside, with an extent 1 behind.</summary>
    public Value Inside(Value value) =>
        value.Type is VectorType type ? Add(new ShapeCastOp(value, VectorType.Of([.. type.Dims, new VectorDim(1)], type.Element))) : value;

    private Value Half(Value value, long index)
    {
        var wide = _rewriter[value];
        if (_wide.Rank == 1) return Add(new VectorExtractOp([index], wide, [], Type));
        return Add(new ExtractStridedSliceOp(Offsets(index), ArrayAttr.I64([.. _wide.Extents.SkipLast(1), 1]), Ones(), wide, Type));
    }

    private Value With(Value wide, Value half, long index) => _wide.Rank == 1
        ? Add(new VectorInsertOp([index], half, wide, []))
        : Add(new InsertStridedSliceOp(Offsets(index), Ones(), half, wide));

    private ArrayAttr Offsets(long last) => ArrayAttr.I64([.. Enumerable.Repeat(0L, _wide.Rank - 1), last]);

    private ArrayAttr Ones() => ArrayAttr.I64(Enumerable.Repeat(1L, _wide.Rank));
}
