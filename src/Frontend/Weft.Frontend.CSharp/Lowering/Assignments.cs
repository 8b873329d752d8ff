using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>Assignments to variables and elements. The place is found first, then the value, as C# does.</summary>
internal sealed class Assignments(BodyLowering body)
{
    private abstract record Place;

    private sealed record VariablePlace(Variable Variable) : Place;

    private sealed record ElementPlace(Arrays.Element Element) : Place;

    private sealed record Nowhere : Place;

    /// <summary>Assigns and gives the value of the assignment.</summary>
    public Value Lower(IOperation op) => op switch
    {
        ISimpleAssignmentOperation { IsRef: false } simple => Simple(simple),
        ICompoundAssignmentOperation compound => Compound(compound),
        IIncrementOrDecrementOperation step => Step(step),
        _ => throw body.Expressions.Unsupported(op),
    };

    /// <summary><c>(a, b) = (b, a)</c>: all values are computed before the first is assigned.</summary>
    public void Deconstruct(IDeconstructionAssignmentOperation op)
    {
        var target = op.Target is IDeclarationExpressionOperation declaration ? declaration.Expression : op.Target;
        if (target is not ITupleOperation targets || Strip(op.Value) is not ITupleOperation values) throw body.Expressions.Unsupported(op);
        var places = targets.Elements.Select(Find).ToArray();
        var computed = values.Elements.Select(body.Expressions.Lower).ToArray();
        for (var i = 0; i < places.Length; i++)
        {
            var (from, to) = (body.TypeOf(values.Elements[i]), body.TypeOf(targets.Elements[i]));
            Store(places[i], body.Conversions.Convert(computed[i], from, to));
        }
    }

    private static IOperation Strip(IOperation op) => op is IConversionOperation { IsImplicit: true } conversion ? conversion.Operand : op;

    private Value Simple(ISimpleAssignmentOperation assignment)
    {
        var place = Find(assignment.Target);
        var value = body.Expressions.Lower(assignment.Value);
        body.At(assignment);
        Store(place, value);
        return value;
    }

    private Value Compound(ICompoundAssignmentOperation assignment)
    {
        return Update(assignment, assignment.Target, assignment.OperatorMethod, Next).New;

        Value Next(Value old, ScalarType own)
        {
            var value = body.Expressions.Lower(assignment.Value);
            body.At(assignment);
            // The operator works on the type that both sides are promoted to; a shift looks at its left side alone.
            var promoted = Arithmetic.IsShift(assignment.OperatorKind) ? Promote(own) : body.TypeOf(assignment.Value);
            var left = body.Conversions.Convert(old, own, promoted);
            var result = body.Operators.Apply(assignment, assignment.OperatorKind, left, value, promoted);
            return body.Operators.Convert(assignment, result, promoted, own);
        }
    }

    private Value Step(IIncrementOrDecrementOperation step)
    {
        var (old, stepped) = Update(step, step.Target, step.OperatorMethod, Next);
        return step.IsPostfix ? old : stepped;

        // In the variable's own width: wrapping there is the same as computing wider and dropping bits.
        Value Next(Value old, ScalarType type)
        {
            var one = type.IsFloat ? body.Function.Float(1, type.Ir) : body.Function.Integer(1, type.Ir);
            var kind = step.Kind == OperationKind.Increment ? BinaryOperatorKind.Add : BinaryOperatorKind.Subtract;
            return body.Operators.Apply(step, kind, old, one, type);
        }
    }

    private (Value Old, Value New) Update(
        IOperation op, IOperation target, IMethodSymbol? method, Func<Value, ScalarType, Value> next)
    {
        body.Operators.RefuseOwn(op, method);
        var type = body.TypeOf(target);
        var place = Find(target);
        var old = Load(place, target);
        var value = next(old, type);
        Store(place, value);
        return (old, value);
    }

    private static ScalarType Promote(ScalarType type) => type.IsInteger && type.Width < 32 ? ScalarType.Int32 : type;

    private Place Find(IOperation target) => target switch
    {
        ILocalReferenceOperation { IsDeclaration: true } declared =>
            new VariablePlace(body.Frame.Declare(declared.Local, body.TypeOf(declared))),
        ILocalReferenceOperation local => new VariablePlace(Own(local, local.Local)),
        IParameterReferenceOperation parameter => new VariablePlace(Own(parameter, parameter.Parameter)),
        IDeclarationExpressionOperation declaration => Find(declaration.Expression),
        IDiscardOperation => new Nowhere(),
        _ when Arrays.IsElement(target) => new ElementPlace(body.Arrays.Resolve(target)),
        IInvalidOperation => throw body.Fail(),
        _ => throw body.Expressions.Unsupported(target, "Assign to locals and array elements."),
    };

    private Variable Own(IOperation target, ISymbol symbol)
    {
        if (body.Frame.Own(symbol) is { } own) return own;
        if (body.Frame.FindArray(symbol) is not null) throw body.Error(KernelDiagnostics.ArrayAsValue, target.Syntax, symbol.Name);
        if (body.Frame.Find(symbol) is null) throw body.Fail();
        var hint = body.Frame.Function.MethodKind == MethodKind.LocalFunction
            ? "Return the new value and assign it at the call."
            : "Turns of a parallel loop would write it at once: write an array element per turn, or use a plain for loop.";
        throw body.Error(KernelDiagnostics.WritesCaptured, target.Syntax, symbol.Name, hint);
    }

    private Value Load(Place place, IOperation source) => place switch
    {
        VariablePlace variable => body.Function.Read(variable.Variable),
        ElementPlace element => body.Arrays.Load(element.Element),
        _ => throw body.Expressions.Unsupported(source),
    };

    private void Store(Place place, Value value)
    {
        if (place is VariablePlace variable) body.Function.Write(variable.Variable, value);
        else if (place is ElementPlace element) body.Arrays.Store(element.Element, value);
    }
}
