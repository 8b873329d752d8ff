using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>Assignments. The place is found first, then the value, as C# does.</summary>
internal sealed class Assignments(BodyLowering body)
{
    /// <summary>Assigns and gives the value of the assignment.</summary>
    public Value[] Leaves(IOperation op) => body.Workflow?.Arrays.TryAssign(op) == true ? [] : op switch
    {
        ISimpleAssignmentOperation { IsRef: false } simple => Simple(simple),
        ICompoundAssignmentOperation compound => Compound(compound),
        IIncrementOrDecrementOperation step => Step(step),
        ICoalesceAssignmentOperation coalesce => body.Nullables.Assign(coalesce),
        IDeconstructionAssignmentOperation deconstruction => new Deconstruction(body).Lower(deconstruction),
        _ => throw body.Expressions.Unsupported(op),
    };

    private Value[] Simple(ISimpleAssignmentOperation assignment)
    {
        // The type of a discard comes from its value.
        if (assignment.Target is IDiscardOperation) return body.Expressions.Leaves(assignment.Value);
        if (Delegates.IsDelegate(assignment.Target.Type)) throw body.Delegates.Reassigned(assignment);
        var place = body.Places.Target(assignment.Target);
        if (Places.IsByReference(assignment.Target) && !Speculation.IsQuiet(assignment.Value)) body.Places.Reach(place);
        var value = body.Expressions.Leaves(assignment.Value);
        body.At(assignment);
        if (place is VariablePlace { Type: ArrayType } array) body.ArrayValues.RequireLasting(assignment, array, value);
        body.Places.Store(place, value);
        return value;
    }

    private Value[] Compound(ICompoundAssignmentOperation assignment)
    {
        var method = body.OwnOperators.MethodOf(assignment);
        return Update(assignment.Target, Nullables.Is(assignment.Target.Type) ? Lifted : method is not null ? Own : Next).New;

        Value[] Lifted(Value[] old) => new LiftedOperators(body).Compound(assignment, old);

        Value[] Own(Value[] old) => body.OwnOperators.Apply(
            assignment, method!,
            (body.ValueTypeOf(assignment.Target), old), (body.ValueTypeOf(assignment.Value), body.Expressions.Leaves(assignment.Value)));

        Value[] Next(Value[] old)
        {
            var own = body.TypeOf(assignment.Target);
            var value = body.Expressions.Lower(assignment.Value);
            body.At(assignment);
            // The operator works on the type that both sides are promoted to; a shift looks at its left side alone.
            var promoted = Arithmetic.IsShift(assignment.OperatorKind) ? Promote(own) : body.TypeOf(assignment.Value);
            var left = body.Conversions.Convert(old[0], own, promoted);
            var result = body.Operators.Apply(assignment, assignment.OperatorKind, left, value, promoted);
            return [body.Operators.Convert(assignment, result, promoted, own)];
        }
    }

    private Value[] Step(IIncrementOrDecrementOperation step)
    {
        var (old, stepped) = Update(step.Target, Nullables.Is(step.Target.Type)
            ? values => new LiftedOperators(body).Step(step, values) : values => Stepped(step, body.ValueTypeOf(step.Target), values));
        return step.IsPostfix ? old : stepped;
    }

    /// <summary>What comes after a value. In the variable's own width: wrapping there is the same as computing wider and dropping bits.
    /// </summary>
    public Value[] Stepped(IIncrementOrDecrementOperation step, KernelType type, Value[] old)
    {
        if (body.OwnOperators.MethodOf(step) is { } method) return body.OwnOperators.Apply(step, method, (type, old));
        var number = body.NumberOf(type);
        var one = number.IsFloat ? body.Function.Float(1, number.Ir) : body.Function.Integer(1, number.Ir);
        var kind = step.Kind == OperationKind.Increment ? BinaryOperatorKind.Add : BinaryOperatorKind.Subtract;
        return [body.Operators.Apply(step, kind, old[0], one, number)];
    }

    private (Value[] Old, Value[] New) Update(IOperation target, Func<Value[], Value[]> next)
    {
        var place = body.Places.Target(target);
        var old = body.Places.Load(place);
        var value = next(old);
        body.Places.Store(place, value);
        return (old, value);
    }

    /// <summary>The type that arithmetic with numbers of a type is done in.</summary>
    public static ScalarType Promote(ScalarType type) => type.IsInteger && type.Width < 32 ? ScalarType.Int32 : type;
}
