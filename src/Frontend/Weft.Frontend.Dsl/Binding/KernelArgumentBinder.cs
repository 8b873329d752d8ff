using System.Collections.Immutable;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>Matches the arguments of a kernel call with the parameters.</summary>
internal sealed class KernelArgumentBinder(ExpressionBinder expressions)
{
    private readonly BodyContext _context = expressions.Context;

    /// <summary>One expression per argument of the kernel, omitted ones filled in; null, reported, where one is wrong.</summary>
    public List<BoundExpression>? Bind(CallSyntax syntax, KernelSymbol kernel, ShapeMatcher shapes)
    {
        var parameters = kernel.Arguments;
        var required = parameters.Length;
        while (required > 0 && parameters[required - 1].Default is not null) required--;
        if (parameters.Any(parameter => parameter.Type is ErrorType)) return null;
        if (syntax.Arguments.Length < required || syntax.Arguments.Length > parameters.Length)
        {
            var form = $"{kernel.Name}({string.Join(", ", parameters.Select(parameter => parameter.Form))})";
            expressions.Fail(
                syntax, DslDiagnostics.ArgumentCount, kernel.Name, Count(required, parameters.Length), syntax.Arguments.Length, form);
            return null;
        }

        List<BoundExpression> bound = [];
        for (var i = 0; i < parameters.Length; i++)
            bound.AddRange(i < syntax.Arguments.Length
                ? Arguments(parameters[i], syntax.Arguments[i], kernel, shapes)
                : [new BoundLiteral(parameters[i].Default!.Value, _context.LocationOf(syntax))]);
        return bound.Exists(argument => argument is BoundError) ? null : bound;
    }

    private IEnumerable<BoundExpression> Arguments(
        VariableSymbol parameter, ArgumentSyntax syntax, KernelSymbol kernel, ShapeMatcher shapes) =>
        parameter.Type is RecordType record
            ? Record(parameter, record, syntax, kernel, shapes)
            : [Argument(parameter, syntax, kernel, shapes)];

    /// <summary>A record is passed as its scalars or arrays; one that is written must be a variable as a whole.</summary>
    private ImmutableArray<BoundExpression> Record(
        VariableSymbol parameter, RecordType type, ArgumentSyntax syntax, KernelSymbol kernel, ShapeMatcher shapes)
    {
        ImmutableArray<BoundExpression> wrong = [new BoundError(_context.LocationOf(syntax))];
        if (!HasRightModifier(parameter, syntax) || expressions.Records.BindAs(syntax.Value, type) is not { } value) return wrong;
        if (parameter.Kind != VariableKind.Input && !value.Leaves.All(leaf => IsTarget(leaf, syntax))) return wrong;
        foreach (var (leaf, given) in parameter.Leaves.Zip(value.Leaves))
            if (leaf.Type is ArrayType wanted && Differs(leaf, wanted, given, syntax, kernel, shapes) is { } error)
                return [error];
        return value.Leaves;
    }

    private BoundExpression Argument(VariableSymbol parameter, ArgumentSyntax syntax, KernelSymbol kernel, ShapeMatcher shapes)
    {
        if (!HasRightModifier(parameter, syntax)) return new BoundError(_context.LocationOf(syntax));
        if (parameter.Kind == VariableKind.Input && parameter.Type is ScalarType { Kind: var kind })
            return expressions.BindAs(syntax.Value, kind);
        var value = expressions.Bind(syntax.Value);
        if (value is BoundError || parameter.Type is ErrorType) return new BoundError(_context.LocationOf(syntax));
        if (!parameter.Type.IsSameKind(value.Type))
            return expressions.Fail(syntax, DslDiagnostics.ArgumentMismatch, parameter.Name, kernel.Name, parameter.Type, value.Type);
        if (parameter.Kind != VariableKind.Input && !IsTarget(value, syntax)) return new BoundError(_context.LocationOf(syntax));
        if (parameter.Type is not ArrayType array) return value;
        return Differs(parameter, array, value, syntax, kernel, shapes) ?? value;
    }

    private BoundError? Differs(
        VariableSymbol parameter,
        ArrayType wanted,
        BoundExpression value,
        ArgumentSyntax syntax,
        KernelSymbol kernel,
        ShapeMatcher shapes)
    {
        if (shapes.Match(wanted, (ArrayType)value.Type, $"'{expressions.TextOf(syntax.Value)}'") is not { } difference) return null;
        return expressions.Fail(
            syntax,
            DslDiagnostics.ExtentMismatch,
            kernel.Name,
            difference.Axis,
            parameter.Name,
            difference.Wanted,
            expressions.TextOf(syntax.Value),
            difference.Found,
            difference.From);
    }

    /// <summary>What a call writes is marked where it is passed, as with C#'s ref and out.</summary>
    private bool HasRightModifier(VariableSymbol parameter, ArgumentSyntax syntax)
    {
        var wanted = parameter.Kind switch
        {
            VariableKind.InOut => AccessSyntax.InOut,
            VariableKind.Output => AccessSyntax.Out,
            _ => AccessSyntax.None,
        };
        if (syntax.Access == wanted) return true;
        var text = expressions.TextOf(syntax.Value);
        if (wanted == AccessSyntax.None) expressions.Fail(syntax, DslDiagnostics.ArgumentOnlyRead, parameter.Name, text);
        else expressions.Fail(syntax, DslDiagnostics.ArgumentNeedsModifier, parameter.Name, wanted.ToString().ToLowerInvariant(), text);
        return false;
    }

    private bool IsTarget(BoundExpression value, ArgumentSyntax syntax)
    {
        if (value is BoundVariable { Variable: var variable } && syntax.Value is NameExpressionSyntax)
            return Writability.Check(variable, syntax, expressions);
        expressions.Fail(syntax, DslDiagnostics.NotAssignable);
        return false;
    }

    private static string Count(int required, int all) =>
        required != all ? $"{required} to {all} arguments" : Placeholders.Count(all, "argument");
}
