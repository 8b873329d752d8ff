using Microsoft.CodeAnalysis.Operations;
using Weft.IR;
using Operation = Weft.IR.Operation;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>C#'s operators on numbers of one type: integers wrap around, shift counts are masked, divisions are checked.</summary>
internal sealed class Arithmetic(FunctionBuilder function)
{
    /// <summary>The result, or null when the operator is none of numbers.</summary>
    public Value? Binary(BinaryOperatorKind kind, Value lhs, Value rhs, ScalarType type)
    {
        if (kind is BinaryOperatorKind.Divide or BinaryOperatorKind.Remainder && type.IsInteger) CheckDivision(lhs, rhs, type);
        var op = type.IsFloat
            ? Float(kind, lhs, rhs) ?? Compare(FloatPredicate(kind), lhs, rhs)
            : Integer(kind, lhs, rhs, type) ?? Compare(kind, lhs, rhs, type);
        return op is null ? null : function.Add(op);
    }

    public Value? Unary(UnaryOperatorKind kind, Value operand, ScalarType type) => kind switch
    {
        UnaryOperatorKind.Plus => operand,
        UnaryOperatorKind.Minus when type.IsFloat => function.Add(new NegFOp(operand)),
        UnaryOperatorKind.Minus => function.Add(new SubIOp(function.Zero(type.Ir), operand)),
        UnaryOperatorKind.BitwiseNegation or UnaryOperatorKind.Not => function.Add(new XOrIOp(operand, function.Integer(-1, type.Ir))),
        _ => null,
    };

    /// <summary>A shift; the count is an int, of which C# takes the low bits.</summary>
    public Value? Shift(BinaryOperatorKind kind, Value value, Value count, ScalarType type, Conversions conversions)
    {
        var mask = function.Integer(type.Width - 1, count.Type);
        var masked = count.Def is ConstantOp { Value: IntegerAttr constant }
            ? function.Integer(constant.Value & (type.Width - 1), count.Type)
            : function.Add(new AndIOp(count, mask));
        var amount = conversions.Convert(masked, ScalarType.Int32, type with { IsSigned = true });
        Operation? op = kind switch
        {
            BinaryOperatorKind.LeftShift => new ShLIOp(value, amount),
            BinaryOperatorKind.RightShift when type.IsSigned => new ShRSIOp(value, amount),
            BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift => new ShRUIOp(value, amount),
            _ => null,
        };
        return op is null ? null : function.Add(op);
    }

    public static bool IsShift(BinaryOperatorKind kind) =>
        kind is BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift;

    // A constant divisor other than 0 and -1 cannot fault.
    private void CheckDivision(Value lhs, Value rhs, ScalarType type)
    {
        if (rhs.Def is ConstantOp { Value: IntegerAttr { IsZero: false } divisor } && !(type.IsSigned && divisor.Value == -1)) return;
        function.Insert(new CheckDivisionOp(lhs, rhs, zeroOnly: !type.IsSigned));
    }

    private static Operation? Float(BinaryOperatorKind kind, Value lhs, Value rhs) => kind switch
    {
        BinaryOperatorKind.Add => new AddFOp(lhs, rhs),
        BinaryOperatorKind.Subtract => new SubFOp(lhs, rhs),
        BinaryOperatorKind.Multiply => new MulFOp(lhs, rhs),
        BinaryOperatorKind.Divide => new DivFOp(lhs, rhs),
        BinaryOperatorKind.Remainder => new RemFOp(lhs, rhs),
        _ => null,
    };

    private static Operation? Integer(BinaryOperatorKind kind, Value lhs, Value rhs, ScalarType type) => kind switch
    {
        BinaryOperatorKind.Add => new AddIOp(lhs, rhs),
        BinaryOperatorKind.Subtract => new SubIOp(lhs, rhs),
        BinaryOperatorKind.Multiply => new MulIOp(lhs, rhs),
        BinaryOperatorKind.Divide => type.IsSigned ? new DivSIOp(lhs, rhs) : new DivUIOp(lhs, rhs),
        BinaryOperatorKind.Remainder => type.IsSigned ? new RemSIOp(lhs, rhs) : new RemUIOp(lhs, rhs),
        BinaryOperatorKind.And or BinaryOperatorKind.ConditionalAnd => new AndIOp(lhs, rhs),
        BinaryOperatorKind.Or or BinaryOperatorKind.ConditionalOr => new OrIOp(lhs, rhs),
        BinaryOperatorKind.ExclusiveOr => new XOrIOp(lhs, rhs),
        _ => null,
    };

    private static CmpFOp? Compare(CmpFPredicate? predicate, Value lhs, Value rhs) => predicate is { } p ? new CmpFOp(p, lhs, rhs) : null;

    // Comparisons with NaN are false, but for !=.
    private static CmpFPredicate? FloatPredicate(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Equals => CmpFPredicate.Oeq,
        BinaryOperatorKind.NotEquals => CmpFPredicate.Une,
        BinaryOperatorKind.LessThan => CmpFPredicate.Olt,
        BinaryOperatorKind.LessThanOrEqual => CmpFPredicate.Ole,
        BinaryOperatorKind.GreaterThan => CmpFPredicate.Ogt,
        BinaryOperatorKind.GreaterThanOrEqual => CmpFPredicate.Oge,
        _ => null,
    };

    private static CmpIOp? Compare(BinaryOperatorKind kind, Value lhs, Value rhs, ScalarType type)
    {
        CmpIPredicate? predicate = kind switch
        {
            BinaryOperatorKind.Equals => CmpIPredicate.Eq,
            BinaryOperatorKind.NotEquals => CmpIPredicate.Ne,
            BinaryOperatorKind.LessThan => type.IsSigned ? CmpIPredicate.Slt : CmpIPredicate.Ult,
            BinaryOperatorKind.LessThanOrEqual => type.IsSigned ? CmpIPredicate.Sle : CmpIPredicate.Ule,
            BinaryOperatorKind.GreaterThan => type.IsSigned ? CmpIPredicate.Sgt : CmpIPredicate.Ugt,
            BinaryOperatorKind.GreaterThanOrEqual => type.IsSigned ? CmpIPredicate.Sge : CmpIPredicate.Uge,
            _ => null,
        };
        return predicate is { } p ? new CmpIOp(p, lhs, rhs) : null;
    }
}
