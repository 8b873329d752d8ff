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
        var target = AssignmentTarget.Of(syntax.Target);
        switch (target)
        {
            case ElementSyntax element when _context.Kind == BodyKind.Workflow && syntax.Condition is null:
                return expressions.Slices.Assign(syntax, element);
            case ElementSyntax element:
                return _elements.Bind(syntax, element);
            case NameExpressionSyntax or MemberSyntax:
                return syntax.Condition is { } written ? Conditional(syntax, written) : BindVariable(syntax, target);
            case TupleSyntax tuple:
                BindTuple(syntax, tuple);
                return null;
            default:
                expressions.Fail(target, DslDiagnostics.NotAssignable);
                expressions.Bind(syntax.Value);
                return null;
        }
    }

    /// <summary><c>x = e where c</c>: nothing of it happens where the condition does not hold.</summary>
    private BoundIf? Conditional(AssignmentSyntax syntax, ExpressionSyntax written)
    {
        var condition = expressions.BindCondition(written);
        List<BoundStatement> statements = [];
        var assignment = _context.Collecting(statements, () => Bind(syntax with { Condition = null }));
        if (assignment is not null) statements.Add(assignment);
        var location = _context.LocationOf(syntax);
        return condition is BoundError ? null : new(condition, new([.. statements], location), null, location);
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
            foreach (var (leaf, scalar) in result.Leaves.Zip(value is BoundRecord record ? record.Leaves : value is null ? [] : [value]))
                _context.Pending!.Add(new BoundAssignment(leaf, scalar, scalar.Location));
        return values.All(value => value is not null);
    }

    private BoundStatement? BindVariable(AssignmentSyntax syntax, ExpressionSyntax target)
    {
        var bound = expressions.Bind(target);
        if (VariableOf(target) is not { } variable)
        {
            if (bound is not BoundError) expressions.Fail(target, DslDiagnostics.NotAssignable);
            expressions.Bind(syntax.Value);
            return null;
        }

        if (bound is BoundError || !Writability.Check(variable, target, expressions)) return null;
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
            return value is BoundError ? null : new BoundAssignment(variable, value, _context.LocationOf(syntax));
        }

        if (variable.Type is RecordType record) return AssignRecord(syntax, variable, record);
        return Value(syntax.Value, variable) is { } array ? new BoundAssignment(variable, array, _context.LocationOf(syntax)) : null;
    }

    private BoundBlock? AssignRecord(AssignmentSyntax syntax, VariableSymbol variable, RecordType type)
    {
        if (syntax.Operator is { } op)
            expressions.Fail(syntax, DslDiagnostics.OperatorNotDefined, op, type, "; it works on numbers: take its fields");
        else if (type.Dimensions.Count > 0 && _context.Kind != BodyKind.Workflow)
            expressions.Fail(syntax.Value, DslDiagnostics.WholeArray, variable.Name, type, Placeholders.Subscripts(type.Dimensions.Count));
        else if (expressions.Records.BindAs(syntax.Value, type) is { } value)
        {
            var location = _context.LocationOf(syntax);
            List<BoundStatement> statements = [];
            var held = RecordBinder.Hold(value.Leaves, statements);
            statements.AddRange(variable.Leaves.Zip(held, (leaf, scalar) => new BoundAssignment(leaf, scalar, location)));
            return new([.. statements], location);
        }

        return null;
    }

    /// <summary>The variable that a name, or a field of one, stands for.</summary>
    private VariableSymbol? VariableOf(ExpressionSyntax syntax) => syntax switch
    {
        NameExpressionSyntax name => _context.Scope.TryFind(name.Name.Text, out var variable) ? variable : null,
        MemberSyntax member => VariableOf(member.Target)?.Fields
            .FirstOrDefault(field => field.Name.EndsWith($".{member.Member.Text}", StringComparison.Ordinal)),
        _ => null,
    };

    /// <summary>What <c>x op= y</c> stores: <c>x op y</c>, or y alone for <c>=</c>.</summary>
    public BoundExpression CompoundValue(AssignmentSyntax syntax, BoundExpression current, ElementType kind) =>
        _elements.CompoundValue(syntax, current, kind);

    /// <summary>A value for a variable of any type; null, reported, where it does not fit.</summary>
    private BoundExpression? Value(ExpressionSyntax syntax, VariableSymbol target)
    {
        if (target.Type is ScalarType { Kind: var kind })
            return expressions.BindAs(syntax, kind) is var scalar and not BoundError ? scalar : null;
        if (target.Type is RecordType record) return expressions.Records.BindAs(syntax, record);
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
        var target = AssignmentTarget.Of(syntax);
        if (expressions.Bind(target) is BoundError) return null;
        if (VariableOf(target) is not { } variable)
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
