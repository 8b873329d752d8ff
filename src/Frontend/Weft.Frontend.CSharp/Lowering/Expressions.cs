using System;
using System.Globalization;
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
        if (op.ConstantValue is { HasValue: true, Value: { } constant }) return Constant(op, constant);
        return op switch
        {
            ILocalReferenceOperation local => Read(local, local.Local),
            IParameterReferenceOperation parameter => Read(parameter, parameter.Parameter),
            IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation => body.Arrays.Load(op),
            IPropertyReferenceOperation property => body.Simt.Position(property) ?? body.Arrays.Property(property),
            IConversionOperation conversion => body.Operators.Convert(conversion),
            IBinaryOperation binary => body.Operators.Binary(binary),
            IUnaryOperation unary => body.Operators.Unary(unary),
            IConditionalOperation choice => Choose(choice),
            ISwitchExpressionOperation choice => body.SwitchExpressions.Lower(choice),
            IIsPatternOperation pattern => body.Patterns.Lower(pattern),
            IAssignmentOperation or IIncrementOrDecrementOperation => body.Assignments.Lower(op),
            IInvocationOperation call => body.Calls.Lower(call) ?? throw body.Fail(),
            IDefaultValueOperation => body.Function.Zero(body.TypeOf(op).Ir),
            IFieldReferenceOperation field => throw body.Error(KernelDiagnostics.NotConstant, field.Syntax, field.Field.Name),
            IInvalidOperation => throw body.Fail(),
            _ => throw Unsupported(op),
        };
    }

    /// <summary>An expression whose value is not needed.</summary>
    public void Discard(IOperation op)
    {
        if (op is IInvocationOperation call) body.Calls.Lower(call);
        else if (op is IDeconstructionAssignmentOperation deconstruction) body.Assignments.Deconstruct(deconstruction);
        else Lower(op);
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

    private Value Read(IOperation op, ISymbol symbol)
    {
        if (body.Frame.FindArray(symbol) is not null) throw body.Error(KernelDiagnostics.ArrayAsValue, op.Syntax, symbol.Name);
        // A local without a variable is one whose declaration was refused: that is told already.
        return body.Function.Read(body.Frame.Find(symbol) ?? throw body.Fail());
    }

    private Value Choose(IConditionalOperation choice)
    {
        var type = body.TypeOf(choice);
        var condition = Lower(choice.Condition);
        if (Speculation.IsSafe(choice.WhenTrue) && Speculation.IsSafe(choice.WhenFalse!))
        {
            var (then, otherwise) = (Lower(choice.WhenTrue), Lower(choice.WhenFalse!));
            return body.At(choice).Add(new SelectOp(condition, then, otherwise));
        }

        var assigned = Assigned.Variables(body.Frame, choice.WhenTrue, choice.WhenFalse);
        body.At(choice);
        return body.Flow.If(condition, assigned, type.Ir, () => Lower(choice.WhenTrue), () => Lower(choice.WhenFalse!))!;
    }
}
