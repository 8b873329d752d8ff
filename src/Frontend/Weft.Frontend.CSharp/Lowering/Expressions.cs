using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>Expressions, in C#'s order of evaluation.</summary>
internal sealed class Expressions(BodyLowering body)
{
    /// <summary>The value of an expression of a number type.</summary>
    public Value Lower(IOperation op)
    {
        body.Cancellation.ThrowIfCancellationRequested();
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (op.ConstantValue is { HasValue: true, Value: { } constant }) return Constant(op, constant);
        if ((body.Nullables.TryLower(op) ?? body.OwnOperators.TryApply(op)) is { } own) return own[0];
        return op switch
        {
            IPropertyReferenceOperation { Instance: null } property when body.Implementations.Static(property) is [var value] => value,
            _ when Places.IsPlace(op) => body.Places.Load(body.Places.Of(op))[0],
            IPropertyReferenceOperation property when StructReader.IsNumerics(property.Property.ContainingType) =>
                body.Numerics.Property(property)[0],
            IPropertyReferenceOperation property => body.Simt.Position(property) ?? body.Arrays.Property(property),
            ISwitchExpressionOperation choice => body.SwitchExpressions.Lower(choice, body.TypeOf(choice))[0],
            IIsPatternOperation pattern => body.Patterns.Lower(pattern),
            IConversionOperation conversion => body.Operators.Convert(conversion),
            IBinaryOperation binary => body.Operators.Binary(binary),
            ITupleBinaryOperation binary => body.Equality.Tuples(binary),
            IUnaryOperation unary => body.Operators.Unary(unary),
            IConditionalOperation choice => Choose(choice, body.TypeOf(choice))[0],
            IAssignmentOperation or IIncrementOrDecrementOperation => body.Assignments.Leaves(op)[0],
            IInvocationOperation call => body.Calls.Leaves(call).FirstOrDefault() ?? throw body.Fail(),
            IDefaultValueOperation or ITypeParameterObjectCreationOperation => body.Function.Zero(body.TypeOf(op).Ir),
            IObjectCreationOperation { Arguments.Length: 0, Initializer: null } => body.Function.Zero(body.TypeOf(op).Ir),
            IFieldReferenceOperation field => body.Constants.Field(field)[0],
            IInvalidOperation => throw body.Fail(),
            _ => throw Unsupported(op),
        };
    }

    /// <summary>The numbers of which the value of an expression consists; for an array the memory of each.</summary>
    public Value[] Leaves(IOperation op)
    {
        var type = body.ValueTypeOf(op);
        if (type is ScalarType) return [Lower(op)];
        if (type is ArrayType { IsTensor: true } && op is IConditionalOperation or ISwitchExpressionOperation)
            throw Unsupported(op, "How many dimensions a tensor has is known where it is named or is part of another: choose by if.");
        if (type is ArrayType && body.Workflow is { Arrays: var arrays }) return [arrays.Read(arrays.Of(op), op)];
        if ((body.Nullables.TryLower(op) ?? body.OwnOperators.TryApply(op)) is { } own) return own;
        return op switch
        {
            IPropertyReferenceOperation { Instance: null } property when body.Implementations.Static(property) is { } values => values,
            _ when Places.IsPlace(op) => body.Places.Load(body.Places.Of(op)),
            IConversionOperation { Operand: IThrowOperation thrown } => body.Throws.Lower(thrown, type),
            IConditionalOperation choice => Choose(choice, type),
            ISwitchExpressionOperation choice => body.SwitchExpressions.Lower(choice, type),
            IAssignmentOperation or IIncrementOrDecrementOperation => body.Assignments.Leaves(op),
            IInvocationOperation call => body.Calls.Leaves(call),
            IFieldReferenceOperation field => body.Constants.Field(field),
            IInvalidOperation => throw body.Fail(),
            _ when type is ArrayType array => body.ArrayValues.Leaves(op, array),
            IPropertyReferenceOperation property => body.Numerics.Property(property),
            IConversionOperation conversion => body.Structs.ConvertTuple(conversion),
            ITupleOperation tuple => body.Structs.Tuple(tuple),
            IObjectCreationOperation creation => body.Structs.Create(creation),
            ITypeParameterObjectCreationOperation creation => body.Structs.Create(creation),
            IWithOperation with => body.Structs.With(with),
            IDefaultValueOperation => body.Structs.Zeros(type),
            _ => throw Unsupported(op),
        };
    }

    /// <summary>An expression whose value is not needed.</summary>
    public void Discard(IOperation op)
    {
        if (op is IInvocationOperation call) body.Calls.Leaves(call);
        else if (op is IConditionalAccessOperation access) body.Nullables.Discard(access);
        else if (op is IAssignmentOperation or IIncrementOrDecrementOperation) body.Assignments.Leaves(op);
        else Leaves(op);
    }

    public LoweringException Unsupported(IOperation op, string hint = "Kernels compute with numbers, array elements and Math functions.") =>
        body.Error(KernelDiagnostics.UnsupportedExpression, op.Syntax, SourceText.Of(op), hint);

    private Value Constant(IOperation op, object constant)
    {
        var type = body.TypeOf(op);
        return constant switch
        {
            float or double => body.Function.Float(System.Convert.ToDouble(constant, CultureInfo.InvariantCulture), type.Ir),
            bool value => body.Function.Bool(value),
            char value => body.Function.Integer(value, type.Ir),
            ulong value => body.Function.Integer(value, type.Ir),
            _ => body.Function.Integer(System.Convert.ToInt64(constant, CultureInfo.InvariantCulture), type.Ir),
        };
    }

    private Value[] Choose(IConditionalOperation choice, KernelType type)
    {
        var condition = Lower(choice.Condition);
        if (type is ScalarType && Speculation.IsSafe(choice.WhenTrue) && Speculation.IsSafe(choice.WhenFalse!))
        {
            var (then, otherwise) = (Lower(choice.WhenTrue), Lower(choice.WhenFalse!));
            return [body.At(choice).Add(new SelectOp(condition, then, otherwise))];
        }

        var assigned = Assigned.Variables(body.Frame, choice.WhenTrue, choice.WhenFalse);
        body.At(choice);
        IrType[] results = [.. ArrayValues.ResultPlace("", type).Variables.Select(v => v.Type)];
        return body.Flow.If(condition, assigned, results, () => Fitted(choice.WhenTrue), () => Fitted(choice.WhenFalse!));

        Value[] Fitted(IOperation branch) => [.. Leaves(branch).Select((value, i) => body.ArrayValues.Fit(value, results[i]))];
    }
}
