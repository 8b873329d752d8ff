namespace Weft.IR;

/// <summary>Rules on arithmetic that need more than one operation to see.</summary>
public static partial class ArithCanonicalization
{
    // (x + c1) + c2 -> x + (c1 + c2)
    [Rule]
    private static Operation? AddAdd(AddIOp op, Rewriter rewriter) =>
        op is ({ Def: AddIOp ({ } x, { Def: ConstantOp { Value: IntegerAttr c1 } }) }, { Def: ConstantOp { Value: IntegerAttr c2 } })
            ? new AddIOp(x, rewriter.InsertBefore(op, new ConstantOp(new IntegerAttr(c1.Value + c2.Value, c1.Type))).Result)
            : null;

    // (x - c1) + c2 -> x + (c2 - c1)
    [Rule]
    private static Operation? AddSub(AddIOp op, Rewriter rewriter) =>
        op is ({ Def: SubIOp ({ } x, { Def: ConstantOp { Value: IntegerAttr c1 } }) }, { Def: ConstantOp { Value: IntegerAttr c2 } })
            ? new AddIOp(x, rewriter.InsertBefore(op, new ConstantOp(new IntegerAttr(c2.Value - c1.Value, c1.Type))).Result)
            : null;

    // not(cmpi(p, a, b)) -> cmpi(not p, a, b)
    [Rule]
    private static Operation? NotCompare(XOrIOp op) =>
        op is ({ Def: CmpIOp compare }, { Def: ConstantOp { Value: IntegerAttr { Type: IntegerType { Width: 1 }, IsZero: false } } })
            ? new CmpIOp(Inverse(compare.Predicate), compare.Lhs, compare.Rhs)
            : null;

    // index_cast(index_cast(x)) -> x, when the way there did not narrow
    [Rule]
    private static Value? CastBack(IndexCastOp op) =>
        op.In.Def is IndexCastOp { In: var x } && x.Type == op.Out.Type && x.Type is IntegerType { Width: <= 64 } ? x : null;

    // trunci(ext(x)) -> x
    [Rule]
    private static Value? TruncateExtended(TruncIOp op) => op.In.Def switch
    {
        ExtSIOp { In: var x } when x.Type == op.Out.Type => x,
        ExtUIOp { In: var x } when x.Type == op.Out.Type => x,
        _ => null,
    };

    /// <summary>The predicate that holds where another one does not.</summary>
    public static CmpIPredicate Inverse(CmpIPredicate predicate) => predicate switch
    {
        CmpIPredicate.Eq => CmpIPredicate.Ne,
        CmpIPredicate.Ne => CmpIPredicate.Eq,
        CmpIPredicate.Slt => CmpIPredicate.Sge,
        CmpIPredicate.Sle => CmpIPredicate.Sgt,
        CmpIPredicate.Sgt => CmpIPredicate.Sle,
        CmpIPredicate.Sge => CmpIPredicate.Slt,
        CmpIPredicate.Ult => CmpIPredicate.Uge,
        CmpIPredicate.Ule => CmpIPredicate.Ugt,
        CmpIPredicate.Ugt => CmpIPredicate.Ule,
        _ => CmpIPredicate.Ult,
    };
}
