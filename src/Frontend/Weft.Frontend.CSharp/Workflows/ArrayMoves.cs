using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.Frontend.CSharp.Lowering;
using Weft.IR;

namespace Weft.Frontend.CSharp.Workflows;

/// <summary>What a workflow does with arrays as a whole: <c>CopyTo</c>, <c>Clear</c>, <c>Fill</c>.</summary>
internal sealed class ArrayMoves(BodyLowering body, WorkflowArrays arrays)
{
    /// <summary>The array that a call changes; null for other calls.</summary>
    public static IOperation? TargetOf(IInvocationOperation call) => (call.TargetMethod.Name, Operands(call)) switch
    {
        ("CopyTo", [_, var target]) => target,
        ("Clear", [var target]) => target,
        ("Fill", [var target, _]) => target,
        _ => null,
    };

    /// <summary>False for other calls.</summary>
    public bool TryLower(IInvocationOperation call)
    {
        if (TargetOf(call) is not { } written) return false;
        var operands = Operands(call);
        if (call.TargetMethod.Name == "CopyTo")
        {
            Copy(call, arrays.Of(operands[0]), arrays.Of(written));
            return true;
        }

        var target = arrays.Of(written);
        var value = operands.Length > 1 ? body.Expressions.Lower(operands[1]) : body.Function.Zero(target.IrType.Element);
        var extents = Enumerable.Range(0, target.Type.Rank).Select(d => arrays.Extent(target, d, call)).ToList();
        body.At(call);
        arrays.Write(target, new NewArrays(body, arrays).Filled(extents, value, target.Type), call);
        return true;
    }

    // The elements behind the copied ones stay.
    private void Copy(IInvocationOperation call, ArrayHandle from, ArrayHandle to)
    {
        if (from.Type.Rank != 1 || to.Type.Rank != 1) throw body.Expressions.Unsupported(call, "Copy arrays of one dimension.");
        var (elements, old) = (arrays.Read(from, call), arrays.Read(to, call));
        var (count, room) = (arrays.Extent(from, 0, call), arrays.Extent(to, 0, call));
        body.At(call);
        SpanCalls.RequireRoom(body, call, count, room);
        arrays.Write(to, body.Function.Add(InsertSliceOp.Of(elements, old, [0], [count], [1])), call);
    }

    private static IOperation[] Operands(IInvocationOperation call)
    {
        if (call.TargetMethod.DeclaringSyntaxReferences.Length > 0) return [];
        IOperation[] written = [.. call.Arguments.OrderBy(a => a.Parameter!.Ordinal).Select(a => Unwrapped(a.Value))];
        IOperation[] operands = call.Instance is { } instance ? [instance, .. written] : written;
        return operands.Length > 0 && WorkflowArrays.IsArray(operands[0]) ? operands : [];
    }

    // Array.Clear sees an array as an Array.
    private static IOperation Unwrapped(IOperation op) =>
        op is IConversionOperation { Operand: var array } && WorkflowArrays.IsArray(array) ? array : op;
}
