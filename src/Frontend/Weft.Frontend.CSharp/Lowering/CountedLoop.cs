using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>
/// A for loop over an integer that only its step changes, up or down to a bound that stays the same: the number of turns is known
/// before the first.
/// </summary>
/// <param name="IsInclusive">Whether the bound itself is counted: &lt;= and >=.</param>
/// <param name="Step">How far each turn goes; at least 1, also downward.</param>
internal sealed record CountedLoop(
    IForLoopOperation Loop, ILocalSymbol Counter, ScalarType Type, IOperation Start, IOperation Bound, bool IsUpward, bool IsInclusive, long Step)
{
    // Longer steps are not worth a thought: their loops are lowered in general.
    private const int MaxStep = int.MaxValue;
    private const int MinStep = -int.MaxValue;

    public static CountedLoop? Match(IForLoopOperation loop)
    {
        if (loop.Condition is not IBinaryOperation { OperatorMethod: null } condition || loop.AtLoopBottom is not [IExpressionStatementOperation step]) return null;
        if (Compared(condition) is not var (counter, bound, relation) || StepOf(step.Operation, counter) is not (not 0 and var distance)) return null;
        if (ScalarType.Of(counter.Type) is not { IsInteger: true, Width: >= 32 } type || InitialValue(loop, counter) is not { } start) return null;

        var isUpward = relation is BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual;
        if (isUpward != distance > 0) return null;
        var changed = Assigned.Symbols([.. loop.Before, loop.Body, loop.Condition]);
        if (changed.Contains(counter) || !IsInvariant(bound, changed)) return null;
        var isInclusive = relation is BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThanOrEqual;
        return new(loop, counter, type, start, bound, isUpward, isInclusive, System.Math.Abs(distance));
    }

    // i < bound, or bound > i.
    private static (ILocalSymbol Counter, IOperation Bound, BinaryOperatorKind Relation)? Compared(IBinaryOperation condition)
    {
        if (!IsRelation(condition.OperatorKind)) return null;
        if (condition.LeftOperand is ILocalReferenceOperation left && !Uses(condition.RightOperand, left.Local)) return (left.Local, condition.RightOperand, condition.OperatorKind);
        return condition.RightOperand is ILocalReferenceOperation right ? (right.Local, condition.LeftOperand, Mirror(condition.OperatorKind)) : null;
    }

    private static bool IsRelation(BinaryOperatorKind kind) =>
        kind is BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual;

    private static BinaryOperatorKind Mirror(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThan,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThanOrEqual,
        BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThan,
        _ => BinaryOperatorKind.LessThanOrEqual,
    };

    private static bool Uses(IOperation op, ILocalSymbol local) =>
        Jumps.Within(op).Any(o => o is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local));

    // i++, i--, i += 4, i -= 4; 0 for anything else.
    private static long StepOf(IOperation op, ILocalSymbol counter) => op switch
    {
        IIncrementOrDecrementOperation { IsChecked: false } step when Names(step.Target, counter) => step.Kind == OperationKind.Increment ? 1 : -1,
        ICompoundAssignmentOperation { IsChecked: false } step when Names(step.Target, counter) && IntegerConstant.Of(step.Value) is { } distance =>
            distance < MinStep || distance > MaxStep ? 0 : Signed(step.OperatorKind, (long)distance),
        _ => 0,
    };

    private static long Signed(BinaryOperatorKind kind, long distance) => kind switch
    {
        BinaryOperatorKind.Add => distance,
        BinaryOperatorKind.Subtract => -distance,
        _ => 0,
    };

    private static bool Names(IOperation op, ILocalSymbol local) =>
        op is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local);

    // The counter must be the loop's own: nobody sees its last value then.
    private static IOperation? InitialValue(IForLoopOperation loop, ILocalSymbol counter) =>
        loop.Before.OfType<IVariableDeclarationGroupOperation>().SelectMany(g => g.Declarations).SelectMany(d => d.Declarators)
            .FirstOrDefault(d => SymbolEqualityComparer.Default.Equals(d.Symbol, counter))?.Initializer?.Value;

    private static bool IsInvariant(IOperation op, HashSet<ISymbol> changed)
    {
        if (op.ConstantValue.HasValue) return true;
        return op switch
        {
            ILocalReferenceOperation local => !changed.Contains(local.Local),
            IParameterReferenceOperation parameter => !changed.Contains(parameter.Parameter),
            IPropertyReferenceOperation property => Arrays.IsExtent(property),
            IInvocationOperation call => Arrays.IsExtent(call) || (MathFunctions.Owns(call.TargetMethod) && call.Arguments.All(a => IsInvariant(a.Value, changed))),
            IConversionOperation or IUnaryOperation or IBinaryOperation => op.ChildOperations.All(child => IsInvariant(child, changed)),
            _ => false,
        };
    }
}
