using System.Collections.Immutable;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>Variables, constants and elements of arrays.</summary>
internal sealed class NameBinder(ExpressionBinder expressions)
{
    private readonly BodyContext _context = expressions.Context;

    public BoundExpression Bind(NameExpressionSyntax syntax)
    {
        var name = syntax.Name.Text;
        if (_context.Scope.TryFind(name, out var variable)) return Value(variable, syntax);
        if (_context.Program.Constants.Find(name) is { } constant) return constant.ValueAt(syntax.Span, _context.LocationOf(syntax));
        return Unknown(syntax.Name);
    }

    public BoundExpression BindElement(ElementSyntax syntax)
    {
        ImmutableArray<BoundExpression> subscripts = [.. syntax.Subscripts.Select(expressions.BindIndex)];
        if (FindArray(syntax) is not { } array) return new BoundError(_context.LocationOf(syntax));
        if (_context.Kind == BodyKind.Workflow) return expressions.Fail(syntax, DslDiagnostics.ElementInWorkflow, array.Name);
        return subscripts.Any(subscript => subscript is BoundError)
            ? new BoundError(_context.LocationOf(syntax))
            : new BoundElement(array, subscripts, _context.LocationOf(syntax));
    }

    /// <summary>The array of an element; null, reported, where it is no array or has another number of dimensions.</summary>
    public VariableSymbol? FindArray(ElementSyntax syntax)
    {
        if (!_context.Scope.TryFind(syntax.Array.Text, out var variable))
        {
            if (_context.Program.Constants.Find(syntax.Array.Text) is null) Unknown(syntax.Array);
            else expressions.Fail(syntax.Array, DslDiagnostics.NotAnArray, syntax.Array.Text, "a constant");
            return null;
        }

        if (variable.Type is ErrorType) return null;
        if (variable.Type is not ArrayType array)
            expressions.Fail(syntax.Array, DslDiagnostics.NotAnArray, variable.Name, variable.Type);
        else if (array.Rank != syntax.Subscripts.Length)
            expressions.Fail(
                syntax,
                DslDiagnostics.SubscriptCount,
                variable.Name,
                Placeholders.Count(array.Rank, "dimension"),
                Placeholders.Count(syntax.Subscripts.Length, "subscript"),
                Placeholders.Subscripts(array.Rank));
        else
            return variable;
        return null;
    }

    private BoundExpression Value(VariableSymbol variable, NameExpressionSyntax syntax) =>
        variable.Type is ErrorType ? new BoundError(_context.LocationOf(syntax)) : new BoundVariable(variable, _context.LocationOf(syntax));

    private BoundError Unknown(NameSyntax name)
    {
        if (name.Text.Length == 0) return new(_context.LocationOf(name));
        if (_context.Program.Find(name.Text) is { } callable)
        {
            var form = $"{name.Text}({string.Join(", ", callable.Parameters.Select(parameter => parameter.Name))})";
            return expressions.Fail(name, DslDiagnostics.CallableAsValue, name.Text, form);
        }

        var known = _context.Scope.Names.Concat(_context.Program.Constants.Names);
        return expressions.Fail(name, DslDiagnostics.UnknownName, name.Text, Suggestion.For(name.Text, known));
    }
}
