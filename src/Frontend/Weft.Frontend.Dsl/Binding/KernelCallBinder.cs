using System.Collections.Immutable;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>Calls of kernels and workflows: each becomes a statement before the one it stands in, its results variables.</summary>
internal sealed class KernelCallBinder(ExpressionBinder expressions)
{
    private readonly BodyContext _context = expressions.Context;
    private readonly KernelArgumentBinder _arguments = new(expressions);

    /// <summary>A call in the middle of an expression, or passed on as an argument: it must give one value.</summary>
    public BoundExpression BindAsValue(CallSyntax syntax, KernelSymbol kernel)
    {
        if (kernel.Results.Length != 1)
            return expressions.Fail(
                syntax, DslDiagnostics.ResultCountAsValue, kernel.Name, Values(kernel.Results.Length), ResultForm(kernel));
        var location = _context.LocationOf(syntax);
        return Call(syntax, kernel, [], Temporary(syntax, kernel)) switch
        {
            [{ Type: RecordType record } result] =>
                new BoundRecord(record, [.. result.Leaves.Select(leaf => new BoundVariable(leaf, location))], location),
            [var result] => new BoundVariable(result, location),
            _ => new BoundError(location),
        };
    }

    /// <summary>A call whose results nobody takes.</summary>
    public void BindAsStatement(CallSyntax syntax, KernelSymbol kernel) => Call(syntax, kernel, [], Temporary(syntax, kernel));

    /// <summary>Appends the call to the pending statements.</summary>
    /// <param name="existing">The variables that take the results; empty to make new ones.</param>
    /// <param name="declare">Makes the variable of the result at a position.</param>
    /// <returns>One variable per result; null, reported, where the call is wrong.</returns>
    public ImmutableArray<VariableSymbol>? Call(
        CallSyntax syntax, KernelSymbol kernel, ImmutableArray<VariableSymbol> existing, Func<int, WeftType, VariableSymbol> declare)
    {
        if (!IsAllowedHere(syntax, kernel)) return null;
        if (_context.Owner is { } caller) _context.Program.Calls.Add(caller, kernel, syntax.Callee, _context.Diagnostics);
        var shapes = new ShapeMatcher();
        if (_arguments.Bind(syntax, kernel, shapes) is not { } arguments || !MatchTargets(syntax, kernel, existing, shapes)) return null;
        if (shapes.Violated(kernel) is var (constraint, values, from))
        {
            expressions.Fail(syntax, DslDiagnostics.ConstraintViolated, kernel.Name, constraint, values, from);
            return null;
        }

        var results = existing;
        if (existing.IsEmpty)
        {
            if (ResultTypes(syntax, kernel, shapes) is not { } types) return null;
            results = [.. types.Select((type, position) => declare(position, type))];
        }

        var location = _context.LocationOf(syntax);
        var leaves = results.SelectMany(result => result.Leaves).ToImmutableArray();
        ImmutableArray<BoundExpression> all = [.. arguments, .. leaves.Select(leaf => new BoundVariable(leaf, location))];
        if (!NoAliases(syntax, kernel, all)) return null;
        _context.Pending!.Add(new BoundKernelCall(
            kernel, all, existing.IsEmpty ? leaves : [], location)
        {
            At = _context.Placement?.At, Deadline = _context.Placement?.Deadline,
        });
        return results;
    }

    /// <summary>A kernel that gives another number of values than there are variables for them.</summary>
    public void ReportCount(SyntaxNode at, KernelSymbol kernel, int variables) => expressions.Fail(
        at,
        DslDiagnostics.ResultCount,
        kernel.Name,
        Values(kernel.Results.Length),
        Placeholders.Count(variables, "variable"),
        Placeholders.CallOf(kernel));

