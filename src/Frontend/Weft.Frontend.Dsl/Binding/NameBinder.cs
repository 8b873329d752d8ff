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
        if (_context.Scope.TryFind(name, out var variable)) return Value(_context.Diagnostics.Names.Use(syntax.Name, variable), syntax);
        if (_context.Program.Constants.Find(name) is { } constant)
            return _context.Diagnostics.Names.Use(syntax.Name, constant).ValueAt(syntax.Span, _context.LocationOf(syntax));
        return Unknown(syntax.Name);
    }

    /// <summary>Whether a name is a variable's or a constant's.</summary>
    public bool IsKnown(string name) => _context.Scope.TryFind(name, out _) || _context.Program.Constants.Find(name) is not null;

    public BoundExpression BindElement(ElementSyntax syntax)
    {
        if (_context.Kind == BodyKind.Workflow) return expressions.Slices.Bind(syntax);
        ImmutableArray<BoundExpression> subscripts = [.. syntax.Subscripts.Select(BindSubscript)];
        if (FindArray(syntax, out var mode) is not { } array) return new BoundError(_context.LocationOf(syntax));
        if (subscripts.Any(subscript => subscript is BoundError)) return new BoundError(_context.LocationOf(syntax));
        ImmutableArray<BoundExpression> elements =
            [.. array.Leaves.Select(leaf => BoundaryElement.Of(leaf, subscripts, mode, _context.LocationOf(syntax)))];
        return array.Type is RecordType record
            ? new BoundRecord(record with { Dimensions = [] }, elements, _context.LocationOf(syntax))
            : elements[0];
    }

    /// <summary>The array of an element, without a word about what is wrong.</summary>
    public VariableSymbol? TryFindArray(ElementSyntax syntax) => _context.Diagnostics.Muted(() => FindArray(syntax, out _));

    /// <summary>The array of which something is taken, whatever its rank; null, reported, where it is no array.</summary>
    public VariableSymbol? FindWhole(ElementSyntax syntax)
    {
        if (FindVariable(syntax, out _) is not { } variable || variable.Type is ErrorType) return null;
        if (variable.Type is ArrayType) return variable;
        expressions.Fail(syntax.Array, DslDiagnostics.NotAnArray, variable.Name, variable.Type);
        return null;
    }

    /// <summary>The array of an element; null, reported, where it is no array or has another number of dimensions.</summary>
    /// <param name="mode">How the array goes on beyond its edges.</param>
    public VariableSymbol? FindArray(ElementSyntax syntax, out BoundaryMode mode) =>
        FindVariable(syntax, out mode) is { } variable && CheckRank(syntax, variable) ? variable : null;

    private VariableSymbol? FindVariable(ElementSyntax syntax, out BoundaryMode mode)
    {
        mode = BoundaryMode.None;
        if (Root(syntax.Array) is not { } variable) return null;
        for (var i = 0; i < syntax.Path.Length; i++)
        {
            var name = syntax.Path[i];
            if (Array.Find([.. variable.Fields], field => field.Name.EndsWith($".{name.Text}", StringComparison.Ordinal)) is { } field)
                variable = field;
            else if (i == syntax.Path.Length - 1 && variable.IsArray && BoundaryElement.ModeOf(name.Text) is { } known)
                mode = known;
            else
                return Refuse(name, variable);
        }

        return variable;
    }

    private VariableSymbol? Root(NameSyntax name)
    {
        if (_context.Scope.TryFind(name.Text, out var variable)) return _context.Diagnostics.Names.Use(name, variable);
        if (_context.Program.Constants.Find(name.Text) is not { } constant) Unknown(name);
        else if (_context.Diagnostics.Names.Use(name, constant).Array is { } array) return array;
        else if (constant.Value is not BoundError) expressions.Fail(name, DslDiagnostics.NotAnArray, name.Text, "a constant");
        return null;
    }

    private VariableSymbol? Refuse(NameSyntax name, VariableSymbol variable)
    {
        if (variable.Type is RecordType record) expressions.Records.NoField(name, record.Record);
        else if (variable.IsArray)
            expressions.Fail(
                name,
                DslDiagnostics.UnknownMode,
                name.Text,
                Suggestion.For(name.Text, BoundaryElement.Modes),
                string.Join(", ", BoundaryElement.Modes));
        else if (variable.Type is not ErrorType)
            expressions.Fail(name, DslDiagnostics.NoMembers, variable.Name, variable.Type, name.Text);
        return null;
    }

    private bool CheckRank(ElementSyntax syntax, VariableSymbol variable)
    {
        if (variable.Type is ErrorType) return false;
        var rank = variable.Type switch { ArrayType array => array.Rank, RecordType record => record.Dimensions.Count, _ => 0 };
        if (rank == 0)
            expressions.Fail(syntax.Array, DslDiagnostics.NotAnArray, variable.Name, variable.Type);
        else if (rank != syntax.Subscripts.Length)
            expressions.Fail(
                syntax,
                DslDiagnostics.SubscriptCount,
                variable.Name,
                Placeholders.Count(rank, "dimension"),
                Placeholders.Count(syntax.Subscripts.Length, "subscript"),
                Placeholders.Subscripts(rank));
        else
            return true;
        return false;
    }

    // Elsewhere the sum over an index that stands on the right alone is left out.
    private BoundExpression BindSubscript(ExpressionSyntax syntax) => syntax is NameExpressionSyntax { Name: var name } && !IsKnown(name.Text)
        ? Unknown(name, $"; to sum over it, write 'sum({name.Text}) ...'") : expressions.BindIndex(syntax);

    private BoundExpression Value(VariableSymbol variable, NameExpressionSyntax syntax)
    {
        var location = _context.LocationOf(syntax);
        return variable.Type switch
        {
            ErrorType => new BoundError(location),
            RecordType record => new BoundRecord(record, [.. variable.Leaves.Select(leaf => new BoundVariable(leaf, location))], location),
            _ => new BoundVariable(variable, location),
        };
    }

    /// <param name="hint">What may be meant when no name is near.</param>
    private BoundError Unknown(NameSyntax name, string hint = "")
    {
        if (name.Text.Length == 0) return new(_context.LocationOf(name));
        if (_context.Program.Find(name.Text) is { } callable)
        {
            var form = $"{name.Text}({string.Join(", ", callable.Declared.Select(parameter => parameter.Name))})";
            return expressions.Fail(name, DslDiagnostics.CallableAsValue, name.Text, form);
        }

        if (name.Text.EndsWith('\'')) return expressions.Fail(name, DslDiagnostics.PrimeOutsideTime, name.Text, name.Text[..^1]);
        var known = _context.Scope.Names.Concat(_context.Program.Constants.Names);
        var near = Suggestion.For(name.Text, known);
        return expressions.Fail(name, DslDiagnostics.UnknownName, name.Text, near.Length > 0 ? near : hint);
    }
}
