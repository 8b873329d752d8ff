using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.Lowering;

/// <summary>Operators and conversions on scalars.</summary>
internal static class ScalarLowering
{
    public static Value Unary(LoweringState state, UnaryOperator op, ElementType kind, Value x) => op switch
    {
        UnaryOperator.Not => state.Not(x),
        UnaryOperator.Complement => state.Add(new XOrIOp(x, state.Add(ConstantOp.Integer(-1, x.Type)))),
        _ when kind.IsFloat => state.Add(new NegFOp(x)),
        _ => state.Add(new SubIOp(state.Add(ConstantOp.Integer(0, x.Type)), x)),
    };

    public static Value Binary(LoweringState state, BinaryOperator op, ElementType kind, Value a, Value b) =>
        op >= BinaryOperator.Equal
            ? Compare(state, op, kind, a, b)
            : state.Add(kind.IsFloat ? Float(op, a, b) : Integer(state, op, kind, a, b));

    private static Operation Float(BinaryOperator op, Value a, Value b) => op switch
    {
        BinaryOperator.Add => new AddFOp(a, b),
        BinaryOperator.Subtract => new SubFOp(a, b),
        BinaryOperator.Multiply => new MulFOp(a, b),
        BinaryOperator.Divide => new DivFOp(a, b),
        BinaryOperator.Remainder => new RemFOp(a, b),
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, "not an operator of floats"),
    };

    private static Operation Integer(LoweringState state, BinaryOperator op, ElementType kind, Value a, Value b)
    {
        if (op is BinaryOperator.Divide or BinaryOperator.Remainder) state.Insert(new CheckDivisionOp(a, b, !kind.IsSigned));
        return op switch
        {
            BinaryOperator.Add => new AddIOp(a, b),
            BinaryOperator.Subtract => new SubIOp(a, b),
            BinaryOperator.Multiply => new MulIOp(a, b),
            BinaryOperator.Divide => kind.IsSigned ? new DivSIOp(a, b) : new DivUIOp(a, b),
            BinaryOperator.Remainder => kind.IsSigned ? new RemSIOp(a, b) : new RemUIOp(a, b),
            BinaryOperator.And => new AndIOp(a, b),
            BinaryOperator.Or => new OrIOp(a, b),
            BinaryOperator.Xor => new XOrIOp(a, b),
            BinaryOperator.ShiftLeft => new ShLIOp(a, b),
            _ => kind.IsSigned ? new ShRSIOp(a, b) : new ShRUIOp(a, b),
        };
    }

    /// <summary>The count of a shift: in the type of what is shifted, by its low bits.</summary>
    public static Value ShiftCount(LoweringState state, Value count, ElementType countKind, ElementType kind)
    {
        var same = Convert(state, count, countKind, kind);
        return state.Add(new AndIOp(same, state.Add(ConstantOp.Integer(kind.Bits - 1, same.Type))));
    }

    private static Value Compare(LoweringState state, BinaryOperator op, ElementType kind, Value a, Value b)
    {
        if (kind.IsFloat)
        {
            return state.Add(new CmpFOp(
                op switch
                {
                    BinaryOperator.Equal => CmpFPredicate.Oeq,
                    BinaryOperator.NotEqual => CmpFPredicate.Une,
                    BinaryOperator.Less => CmpFPredicate.Olt,
                    BinaryOperator.LessEqual => CmpFPredicate.Ole,
                    BinaryOperator.Greater => CmpFPredicate.Ogt,
                    _ => CmpFPredicate.Oge,
                },
                a,
                b));
        }

        return state.Add(new CmpIOp(
            op switch
            {
                BinaryOperator.Equal => CmpIPredicate.Eq,
                BinaryOperator.NotEqual => CmpIPredicate.Ne,
                BinaryOperator.Less => kind.IsSigned ? CmpIPredicate.Slt : CmpIPredicate.Ult,
                BinaryOperator.LessEqual => kind.IsSigned ? CmpIPredicate.Sle : CmpIPredicate.Ule,
                BinaryOperator.Greater => kind.IsSigned ? CmpIPredicate.Sgt : CmpIPredicate.Ugt,
                _ => kind.IsSigned ? CmpIPredicate.Sge : CmpIPredicate.Uge,
            },
            a,
            b));
    }

    public static Value Convert(LoweringState state, Value x, ElementType from, ElementType to)
    {
        if (from == to) return x;
        if (to == ElementType.Bool) return ToBool(state, x, from);
        if (from.IsFloat) return to.IsFloat ? FloatToFloat(state, x, from, to) : FloatToInteger(state, x, to);
        if (to.IsFloat) return IntegerToFloat(state, x, from, to);
        return IntegerToInteger(state, x, from, to);
    }

    private static Value ToBool(LoweringState state, Value x, ElementType from) => from.IsFloat
        ? state.Add(new CmpFOp(CmpFPredicate.Une, x, state.Add(TypeLowering.Zero(from))))
        : state.Add(new CmpIOp(CmpIPredicate.Ne, x, state.Add(TypeLowering.Zero(from))));

    private static Value IntegerToInteger(LoweringState state, Value x, ElementType from, ElementType to)
    {
        var type = to.IrType;
        if (from == ElementType.Index) return state.Add(new IndexCastOp(x, to.Bits == 64 ? IntegerType.I64 : type));
        if (to == ElementType.Index) return state.Add(from.IsSigned ? new IndexCastOp(x, type) : new IndexCastUIOp(x, type));
        if (from.Bits == to.Bits) return x;
        if (from.Bits > to.Bits) return state.Add(new TruncIOp(x, type));
        return state.Add(from.IsSigned ? new ExtSIOp(x, type) : new ExtUIOp(x, type));
    }

    private static Value IntegerToFloat(LoweringState state, Value x, ElementType from, ElementType to)
    {
        if (from == ElementType.Index) x = state.Add(new IndexCastOp(x, IntegerType.I64));
        return state.Add(from.IsSigned ? new SIToFPOp(x, to.IrType) : new UIToFPOp(x, to.IrType));
    }

    private static Value FloatToInteger(LoweringState state, Value x, ElementType to)
    {
        var integer = to == ElementType.Index ? IntegerType.I64 : IntegerType.Get(to.Bits);
        var whole = SaturatingConversion.Emit(state.Builder, x, integer, to.IsSigned);
        return to == ElementType.Index ? state.Add(new IndexCastOp(whole, IndexType.Instance)) : whole;
    }

    // f16 and bf16 have no order between them; f32 holds both.
    private static Value FloatToFloat(LoweringState state, Value x, ElementType from, ElementType to)
    {
        if (from.Bits == to.Bits) return FloatToFloat(state, FloatToFloat(state, x, from, ElementType.F32), ElementType.F32, to);
        return state.Add(from.Bits < to.Bits ? new ExtFOp(x, to.IrType) : new TruncFOp(x, to.IrType));
    }
}
