using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.Frontend.CSharp.Lowering;
using Weft.IR;

namespace Weft.Frontend.CSharp.Workflows;

/// <summary>Parts of arrays: <c>AsSpan(start, count)</c>, <c>Slice</c>, and ranges of spans.</summary>
internal sealed class ArrayParts(BodyLowering body, WorkflowArrays arrays)
{
    /// <summary>Null for what is no part of an array.</summary>
    public ArrayHandle? Find(IOperation op) => op switch
    {
        _ when body.Workflow!.Turns?.Find(op) is { } own => own,
        IInvocationOperation call when Operands(call) is [var array, ..] operands
            && operands.Skip(1).All(b => ScalarType.Of(b.Type) is not null) => Of(op, arrays.Of(array), [.. operands.Skip(1)]),
        IImplicitIndexerReferenceOperation { Argument: IRangeOperation range, Instance: var array } => Of(op, arrays.Of(array), range),
        _ => null,
    };

    /// <summary>The array, the start and the number of elements, as far as they are written; empty for other calls.</summary>
    public static IOperation[] Operands(IInvocationOperation call)
    {
        var isPart = call.TargetMethod is { Name: "AsSpan", ContainingType.Name: "MemoryExtensions" }
            || (call.TargetMethod.Name == "Slice" && ArrayType.ElementOf(call.Instance?.Type) is not null);
        if (!isPart) return [];
        IOperation[] written = [.. call.Arguments.OrderBy(a => a.Parameter!.Ordinal).Select(a => a.Value)];
        return call.Instance is { } instance ? [instance, .. written] : written;
    }

    private ArrayHandle Of(IOperation op, ArrayHandle array, IOperation[] bounds)
    {
        if (bounds.Length == 0) return array;
        var start = body.Arrays.AsIndex(bounds[0]);
        return Part(op, array, start, bounds.Length > 1 ? body.Arrays.AsIndex(bounds[1]) : null);
    }

    private ArrayHandle Of(IOperation op, ArrayHandle array, IRangeOperation range)
    {
        var extent = arrays.Extent(array, 0, op);
        var start = range.LeftOperand is { } from ? Bound(from, extent) : body.Function.Index(0);
        var count = range.RightOperand is { } to ? body.Function.Add(new SubIOp(Bound(to, extent), start)) : null;
        return Part(op, array, start, count);
    }

    private Value Bound(IOperation bound, Value extent)
    {
        while (bound is IConversionOperation { Type.Name: "Index" } conversion) bound = conversion.Operand;
        return bound is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } fromEnd
            ? body.At(fromEnd).Add(new SubIOp(extent, body.Arrays.AsIndex(fromEnd.Operand))) : body.Arrays.AsIndex(bound);
    }

    /// <summary>Start and count must lie in the array. Without a count the part goes on to the end.</summary>
    public ArrayHandle Part(IOperation op, ArrayHandle array, Value start, Value? count)
    {
        if (array.Type.Rank != 1) throw body.Expressions.Unsupported(op, "Only arrays of one dimension have parts.");
        var (extent, function, one) = (arrays.Extent(array, 0, op), body.At(op), body.Function.Index(1));
        var subject = SourceText.Of(op);
        function.Insert(new CheckIndexOp(subject, start, function.Add(new AddIOp(extent, one))));
        var rest = function.Add(new SubIOp(extent, start));
        if (count is not null) function.Insert(new CheckIndexOp(subject, count, function.Add(new AddIOp(rest, one))));
        var from = array.Part is { } outer ? function.Add(new AddIOp(outer.Start, start)) : start;
        return array with { Part = new(from, count ?? rest) };
    }
}
