using System.Collections.Immutable;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>Assignments to variables, to elements, and to whole arrays by a call.</summary>
internal sealed class AssignmentBinder(ExpressionBinder expressions)
{
    private readonly BodyContext _context = expressions.Context;
    private readonly IndexNotationBinder _elements = new(expressions);

    public BoundStatement? Bind(AssignmentSyntax syntax)
    {
        var target = syntax.Target;
        while (target is ParenthesizedSyntax parenthesized) target = parenthesized.Inner;
        switch (target)
        {
            case ElementSyntax element:
                return _elements.Bind(syntax, element);
            case NameExpressionSyntax name:
                return BindVariable(syntax, name);
            case TupleSyntax tuple:
                BindTuple(syntax, tuple);
                return null;
            default:
                expressions.Fail(target, DslDiagnostics.NotAssignable);
                expressions.Bind(syntax.Value);
                return null;
        }
    }

    /// <summary><c>return a, b</c> in a workflow: gives the results their values.</summary>
    public bool AssignResults(ReturnSyntax syntax, ImmutableArray<VariableSymbol> results)
    {
        if (syntax.Values is [CallSyntax call] && expressions.KernelOf(call) is { } kernel && kernel.Results.Length == results.Length)
            return expressions.KernelCalls.Call(call, kernel, results, NoDeclaration) is not null;
        if (syntax.Values.Length != results.Length)
        {
            var (wanted, given) = (Placeholders.Count(results.Length, "result"), Placeholders.Count(syntax.Values.Length, "value"));
            expressions.Fail(syntax, DslDiagnostics.ReturnCount, _context.Owner!.Name, wanted, given);
            return false;
        }

        // All values before any result: a value may be what a result was.
        var values = syntax.Values.Zip(results, (value, result) => Value(value, result)).ToArray();
        foreach (var (value, result) in values.Zip(results))
            if (value is not null)
                _context.Pending!.Add(new BoundAssignment(result, value, value.Location));
        return values.All(value => value is not null);
    }

    private BoundAssignment? BindVariable(AssignmentSyntax syntax, NameExpressionSyntax name)
    {
        var bound = expressions.Bind(name);
        if (bound is not BoundVariable { Variable: var variable })
        {
            if (bound is not BoundError) expressions.Fail(name, DslDiagnostics.NotAssignable);
            expressions.Bind(syntax.Value);
            return null;
        }

        if (!Writability.Check(variable, name, expressions)) return null;
        if (syntax.Operator is null && CalledKernel(syntax.Value) is var (call, kernel))
        {
            if (kernel.Results.Length != 1)
                expressions.KernelCalls.ReportCount(syntax, kernel, 1);
            else expressions.KernelCalls.Call(call, kernel, [variable], NoDeclaration);
            return null;
        }

        if (variable.Type is ScalarType { Kind: var kind })
        {
            var value = CompoundValue(syntax, bound, kind);
            return value is BoundError ? null : new(variable, value, _context.LocationOf(syntax));
        }

        return Value(syntax.Value, variable) is { } array ? new(variable, array, _context.LocationOf(syntax)) : null;
    }

    /// <summary>What <c>x op= y</c> stores: <c>x op y</c>, or y alone for <c>=</c>.</summary>
    public BoundExpression CompoundValue(AssignmentSyntax syntax, BoundExpression current, ElementType kind) =>
        _elements.CompoundValue(syntax, current, kind);

    /// <summary>A value for a variable of any type; null, reported, where it does not fit.</summary>
    private BoundExpression? Value(ExpressionSyntax syntax, VariableSymbol target)
    {
        if (target.Type is ScalarType { Kind: var kind })
            return expressions.BindAs(syntax, kind) is var scalar and not BoundError ? scalar : null;
        if (target.Type is not ArrayType array) return null;
        var value = expressions.BindClosed(syntax);
        if (value is BoundError) return null;
        if (_context.Kind != BodyKind.Workflow)
            expressions.Fail(syntax, DslDiagnostics.WholeArray, target.Name, array, Placeholders.Subscripts(array.Rank));
        else if (!array.CanHold(value.Type))
            expressions.Fail(syntax, DslDiagnostics.ArrayInitializer, array, value.Type);
        else return value;
        return null;
    }

    private void BindTuple(AssignmentSyntax syntax, TupleSyntax tuple)
    {
        if (syntax.Operator is not null || CalledKernel(syntax.Value) is not var (call, kernel))
        {
            expressions.Fail(syntax, DslDiagnostics.TupleNeedsCall);
            return;
        }

        var targets = tuple.Items.Select(Target).ToArray();
        if (kernel.Results.Length != targets.Length)
            expressions.KernelCalls.ReportCount(syntax, kernel, targets.Length);
        else if (targets.All(target => target is not null))
            expressions.KernelCalls.Call(call, kernel, [.. targets.OfType<VariableSymbol>()], NoDeclaration);
    }

    private VariableSymbol? Target(ExpressionSyntax syntax)
    {
        if (expressions.Bind(syntax) is not BoundVariable { Variable: var variable })
            expressions.Fail(syntax, DslDiagnostics.NotAssignable);
        else if (Writability.Check(variable, syntax, expressions))
            return variable;
        return null;
    }

    private (CallSyntax Call, KernelSymbol Kernel)? CalledKernel(ExpressionSyntax value) =>
        value is CallSyntax call && expressions.KernelOf(call) is { } kernel ? (call, kernel) : null;

    private static VariableSymbol NoDeclaration(int position, WeftType type) =>
        throw new InvalidOperationException("the targets of this call exist already");
}
