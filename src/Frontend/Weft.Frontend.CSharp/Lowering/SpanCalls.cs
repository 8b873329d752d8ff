using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>What spans and arrays do as a whole: <c>Clear</c>, <c>Fill</c>, <c>CopyTo</c>, and what the library has as loops.</summary>
internal sealed class SpanCalls(BodyLowering body)
{
    /// <summary>The value of a call, which is empty where it gives nothing; null for other calls.</summary>
    public Value[]? TryLower(IInvocationOperation call)
    {
        var operands = Arguments.Of(call);
        if (operands.Length == 0 || ArrayType.ElementOf(operands[0].Type) is null) return null;
        if (!IsOfSpans(call.TargetMethod.ContainingType)) return null;
        switch (call.TargetMethod.Name, operands)
        {
            case ("Clear", [var array]): Fill(call, body.Arrays.Array(array), body.Structs.Zeros); break;
            case ("Fill", [var array, var value]): Fill(call, body.Arrays.Array(array), _ => body.Expressions.Leaves(value)); break;
            case ("CopyTo", [var from, var to]): Copy(call, body.Arrays.Array(from), body.Arrays.Array(to)); break;
            default: return body.Library.Find(call.TargetMethod.Name, operands) is { } function ? Loop(call, function) : null;
        }

        return [];
    }

    private static bool IsOfSpans(INamedTypeSymbol type) => type is { DeclaringSyntaxReferences.Length: 0 }
        && (type.Name is "MemoryExtensions" or "Array" || ArrayType.ElementOf(type) is not null);

    private Value[] Loop(IInvocationOperation call, IMethodSymbol function)
    {
        var element = ArrayType.ElementOf(body.Close(Arguments.Of(call)[0].Type))!;
        var own = function.Construct(element);
        var first = call.Instance is null ? 0 : 1;
        IEnumerable<(IParameterSymbol, IOperation)> on = call.Instance is { } instance ? [(own.Parameters[0], instance)] : [];
        return body.Inlining.Call(
            call, own, null, on.Concat(call.Arguments.Select(a => (own.Parameters[a.Parameter!.Ordinal + first], a.Value))));
    }

    private void Fill(IOperation source, KernelArray array, System.Func<KernelType, Value[]> value)
    {
        var values = value(array.Element);
        body.At(source);
        Nest([]);

        void Nest(Value[] at)
        {
            if (at.Length == array.Rank) body.Places.Store(new ElementPlace(array, at, source), values);
            else Loop(body.Function.Extent(array.Memory[0], at.Length), index => Nest([.. at, index]));
        }
    }

    // The two may be parts of one array: what overlaps is read before it is written, by way of a copy.
    private void Copy(IOperation source, KernelArray from, KernelArray to)
    {
        if (from.Rank != 1 || to.Rank != 1) throw body.Expressions.Unsupported(source, "Copy arrays of one dimension.");
        body.At(source);
        var (count, room) = (body.Function.Extent(from.Memory[0], 0), body.Function.Extent(to.Memory[0], 0));
        RequireRoom(body, source, count, room);
        KernelArray copy = new(from.Element, [.. from.Element.Leaves.Select(leaf =>
            body.Function.Add(new AllocaOp([count], [], new MemRefType([ShapedType.Dynamic], leaf.Type.Ir))))]);
        Move(from, copy);
        Move(copy, to);

        void Move(KernelArray a, KernelArray b) => Loop(count, index => body.Places.Store(
            new ElementPlace(b, [index], source), body.Places.Load(new ElementPlace(a, [index], source))));
    }

    /// <summary>Faults where as many elements as are copied do not fit, as .NET refuses them.</summary>
    public static void RequireRoom(BodyLowering body, IOperation source, Value count, Value room) => body.Function.Require(
        body.Function.Add(new CmpIOp(CmpIPredicate.Sle, count, room)),
        Fault.Thrown(nameof(System.ArgumentException), source, "has no room for all elements"));

    private void Loop(Value count, System.Action<Value> turn) =>
        body.Flow.For(body.Function.Index(0), count, body.Function.Index(1), [], turn);
}
