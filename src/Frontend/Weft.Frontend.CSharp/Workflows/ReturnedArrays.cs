using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.Frontend.CSharp.Lowering;
using Weft.IR;

namespace Weft.Frontend.CSharp.Workflows;

/// <summary>The arrays that a workflow returns: new ones, each under one name. The caller's own arrays, and one array twice, would be
/// copies to the caller.</summary>
internal sealed class ReturnedArrays(BodyLowering body, WorkflowArrays arrays)
{
    /// <summary>Where values of a result are variables: for an array one of a tensor type.</summary>
    public static VariablePlace PlaceOf(string name, ResultModel result) => new(
        result.Type,
        [
            .. result.Values.Select(v => new Variable(
                name + v.Path, v.Type is ArrayType array ? ArrayHandle.Open(array) : ((ScalarType)v.Type).Ir)),
        ]);

    /// <summary>The numbers and arrays of a returned value; null where its type has no arrays.</summary>
    public Value[]? Leaves(IOperation value, KernelType type)
    {
        if (!HasArrays(type)) return null;
        if (value is IConditionalOperation { WhenFalse: { } otherwise } choice) return Choose(choice, otherwise, type);
        // All are known before the first is read: what comes later may write an array.
        var parts = Parts(value, type).ToList();
        var named = new List<(Variable Name, IOperation Source)>();
        foreach (var (source, part) in parts)
        {
            if (part is not ArrayHandle { Name: { } name }) continue;
            RequireNew(source, name, named);
            named.Add((name, source));
        }

        Value[] values = [.. parts.SelectMany(p => p.Part is ArrayHandle array ? [arrays.Read(array, p.Source)] : (Value[])p.Part)];
        arrays.Release(parts.Select(p => p.Part));
        return values;
    }

    // Of each array its handle, of the rest the numbers.
    private IEnumerable<(IOperation Source, object Part)> Parts(IOperation value, KernelType type) => (value, type) switch
    {
        (_, ArrayType) => [(value, arrays.Hold(value))],
        (IConversionOperation { IsImplicit: true, Operand: ITupleOperation literal }, _) => Parts(literal, type),
        (ITupleOperation tuple, StructType { IsTuple: true } fields) =>
            tuple.Elements.SelectMany((element, i) => Parts(element, fields.Fields[i].Type)),
        _ when !HasArrays(type) =>
            [(value, body.Structs.Convert(body.Expressions.Leaves(value), body.ValueTypeOf(value), type))],
        (IInvocationOperation call, _) when KernelMethods.IsKernel(call.TargetMethod) => [(value, body.Workflow!.Calls.Invoke(call))],
        _ => throw body.Expressions.Unsupported(value, "Return a tuple that is written out, or what a workflow returns."),
    };

    private Value[] Choose(IConditionalOperation choice, IOperation otherwise, KernelType type)
    {
        var condition = body.Expressions.Lower(choice.Condition);
        var assigned = Assigned.Variables(body.Frame, choice.WhenTrue, otherwise);
        IrType[] types = [.. body.Frame.Result!.Variables.Select(v => v.Type)];
        body.At(choice);
        return body.Flow.If(condition, assigned, types, () => Leaves(choice.WhenTrue, type)!, () => Leaves(otherwise, type)!);
    }

    private void RequireNew(IOperation source, Variable name, List<(Variable Name, IOperation Source)> before)
    {
        var names = body.Function.Names;
        var other = arrays.Callers.Where(own => names.MayBeOne(own, name)).Select(own => $"the caller's '{own}'")
            .Concat(before.Where(b => names.MayBeOne(b.Name, name)).Select(b => $"the same array as '{SourceText.Of(b.Source)}'"))
            .FirstOrDefault();
        if (other is not null) throw body.Error(WorkflowDiagnostics.SharedResult, source.Syntax, SourceText.Of(source), other);
    }

    private static bool HasArrays(KernelType type) =>
        type is ArrayType || (type is StructType fields && fields.Fields.Any(f => HasArrays(f.Type)));
}
