using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>Which expressions may be computed where C# would not: they cannot fault, change nothing and cost little.</summary>
internal static class Speculation
{
    public static bool IsSafe(IOperation op)
    {
        if (op.ConstantValue.HasValue) return true;
        if (MayOverflow(op) || OwnOperators.IsOwn(op) || Nullables.IsUnwrapping(op)) return false;
        return op switch
        {
            // A reference may refer to an element.
            ILocalReferenceOperation local => local.Local.RefKind == RefKind.None,
            IParameterReferenceOperation parameter => parameter.Parameter.RefKind == RefKind.None,
            IFieldReferenceOperation { Instance: { } owner } => IsSafe(owner),
            IConversionOperation or IUnaryOperation or IConditionalOperation or ICoalesceOperation => AreSafe(op),
            IConditionalAccessInstanceOperation => true,
            _ when Nullables.IsQuestion(op) => AreSafe(op),
            IBinaryOperation binary => AreSafe(op) && !MayFault(binary),
            IIsPatternOperation pattern => IsSafe(pattern.Value) && Patterns.IsPlain(pattern.Pattern),
            ISwitchExpressionOperation choice => SwitchExpressions.IsSafe(choice),
            ITupleOperation => AreSafe(op),
            IPropertyReferenceOperation property => Arrays.ExtentOf(property) is { } array && IsSafe(array),
            IInvocationOperation call when Arrays.IsExtent(call) => IsSafe(call.Instance!),
            IInvocationOperation call when MathFunctions.IsCheap(call.TargetMethod) => call.Arguments.All(a => IsSafe(a.Value)),
            _ => false,
        };
    }

    /// <summary>Whether computing an expression changes nothing and throws nothing, but that an index may be out of range.</summary>
    public static bool IsQuiet(IOperation op) => Jumps.Within(op).All(static inner => inner switch
    {
        _ when MayOverflow(inner) || OwnOperators.IsOwn(inner) || Nullables.IsUnwrapping(inner) => false,
        _ when Nullables.IsQuestion(inner) => true,
        IBinaryOperation binary => !MayFault(binary),
        IAssignmentOperation or IIncrementOrDecrementOperation or IObjectCreationOperation or IWithOperation => false,
        ISwitchExpressionOperation or IThrowOperation => false,
        IPropertyReferenceOperation property => Arrays.IsElement(property) || Arrays.IsExtent(property),
        IInvocationOperation call => Arrays.IsExtent(call) || MathFunctions.IsCheap(call.TargetMethod),
        _ => true,
    });

    private static bool MayOverflow(IOperation op) =>
        Operators.IsChecked(op) && op is not IConversionOperation { IsImplicit: true } && ScalarType.Of(op.Type) is not { IsFloat: true };

    private static bool AreSafe(IOperation op) => op.ChildOperations.All(IsSafe);

    // An integer division by a constant other than 0 and -1 cannot fault.
    private static bool MayFault(IBinaryOperation op)
    {
        if (op.OperatorKind is not (BinaryOperatorKind.Divide or BinaryOperatorKind.Remainder)) return false;
        if (ScalarType.Of(op.Type) is { IsFloat: true }) return false;
        return IntegerConstant.Of(op.RightOperand) is not { } divisor || divisor.IsZero || divisor == -1;
    }
}
