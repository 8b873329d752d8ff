using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>Unary, binary and conditional operators.</summary>
internal sealed class OperatorBinder(ExpressionBinder expressions)
{
    private readonly BodyContext _context = expressions.Context;
    private static readonly ScalarType Bool = new(ElementType.Bool);

    public BoundExpression BindUnary(UnarySyntax syntax)
    {
        var location = _context.LocationOf(syntax);
        if (syntax.Operator == "!")
        {
            var condition = expressions.BindCondition(syntax.Operand);
            return condition is BoundError
                ? condition
                : expressions.Literals.Fold(new BoundUnary(UnaryOperator.Not, condition, Bool, location));
        }

        var operand = expressions.BindScalar(syntax.Operand);
        if (operand is BoundError) return operand;
        if (syntax.Operator == "-" && operand is BoundOpenLiteral literal)
            return literal.Negated with { Span = syntax.Span, Location = location };
        if (operand.Type is ScalarType { Kind: var kind } && Problem(syntax.Operator, kind) is { } hint)
            return expressions.Fail(syntax, DslDiagnostics.OperatorNotDefined, syntax.Operator, kind.Name, hint);
        if (syntax.Operator == "~" && operand.Type is OpenType { IsFloat: true })
            return expressions.Fail(syntax, DslDiagnostics.OperatorNotDefined, syntax.Operator, operand.Type, "");
        if (syntax.Operator == "+") return operand;
        var op = syntax.Operator == "-" ? UnaryOperator.Negate : UnaryOperator.Complement;
        var unary = new BoundUnary(op, operand, operand.Type, location);
        return operand.Type is OpenType ? unary : expressions.Literals.Fold(unary);
    }

    public BoundExpression BindBinary(BinarySyntax syntax)
    {
        if (syntax.Operator is "&&" or "||") return BindLogical(syntax);
        var left = expressions.BindScalar(syntax.Left);
        var right = expressions.BindScalar(syntax.Right);
        return Combine(OperatorTable.Parse(syntax.Operator), left, syntax.Left, right, syntax.Right, syntax);
    }

    /// <summary><c>left op right</c> of two bound scalars; <paramref name="at"/> is what messages point to.</summary>
    public BoundExpression Combine(
        BinaryOperator op, BoundExpression left, SyntaxNode leftSyntax, BoundExpression right, SyntaxNode rightSyntax, SyntaxNode at)
    {
        if (left is BoundError || right is BoundError) return new BoundError(_context.LocationOf(at));
        if (OperatorTable.IsShift(op)) right = expressions.Literals.Close(right);
        else if (!Unify(ref left, leftSyntax, ref right, rightSyntax, at, OperatorTable.SpellingOf(op)))
            return new BoundError(_context.LocationOf(at));
        var comparison = OperatorTable.IsComparison(op);
        if (comparison && Common(left, right) is OpenType { Default: var kind })
            (left, right) = (expressions.Literals.As(left, kind), expressions.Literals.As(right, kind));
        if (left is BoundError || right is BoundError) return new BoundError(_context.LocationOf(at));
        if (Undefined(op, left.Type) || (OperatorTable.IsShift(op) && right.Type is ScalarType { Kind.IsInteger: false }))
        {
            var type = Undefined(op, left.Type) ? left.Type : right.Type;
            return expressions.Fail(at, DslDiagnostics.OperatorNotDefined, OperatorTable.SpellingOf(op), type, Hint(op, type));
        }

        var result = new BoundBinary(op, left, right, comparison ? Bool : OperatorTable.IsShift(op)
            ? left.Type
            : Common(left, right), _context.LocationOf(at));
        return result.Type is OpenType ? result : expressions.Literals.Fold(result);
    }

