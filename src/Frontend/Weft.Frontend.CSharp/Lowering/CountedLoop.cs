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
    IForLoopOperation Loop, ILocalSymbol Counter, ScalarType Type, IOperation Start, IOperation Bound,
    bool IsUpward, bool IsInclusive, long Step)
{
    public static CountedLoop? Match(IForLoopOperation loop)
    {
        if (loop.Condition is not IBinaryOperation { OperatorMethod: null } condition) return null;
        if (loop.AtLoopBottom is not [IExpressionStatementOperation step]) return null;
        if (Compared(condition) is not var (counter, bound, relation) || InitialValue(loop, counter) is not { } start) return null;
        if (StepOf(step.Operation, counter) is not (not 0 and var distance)) return null;
        if (ScalarType.Of(counter.Type) is not { IsInteger: true, Width: >= 32 } type) return null;

        var isUpward = relation is BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual;
        if (isUpward != distance > 0) return null;
        var changed = Assigned.Symbols([.. loop.Before, loop.Body, loop.Condition]);
        if (changed.Contains(counter) || !IsInvariant(bound, changed)) return null;
        var isInclusive = relation is BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThanOrEqual;
        var counted = new CountedLoop(loop, counter, type, start, bound, isUpward, isInclusive, System.Math.Abs(distance));
        return Operators.IsChecked(step.Operation) && counted.MayOverflow ? null : counted;
    }

    // The last step of all goes beyond the bound.
    private bool MayOverflow
    {
        get
        {
            var (bound, beyond) = (Interval.Of(Bound), Step - (IsInclusive ? 0 : 1));
            var last = IsUpward ? bound.Most + beyond : bound.Least - beyond;
            return !Interval.Of(Type).Contains(new(last, last));
        }
    }

    // i < bound, or bound > i.
    private static (ILocalSymbol Counter, IOperation Bound, BinaryOperatorKind Relation)? Compared(IBinaryOperation condition)
    {
        var (left, right, kind) = (condition.LeftOperand, condition.RightOperand, condition.OperatorKind);
        if (!IsRelation(kind)) return null;
        if (left is ILocalReferenceOperation { Local: var first } && !Uses(right, first)) return (first, right, kind);
        return right is ILocalReferenceOperation { Local: var second } ? (second, left, Mirror(kind)) : null;
    }

    private static bool IsRelation(BinaryOperatorKind kind) => kind
        is BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual
        or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual;

    private static BinaryOperatorKind Mirror(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThan,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThanOrEqual,
        BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThan,
        _ => BinaryOperatorKind.LessThanOrEqual,
    };

    private static bool Uses(IOperation op, ILocalSymbol local) =>
        Jumps.Within(op).Any(inner => Names(inner, local));

    // i++, i--, i += 4, i -= 4; 0 for anything else.
    private static long StepOf(IOperation op, ILocalSymbol counter) => op switch
    {
        IIncrementOrDecrementOperation step when Names(step.Target, counter) =>
            step.Kind == OperationKind.Increment ? 1 : -1,
        ICompoundAssignmentOperation step when Names(step.Target, counter) => step.OperatorKind switch
        {
            BinaryOperatorKind.Add => Distance(step.Value),
            BinaryOperatorKind.Subtract => -Distance(step.Value),
            _ => 0,
        },
        _ => 0,
    };

    // Longer steps are not worth a thought: their loops are lowered in general.
    private static long Distance(IOperation value) =>
        IntegerConstant.Of(value) is { } distance && distance >= -int.MaxValue && distance <= int.MaxValue ? (long)distance : 0;

    private static bool Names(IOperation op, ILocalSymbol local) =>
        op is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local);

    // The counter must be the loop's own: nobody sees its last value then.
    private static IOperation? InitialValue(IForLoopOperation loop, ILocalSymbol counter) =>
        loop.Before.OfType<IVariableDeclarationGroupOperation>()
            .SelectMany(group => group.Declarations)
            .SelectMany(declaration => declaration.Declarators)
            .FirstOrDefault(d => SymbolEqualityComparer.Default.Equals(d.Symbol, counter))?.Initializer?.Value;

    private static bool IsInvariant(IOperation op, HashSet<ISymbol> changed)
    {
        if (op.ConstantValue.HasValue) return true;
        return op switch
        {
            // What a reference refers to may change under another name.
            ILocalReferenceOperation local => local.Local.RefKind == RefKind.None && !changed.Contains(local.Local),
            IParameterReferenceOperation parameter =>
                parameter.Parameter.RefKind == RefKind.None && !changed.Contains(parameter.Parameter),
            // A span of an inline array changes its elements, the declared field among them, under another name.
            IFieldReferenceOperation { Instance: { } owner } => !StructReader.IsInlineArray(owner.Type) && IsInvariant(owner, changed),
            IPropertyReferenceOperation property => Arrays.ExtentOf(property) is { } array && IsInvariant(array, changed),
            IInvocationOperation call when Arrays.IsExtent(call) => IsInvariant(call.Instance!, changed),
            IInvocationOperation call when MathFunctions.Owns(call.TargetMethod) => call.Arguments.All(a => IsInvariant(a.Value, changed)),
            IConversionOperation or IUnaryOperation or IBinaryOperation => op.ChildOperations.All(child => IsInvariant(child, changed)),
            _ => false,
        };
    }
}
