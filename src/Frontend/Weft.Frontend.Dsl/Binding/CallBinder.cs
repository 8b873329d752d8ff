using System.Collections.Immutable;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Parsing;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>Tells conversions, builtins, funcs and kernels apart.</summary>
internal sealed class CallBinder
{
    private readonly ExpressionBinder _expressions;
    private readonly BodyContext _context;
    private readonly MathBinder _math;

    public CallBinder(ExpressionBinder expressions)
    {
        (_expressions, _context) = (expressions, expressions.Context);
        _math = new(expressions);
        Kernels = new(expressions);
    }

    public KernelCallBinder Kernels { get; }

    public BoundExpression Bind(CallSyntax syntax)
    {
        var name = syntax.Callee.Text;
        if (KernelOf(syntax) is { } kernel) return Kernels.BindAsValue(syntax, kernel);
        if (syntax.Arguments.FirstOrDefault(argument => argument.Access != AccessSyntax.None) is { } marked)
            return _expressions.Fail(marked, DslDiagnostics.ModifierWithoutKernel, name);
        if (ElementTypes.Parse(name) is { } kind) return Conversion(syntax, kind);
        if (MathTable.Find(name) is { } function) return _math.Bind(syntax, function);
        if (_context.Program.Find(name) is FuncSymbol func) return Func(syntax, func);
        return Unknown(syntax);
    }

    /// <summary>The kernel that a call names. One that is called like a builtin is meant where an array is passed.</summary>
    public KernelSymbol? KernelOf(CallSyntax syntax)
    {
        if (_context.Program.Find(syntax.Callee.Text) is not KernelSymbol kernel) return null;
        return MathTable.Find(kernel.Name) is null || syntax.Arguments.Any(PassesArray) ? kernel : null;
    }

    private bool PassesArray(ArgumentSyntax argument) =>
        argument.Value is NameExpressionSyntax name && _context.Scope.TryFind(name.Name.Text, out var variable) && variable.IsArray;

    private BoundExpression Conversion(CallSyntax syntax, ElementType kind)
    {
        if (syntax.Arguments is not [var argument])
            return _expressions.Fail(
                syntax, DslDiagnostics.ArgumentCount, kind.Name, "1 argument", syntax.Arguments.Length, $"{kind.Name}(x)");
        var operand = _expressions.BindScalar(argument.Value);
        var location = _context.LocationOf(syntax);
        if (operand is BoundError) return operand;
        if (operand is BoundOpenLiteral literal)
            return new BoundLiteral(literal.Integer is { } integer ? Constant.Of(kind, integer) : OfFloat(kind, literal), location);
        // An open expression is computed in the type it is converted to, unless that would drop its fraction first.
        operand = operand.Type is OpenType open && kind != ElementType.Bool && (kind.IsFloat || !open.IsFloat)
            ? _expressions.Literals.As(operand, kind)
            : _expressions.Literals.Close(operand);
        if (operand is BoundError || operand.Kind == kind) return operand;
        return _expressions.Literals.Fold(new BoundConversion(operand, kind, location));
    }

    private static Constant OfFloat(ElementType kind, BoundOpenLiteral literal) =>
        Constant.Of(kind, kind.IsFloat ? FloatRounding.Parse(kind, literal.Text) : literal.Float);

    private BoundExpression Func(CallSyntax syntax, FuncSymbol func)
    {
        if (_context.Owner is { } caller) _context.Program.Calls.Add(caller, func, syntax.Callee.Span);
        if (func.Parameters.Length != syntax.Arguments.Length)
        {
            var form = $"{func.Name}({string.Join(", ", func.Parameters.AsEnumerable())})";
            var wanted = Placeholders.Count(func.Parameters.Length, "argument");
            return _expressions.Fail(syntax, DslDiagnostics.ArgumentCount, func.Name, wanted, syntax.Arguments.Length, form);
        }

        ImmutableArray<BoundExpression> arguments =
            [.. func.Parameters.Zip(syntax.Arguments, (parameter, argument) => Argument(parameter, argument))];
        return arguments.Any(argument => argument is BoundError)
            ? new BoundError(_context.LocationOf(syntax))
            : new BoundCall(func, arguments, _context.LocationOf(syntax));
    }

    /// <summary>The parameter's type may be wrong itself, which has been reported.</summary>
    private BoundExpression Argument(VariableSymbol parameter, ArgumentSyntax argument) =>
        parameter.Type is ScalarType { Kind: var kind }
            ? _expressions.BindAs(argument.Value, kind)
            : new BoundError(_context.LocationOf(argument));

    private BoundError Unknown(CallSyntax syntax)
    {
        var name = syntax.Callee.Text;
        if (ReductionNames.Contains(name)) return _expressions.Fail(syntax, DslDiagnostics.ReductionWithoutBody, name);
        foreach (var argument in syntax.Arguments) _expressions.Bind(argument.Value);
        if (_context.Scope.TryFind(name, out var variable))
        {
            var advice = variable.Type is ArrayType array ? $"; take an element as '{name}[{Placeholders.Subscripts(array.Rank)}]'" : "";
            return _expressions.Fail(syntax.Callee, DslDiagnostics.VariableCalled, name, advice);
        }

        var known = _context.Program.CallableNames.Concat(MathTable.Names).Concat(ElementTypes.Names);
        return _expressions.Fail(syntax.Callee, DslDiagnostics.UnknownFunction, name, Suggestion.For(name, known));
    }
}