    private bool IsAllowedHere(CallSyntax syntax, KernelSymbol kernel)
    {
        if (_context.Kind is BodyKind.Func or BodyKind.Constant)
            expressions.Fail(
                syntax, DslDiagnostics.KernelCallInFunc, kernel.Name, _context.Kind == BodyKind.Func ? "a func" : "a constant");
        else if (kernel.IsWorkflow && _context.Kind == BodyKind.Kernel)
            expressions.Fail(syntax, DslDiagnostics.WorkflowCallInKernel, kernel.Name);
        else if (_context.Pending is null || (_context.InParallelLoop && _context.Kind != BodyKind.Workflow))
            expressions.Fail(syntax, DslDiagnostics.KernelCallPlace, kernel.Name);
        else
            return true;
        return false;
    }

    private bool MatchTargets(CallSyntax syntax, KernelSymbol kernel, ImmutableArray<VariableSymbol> existing, ShapeMatcher shapes)
    {
        foreach (var (result, target) in kernel.Results.Zip(existing))
        {
            if (result.Type is ErrorType || target.Type is ErrorType) return false;
            if (!result.Type.IsSameKind(target.Type))
                expressions.Fail(syntax, DslDiagnostics.ResultMismatch, kernel.Name, result.Name, result.Type, target.Name, target.Type);
            else if (Difference(result, target, shapes) is { } difference)
                expressions.Fail(
                    syntax,
                    DslDiagnostics.ExtentMismatch,
                    kernel.Name,
                    difference.Axis,
                    result.Name,
                    difference.Wanted,
                    target.Name,
                    difference.Found,
                    difference.From);
            else
                continue;
            return false;
        }

        return true;
    }

    private static (int Axis, ShapeExpr Wanted, ShapeExpr Found, string From)? Difference(
        VariableSymbol result, VariableSymbol target, ShapeMatcher shapes)
    {
        foreach (var (leaf, taken) in result.Leaves.Zip(target.Leaves))
            if (leaf.Type is ArrayType array && shapes.Match(array, (ArrayType)taken.Type, $"'{target.Name}'") is { } difference)
                return difference;
        return null;
    }

    private List<WeftType>? ResultTypes(CallSyntax syntax, KernelSymbol kernel, ShapeMatcher shapes)
    {
        List<WeftType> types = [];
        foreach (var result in kernel.Results)
        {
            var (type, unknown) = shapes.ResultType(result.Type);
            if (type is null)
            {
                expressions.Fail(syntax, DslDiagnostics.ExtentUnknown, kernel.Name, result.Name, unknown);
                return null;
            }

            types.Add(type);
        }

        return types;
    }

    /// <summary>Storage that a call writes must not be passed to it a second time. Scalar inputs are copies; in a workflow, so are
    /// the values that results replace: <c>x = step(x)</c>.</summary>
    private bool NoAliases(CallSyntax syntax, KernelSymbol kernel, ImmutableArray<BoundExpression> arguments)
    {
        var counted = _context.Kind == BodyKind.Workflow ? kernel.Arguments.Sum(argument => argument.Leaves.Count()) : arguments.Length;
        HashSet<VariableSymbol> seen = [];
        HashSet<VariableSymbol> written = [];
        for (var i = 0; i < counted; i++)
        {
            if (arguments[i] is not BoundVariable { Variable: var variable }) continue;
            var writes = kernel.Parameters[i].Kind != VariableKind.Input;
            if (!writes && !variable.IsArray) continue;
            var again = !seen.Add(variable);
            if ((again && writes) || written.Contains(variable))
            {
                expressions.Fail(syntax, DslDiagnostics.PassedTwice, variable.Name, kernel.Name);
                return false;
            }

            if (writes) written.Add(variable);
        }

        return true;
    }

    private Func<int, WeftType, VariableSymbol> Temporary(CallSyntax syntax, KernelSymbol kernel) => (position, type) =>
        VariableSymbol.Of($"{kernel.Name}.{kernel.Results[position].Name}", type, VariableKind.Let, _context.LocationOf(syntax));

    private static string Values(int count) => count == 0 ? "no value" : Placeholders.Count(count, "value");

    private static string ResultForm(KernelSymbol kernel) => kernel.Results.Length == 0
        ? "call it in a line of its own"
        : $"take them with 'let ({string.Join(", ", kernel.Results.Select(result => result.Name))}) = {kernel.Name}(...)'";
}
