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
        if (_context.TypeNamed(name) is ScalarType { Kind: var kind }) return Conversion(syntax, kind);
        if (MathTable.Find(name) is { } function) return _math.Bind(syntax, function);
        if (CalleeOf(syntax) is FuncSymbol func) return Func(syntax, func);
        return _context.Program.Generics.Find(name) is null ? Unknown(syntax) : new BoundError(_context.LocationOf(syntax));
    }

    /// <summary>The kernel that a call names. One that is called like a builtin is meant where an array is passed.</summary>
    public KernelSymbol? KernelOf(CallSyntax syntax)
    {
        if (CalleeOf(syntax) is not KernelSymbol kernel) return null;
        return MathTable.Find(kernel.Name) is null || syntax.Arguments.Any(PassesArray) ? kernel : null;
    }

    /// <summary>What a call names; of a generic kernel or func, that for the types of the call.</summary>
    private CallableSymbol? CalleeOf(CallSyntax syntax)
    {
        if (_context.Program.Find(syntax.Callee.Text) is { } callable) return callable;
        if (_context.Program.Generics.Find(syntax.Callee.Text) is not { } generic || generic.Syntax.IsBroken) return null;
        return new TypeArgumentBinder(_context).OfCall(syntax, generic, _expressions) is { } types
            ? _context.Program.Generics.Instantiate(generic, types)
            : null;
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
        if (_context.Owner is { } caller) _context.Program.Calls.Add(caller, func, syntax.Callee, _context.Diagnostics);
        if (func.Declared.Length != syntax.Arguments.Length)
        {
            var form = $"{func.Name}({string.Join(", ", func.Declared.AsEnumerable())})";
            var wanted = Placeholders.Count(func.Declared.Length, "argument");
            return _expressions.Fail(syntax, DslDiagnostics.ArgumentCount, func.Name, wanted, syntax.Arguments.Length, form);
        }

        var location = _context.LocationOf(syntax);
        var arguments = func.Declared
            .Zip(syntax.Arguments, (parameter, argument) => _expressions.BindLeaves(argument.Value, parameter.Type))
            .ToList();
        if (arguments.Exists(argument => argument is null)) return new BoundError(location);
        var call = new BoundCall(func, [.. arguments.SelectMany(argument => argument!.Value)], location);
        ImmutableArray<BoundExpression> results = [.. func.Results.Select((_, position) => new BoundResult(call, position))];
        return func.Result is RecordType record ? new BoundRecord(record, results, location) : results[0];
    }

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

        if (_context.Program.Records.Find(name) is { } record)
            return _expressions.Fail(
                syntax, DslDiagnostics.RecordCalled, name, string.Join(", ", record.Fields.Select(field => $"{field.Name}: ...")));
        var known = _context.Program.CallableNames.Concat(MathTable.Names).Concat(_context.TypeNames);
        // Math.Sqrt is C#'s sqrt.
        var plain = name[(name.LastIndexOf('.') + 1)..].ToLowerInvariant();
        var suggestion = MathTable.Find(plain) is null ? Suggestion.For(name, known) : $"; did you mean '{plain}'?";
        return _expressions.Fail(syntax.Callee, DslDiagnostics.UnknownFunction, name, suggestion);
    }
}