    public BoundExpression BindConditional(ConditionalSyntax syntax)
    {
        var condition = expressions.BindCondition(syntax.Condition);
        // One of the two is not evaluated: a kernel call cannot be moved out of it.
        var whenTrue = _context.Collecting(null, () => Branch(syntax.WhenTrue));
        var whenFalse = _context.Collecting(null, () => Branch(syntax.WhenFalse));
        if (condition is BoundError || whenTrue is BoundError || whenFalse is BoundError)
            return new BoundError(_context.LocationOf(syntax));
        if (whenTrue is BoundRecord one && whenFalse is BoundRecord other && one.Record == other.Record)
            return one with { Leaves = [.. one.Leaves.Zip(other.Leaves, (a, b) => Choice(a, b))] };
        if (whenTrue is BoundRecord || whenFalse is BoundRecord)
            return expressions.Fail(syntax, DslDiagnostics.BranchesDiffer, whenTrue.Type, whenFalse.Type);
        if (!Unify(ref whenTrue, syntax.WhenTrue, ref whenFalse, syntax.WhenFalse, syntax, "?:"))
            return new BoundError(_context.LocationOf(syntax));
        return Choice(whenTrue, whenFalse);

        BoundExpression Choice(BoundExpression a, BoundExpression b) =>
            new BoundConditional(condition, a, b, Common(a, b), _context.LocationOf(syntax));
    }

    private BoundExpression Branch(ExpressionSyntax syntax)
    {
        var value = expressions.Bind(syntax);
        return value is BoundRecord { Record.Dimensions.Count: 0 } ? value : expressions.Scalar(value, syntax);
    }

    /// <summary>Gives two operands one type: a literal takes the other's; two literals stay open together.</summary>
    public bool Unify(
        ref BoundExpression left, SyntaxNode leftSyntax, ref BoundExpression right, SyntaxNode rightSyntax, SyntaxNode at, string spelling)
    {
        if (left.Type is OpenType && right.Type is OpenType) return true;
        if (left.Type is ScalarType { Kind: var leftKind }) right = expressions.Literals.As(right, leftKind);
        if (right.Type is ScalarType { Kind: var rightKind }) left = expressions.Literals.As(left, rightKind);
        if (left is BoundError || right is BoundError) return false;
        if (left.Type == right.Type) return true;
        var hint = Conversions.SuggestForPair(
            left.Kind, _context.Diagnostics.TextOf(leftSyntax.Span), right.Kind, _context.Diagnostics.TextOf(rightSyntax.Span));
        expressions.Fail(at, DslDiagnostics.MixedTypes, spelling, left.Type, right.Type, hint);
        return false;
    }

    /// <summary>The type of two unified operands: <c>1 + 0.5</c> will be floating point, of a type still to be decided.</summary>
    public static WeftType Common(BoundExpression left, BoundExpression right) =>
        left.Type is OpenType a && right.Type is OpenType b ? new OpenType(a.IsFloat || b.IsFloat) : left.Type;

    private BoundExpression BindLogical(BinarySyntax syntax)
    {
        var left = expressions.BindCondition(syntax.Left);
        var right = _context.Collecting(null, () => expressions.BindCondition(syntax.Right));
        if (left is BoundError || right is BoundError) return new BoundError(_context.LocationOf(syntax));
        return expressions.Literals.Fold(new BoundLogical(syntax.Operator == "||", left, right, _context.LocationOf(syntax)));
    }

    private static bool Undefined(BinaryOperator op, WeftType type) => type switch
    {
        ScalarType scalar => !OperatorTable.IsDefined(op, scalar.Kind),
        OpenType { IsFloat: true } => OperatorTable.IsIntegerOnly(op),
        _ => false,
    };

    private static string? Problem(string op, ElementType kind) => op switch
    {
        _ when kind == ElementType.Bool => "; '!' negates a bool",
        "-" when !kind.IsSigned && !kind.IsFloat => $"; an unsigned number has no negative: convert it first, for example '-i32(x)'",
        "~" when kind.IsFloat => "",
        _ => null,
    };

    private static string Hint(BinaryOperator op, WeftType type) => type switch
    {
        ScalarType { Kind: ElementType.Bool } => "; bools are combined with '&&', '||' and '!'",
        _ when op == BinaryOperator.Xor => "; it works on integers; a power is written 'pow(x, y)'",
        _ when OperatorTable.IsIntegerOnly(op) => "; it works on integers",
        _ => "",
    };
}
