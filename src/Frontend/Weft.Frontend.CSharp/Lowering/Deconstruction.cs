using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary><c>(a, b) = (b, a)</c>, <c>var (x, y) = point</c>: places are found first, then all values, then the first is assigned.
/// </summary>
internal sealed class Deconstruction(BodyLowering body)
{
    public Value[] Lower(IDeconstructionAssignmentOperation op)
    {
        var targets = Targets(op.Target);
        var value = op.Value is IConversionOperation { IsImplicit: true, Operand: ITupleOperation literal } ? literal : op.Value;
        var found = Parts(targets, value, InfoOf(op)).ToList();
        body.At(op);
        foreach (var (place, numbers) in found)
        {
            if (place is VariablePlace { Type: ArrayType } array) body.ArrayValues.RequireLasting(op, array, numbers);
            body.Places.Store(place, numbers);
        }

        return [.. found.SelectMany(part => part.Numbers)];
    }

    /// <summary><c>foreach (var (x, y) in points)</c>.</summary>
    public void Assign(IForEachLoopOperation loop, Value[] element, KernelType type)
    {
        if (!IsNested(loop.LoopControlVariable)) throw body.Expressions.Unsupported(loop, "Write foreach (var x in span), or a for loop.");
        var info = loop.Syntax is ForEachVariableStatementSyntax statement ? loop.SemanticModel!.GetDeconstructionInfo(statement) : default;
        var targets = Targets(loop.LoopControlVariable);
        var parts = Split(targets, [.. targets.Elements.Select(PlaceOf)], type, element, loop.LoopControlVariable, info);
        foreach (var (place, numbers) in parts) body.Places.Store(place, numbers);
    }

    private static ITupleOperation Targets(IOperation target) => target switch
    {
        IDeclarationExpressionOperation { Expression: ITupleOperation declared } => declared,
        _ => (ITupleOperation)target,
    };

    private static bool IsNested(IOperation target) =>
        target is ITupleOperation or IDeclarationExpressionOperation { Expression: ITupleOperation };

    private IEnumerable<(Place Place, Value[] Numbers)> Parts(ITupleOperation targets, IOperation value, DeconstructionInfo info)
    {
        var places = targets.Elements.Select(PlaceOf).ToList();
        return value is ITupleOperation tuple
            ? Assign(targets, places, [.. tuple.Elements.Select(e => (body.ValueTypeOf(e), body.Expressions.Leaves(e)))], info)
            : Split(targets, places, body.ValueTypeOf(value), body.Expressions.Leaves(value), value, info);
    }

    private IEnumerable<(Place Place, Value[] Numbers)> Split(
        ITupleOperation targets, IReadOnlyList<Place?> places, KernelType type, Value[] numbers, IOperation source, DeconstructionInfo info)
    {
        return Assign(targets, places, [.. Deconstruct(type, numbers, source, info.Method, targets.Elements.Length)], info);
    }

    private IEnumerable<(Place Place, Value[] Numbers)> Assign(
        ITupleOperation targets, IReadOnlyList<Place?> places, (KernelType Type, Value[] Numbers)[] parts, DeconstructionInfo info)
    {
        // In a broken program there may be more of the ones or of the others.
        if (parts.Length != places.Count) throw body.Fail();
        return [.. parts.SelectMany((part, i) => Assign(targets.Elements[i], places[i], part.Type, part.Numbers, NestedIn(info, i)))];
    }

    // Targets in parentheses have no place of their own.
    private Place? PlaceOf(IOperation target) =>
        IsNested(target) ? null
        : target is IDiscardOperation ? new Nowhere(body.ValueTypeOf(target))
        : body.Places.Reach(body.Places.Target(target));

    private IEnumerable<(Place Place, Value[] Numbers)> Assign(
        IOperation target, Place? place, KernelType type, Value[] numbers, DeconstructionInfo info)
    {
        if (place is not null) return [(place, body.Structs.Convert(numbers, type, place.Type))];
        var nested = Targets(target);
        return Split(nested, [.. nested.Elements.Select(PlaceOf)], type, numbers, target, info);
    }

    /// <summary>A tuple's elements; of a record what it was made of; else what Deconstruct gives.</summary>
    public IEnumerable<(KernelType Type, Value[] Numbers)> Deconstruct(
        KernelType type, Value[] numbers, IOperation source, IMethodSymbol? method, int count)
    {
        if (type is not StructType fields) throw body.Expressions.Unsupported(source);
        if (method is { IsImplicitlyDeclared: false })
        {
            method = body.Frame.Types.Close(method);
            var places = method.Parameters
                .Select(p => body.Places.New(source, p.Name, KernelType.Of(p.Type) ?? throw body.Fail())).ToList();
            if (method.IsStatic || !body.Inlining.IsPassable(method)) throw body.Expressions.Unsupported(source);
            body.Inlining.Call(source, method, places, body.Places.Keep(source, type, numbers));
            return [.. places.Select(p => (p.Type, body.Places.Load(p)))];
        }

        var parts = method is null ? fields.Fields.Take(count) : method.Parameters.Select(p => fields.Find(p.Name) ?? throw body.Fail());
        return [.. parts.Select(f => (f.Type, f.Of(numbers)))];
    }

    private static DeconstructionInfo InfoOf(IOperation op) =>
        op.Syntax is AssignmentExpressionSyntax assignment ? op.SemanticModel!.GetDeconstructionInfo(assignment) : default;

    private static DeconstructionInfo NestedIn(DeconstructionInfo info, int index) =>
        index < info.Nested.Length ? info.Nested[index] : default;
}
