using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>
/// Gives open expressions (literals, and what is computed from literals alone) the type of their context, all the way down:
/// in <c>let x: f32 = 1 / 3</c> both numbers become f32.
/// </summary>
internal sealed class LiteralTyper(BindingDiagnostics diagnostics)
{
    /// <summary>The type that an expression has without a context: <c>1</c> is i32, <c>1.0</c> is f32.</summary>
    public BoundExpression Close(BoundExpression expression) =>
        expression.Type is OpenType open ? As(expression, open.Default) : expression;

    /// <summary>An open expression as a scalar type; others are returned as they are.</summary>
    public BoundExpression As(BoundExpression expression, ElementType kind)
    {
        if (expression.Type is not OpenType) return expression;
        if (!kind.IsFloat && HasFraction(expression))
        {
            var advice = Conversions.Suggest(kind, expression.Type, "x");
            diagnostics.Report(DslDiagnostics.TypeMismatch, expression.Location, kind.Name, expression.Type, advice);
            return new BoundError(expression.Location);
        }

        var type = new ScalarType(kind);
        return expression switch
        {
            BoundOpenLiteral literal => Literal(literal, kind),
            BoundUnary unary => Fold(unary with { Operand = As(unary.Operand, kind), Type = type }),
            BoundBinary { Operator: BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight } shift =>
                Fold(shift with { Left = As(shift.Left, kind), Right = Close(shift.Right), Type = type }),
            BoundBinary binary => Fold(binary with { Left = As(binary.Left, kind), Right = As(binary.Right, kind), Type = type }),
            BoundConditional choice =>
                choice with { WhenTrue = As(choice.WhenTrue, kind), WhenFalse = As(choice.WhenFalse, kind), Type = type },
            BoundMath math => Fold(math with { Arguments = [.. math.Arguments.Select(argument => As(argument, kind))], Type = type }),
            BoundReduction reduction => reduction with { Body = As(reduction.Body, kind), Type = type },
            _ => throw new InvalidOperationException($"{expression.GetType().Name} cannot be open"),
        };
    }

    /// <summary>Computes what is known at compile time, and reports results that do not exist.</summary>
    public BoundExpression Fold(BoundExpression expression)
    {
        if (Invalid(expression)) return new BoundError(expression.Location);
        switch (ConstantFolder.Fold(expression, out var problem))
        {
            case { } value:
                return new BoundLiteral(value, expression.Location);
            case null when problem == FoldProblem.DivisionByZero:
                diagnostics.Report(DslDiagnostics.DivisionByZero, ((BoundBinary)expression).Right.Location);
                return new BoundError(expression.Location);
            case null when problem == FoldProblem.Overflow:
                diagnostics.Report(DslDiagnostics.ConstantOverflow, expression.Location, expression.Type, Wider(expression.Kind));
                return new BoundError(expression.Location);
            default:
                return expression;
        }
    }

    /// <summary>Gives floating-point numbers even of integers: <c>sqrt(4)</c>, <c>mean(i in 0..3) 1</c>.</summary>
    private static bool HasFraction(BoundExpression expression) => expression switch
    {
        BoundReduction reduction => reduction.Reduction == ReductionKind.Mean,
        BoundMath math => MathTable.Operands(math.Function) == MathOperands.Float,
        _ => false,
    };

    /// <summary>An operator on literals may turn out not to fit the type that the context gives them.</summary>
    private bool Invalid(BoundExpression expression)
    {
        if (expression.Type is not ScalarType { Kind: var kind }) return true;
        var spelling = expression switch
        {
            BoundUnary { Operand: BoundError } or BoundBinary { Left: BoundError } or BoundBinary { Right: BoundError } => "",
            BoundMath math when math.Arguments.Any(argument => argument is BoundError) => "",
            BoundUnary { Operator: UnaryOperator.Complement } when !kind.IsInteger => "~",
            BoundBinary { Operator: var op } when kind.IsFloat && OperatorTable.IsIntegerOnly(op) => OperatorTable.SpellingOf(op),
            BoundUnary { Operator: UnaryOperator.Negate } when !kind.IsSigned && !kind.IsFloat => "-",
            _ => null,
        };
        if (!string.IsNullOrEmpty(spelling))
            diagnostics.Report(DslDiagnostics.OperatorNotDefined, expression.Location, spelling, kind.Name, "");
        return spelling is not null;
    }

    private BoundExpression Literal(BoundOpenLiteral literal, ElementType kind)
    {
        if (kind == ElementType.Bool)
            diagnostics.Report(DslDiagnostics.NumberAsBool, literal.Span, literal.Text);
        else if (kind.IsFloat)
            return Float(literal, kind);
        else if (literal.Integer is not { } value)
            diagnostics.Report(DslDiagnostics.FloatAsInteger, literal.Span, literal.Text, kind.Name);
        else if (value < kind.Minimum || value > kind.Maximum)
            diagnostics.Report(
                DslDiagnostics.LiteralOutOfRange, literal.Span, literal.Text, kind.Name, kind.Minimum, kind.Maximum, Wider(kind));
        else
            return new BoundLiteral(Constant.Of(kind, value), literal.Location);
        return new BoundError(literal.Location);
    }

    private BoundExpression Float(BoundOpenLiteral literal, ElementType kind)
    {
        var value = literal.Integer is { } integer ? Constant.Of(kind, integer).Float : FloatRounding.Parse(kind, literal.Text);
        if (double.IsFinite(value)) return new BoundLiteral(Constant.Of(kind, value), literal.Location);
        diagnostics.Report(
            DslDiagnostics.FloatOutOfRange, literal.Span, literal.Text, kind.Name, kind == ElementType.F64 ? "" : "; f64 reaches farther");
        return new BoundError(literal.Location);
    }

    private static string Wider(ElementType kind) => kind switch
    {
        ElementType.I64 or ElementType.Index => "u64 holds up to 18446744073709551615",
        ElementType.U64 => "no type is wider",
        _ => "give the value a wider type, for example 'let x: i64 = ...'",
    };
}
