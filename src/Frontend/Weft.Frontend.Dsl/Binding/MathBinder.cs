using System.Collections.Immutable;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>Calls of builtins.</summary>
internal sealed class MathBinder(ExpressionBinder expressions)
{
    private readonly BodyContext _context = expressions.Context;

    public BoundExpression Bind(CallSyntax syntax, MathFunction function)
    {
        var count = MathTable.ArgumentCount(function);
        if (syntax.Arguments.Length != count)
        {
            var wanted = Placeholders.Count(count, "argument");
            return expressions.Fail(
                syntax, DslDiagnostics.ArgumentCount, syntax.Callee.Text, wanted, syntax.Arguments.Length, MathTable.Form(function));
        }

        var select = function == MathFunction.Select;
        var condition = select ? expressions.BindCondition(syntax.Arguments[0].Value) : null;
        ImmutableArray<ArgumentSyntax> operands = select ? syntax.Arguments[1..] : syntax.Arguments;
        var values = operands.Select(argument => expressions.BindScalar(argument.Value)).ToArray();
        if (condition is BoundError || !Unify(values, operands, syntax)) return new BoundError(_context.LocationOf(syntax));
        return Build(syntax, function, condition, values);
    }

    private BoundExpression Build(CallSyntax syntax, MathFunction function, BoundExpression? condition, BoundExpression[] values)
    {
        var operands = MathTable.Operands(function);
        if (operands == MathOperands.Test) values[0] = expressions.Literals.As(values[0], ElementType.F32);
        if (values[0] is BoundError) return values[0];
        var anyFloat = values.Any(value => value.Type is OpenType { IsFloat: true });
        var type = values[0].Type is OpenType ? new OpenType(anyFloat) : values[0].Type;
        if (type is ScalarType { Kind: var kind } && !Takes(operands, kind)) return Refuse(syntax, operands, kind);
        if (type is OpenType && operands == MathOperands.Float) type = new OpenType(IsFloat: true);
        var result = new BoundMath(
            function,
            condition is null ? [.. values] : [condition, .. values],
            operands == MathOperands.Test ? new ScalarType(ElementType.Bool) : type,
            _context.LocationOf(syntax));
        return result.Type is OpenType ? result : expressions.Literals.Fold(result);
    }

    private bool Unify(BoundExpression[] values, ImmutableArray<ArgumentSyntax> syntax, CallSyntax call)
    {
        if (values.Any(value => value is BoundError)) return false;
        // The first argument with a type decides; the literals follow.
        var leader = Math.Max(Array.FindIndex(values, value => value.Type is not OpenType), 0);
        for (var i = 0; i < values.Length; i++)
        {
            if (i == leader) continue;
            var (a, b) = (Math.Min(i, leader), Math.Max(i, leader));
            if (!expressions.Operators.Unify(ref values[a], syntax[a].Value, ref values[b], syntax[b].Value, call, call.Callee.Text))
                return false;
        }

        return true;
    }

    private BoundError Refuse(CallSyntax syntax, MathOperands operands, ElementType kind)
    {
        var text = expressions.TextOf(syntax.Arguments[0].Value);
        var wanted = operands == MathOperands.Number ? "numbers" : "floating-point numbers";
        var hint = kind == ElementType.Bool ? "" : $"; {Conversions.Suggest(ElementType.F32, new ScalarType(kind), text)}";
        return expressions.Fail(syntax, DslDiagnostics.MathOperandType, syntax.Callee.Text, wanted, kind.Name, hint);
    }

    private static bool Takes(MathOperands operands, ElementType kind) => operands switch
    {
        MathOperands.Select => true,
        MathOperands.Number => kind != ElementType.Bool,
        _ => kind.IsFloat,
    };
}
