using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// Computes subscripts that are known not to wrap around in index instead of narrow integers: sums and products of counters and
/// invariants, cast once at the leaves. Address arithmetic is then in 64 bits, which vectorises.
/// </summary>
internal sealed class SubscriptWidening(Operation access, RangeAnalysis analysis)
{
    public void Apply(int dimension)
    {
        var indices = ((IMemoryAccess)access).Indices;
        if (indices[dimension].Def is not IndexCastOp { In.Type: IntegerType } cast) return;
        access.SetOperand(indices.Start + dimension, Widen(cast.In));
    }

    private Value Widen(Value narrow) => narrow.Def switch
    {
        ConstantOp { Value: IntegerAttr constant } => Insert(ConstantOp.Index(constant.Int64)),
        IndexCastOp { In: { Type: IndexType } wide } => wide,
        AddIOp (var a, var b) => Insert(new AddIOp(Widen(a), Widen(b))),
        SubIOp (var a, var b) => Insert(new SubIOp(Widen(a), Widen(b))),
        MulIOp (var a, var b) => Insert(new MulIOp(Widen(a), Widen(b))),
        // Invariants have been cast before the loop already.
        _ when analysis.Of(narrow) is { Low: { Base: { } cast, Offset: 0 } low, High: var high }
            && low == high && cast.Def is IndexCastOp => cast,
        _ => Insert(new IndexCastOp(narrow, IndexType.Instance)),
    };

    private Value Insert(Operation op)
    {
        op.Location = access.Location;
        access.Parent!.InsertBefore(access, op);
        return op.Results[0];
    }
}
