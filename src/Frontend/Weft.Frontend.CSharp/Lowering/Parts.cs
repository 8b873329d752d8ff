using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>Parts of arrays: <c>AsSpan</c>, <c>Slice</c>, ranges. They are views of the whole, but for a range of a <c>T[]</c>.</summary>
internal sealed class Parts(BodyLowering body)
{
    /// <summary>Of one dimension: where the part begins, and how much it takes.</summary>
    /// <param name="Count">Null to go on to the end.</param>
    /// <param name="IsInside">Whether it has to begin before the end, as .NET asks where tensors are given starts alone.</param>
    private readonly record struct Extent(Value Start, Value? Count, bool IsInside = false);

    /// <summary>The array in <c>array[1..3]</c>; null for other expressions.</summary>
    public static IOperation? OperandOf(IOperation op) => op switch
    {
        IArrayElementReferenceOperation { Indices: [IRangeOperation] } array => array.ArrayReference,
        IImplicitIndexerReferenceOperation { Argument: IRangeOperation } span => span.Instance,
        IInlineArrayAccessOperation { Argument: IRangeOperation } array => array.Instance,
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } tensor }
            when ArrayType.ElementOf(op.Type) is not null && ArrayType.ElementOf(tensor.Type) is not null => tensor,
        _ => null,
    };

    /// <summary>The memory of an expression that <see cref="OperandOf"/> knows.</summary>
    public Value[] Memory(IOperation op)
    {
        var part = View(op, body.Arrays.Array(OperandOf(op)!), op switch
        {
            IArrayElementReferenceOperation array => array.Indices,
            IImplicitIndexerReferenceOperation span => [span.Argument],
            IInlineArrayAccessOperation array => [array.Argument],
            _ => Arrays.Subscripts(((IPropertyReferenceOperation)op).Arguments),
        });
        return op is IArrayElementReferenceOperation ? Copied(op, part) : part.Memory;
    }

    /// <summary>What <c>Slice</c> and <c>AsSpan</c> give; null for other calls.</summary>
    public KernelArray? Of(IInvocationOperation call)
    {
        if (call.Type is null || ArrayType.ElementOf(call.Type) is null) return null;
        var isExtension = call.TargetMethod is { Name: "AsSpan", ContainingType.Name: "MemoryExtensions" };
        if (!isExtension && !(call.TargetMethod.Name == "Slice" && ArrayType.ElementOf(call.Instance?.Type) is not null)) return null;
        if (call.Instance is { } tensor && body.ValueTypeOf(tensor) is ArrayType { IsTensor: true })
            return View(call, body.Arrays.Array(tensor), Arrays.Subscripts(call.Arguments));
        if (Arguments.Of(call).Skip(1).Any(o => body.NumberOf(o.Type) is not { IsInteger: true })) return null;
        KernelArray[] on = call.Instance is { } instance ? [body.Arrays.Array(instance)] : [];
        return View(call, [.. on, .. Arguments.Compute(call.Arguments, Operand)]);
    }

    /// <summary><c>new Span&lt;int&gt;(array, start, length)</c>.</summary>
    public Value[] OfSpan(IObjectCreationOperation creation) =>
        View(creation, Arguments.Compute(creation.Arguments, Operand)).Memory;

    private object Operand(IOperation operand) =>
        body.NumberOf(operand.Type) is null ? body.Arrays.Array(operand) : body.Arrays.AsIndex(operand);

    // An array, and where there are such its start and length.
    private KernelArray View(IOperation source, object[] operands) => operands switch
    {
        [KernelArray array] => array,
        [KernelArray array, Value start] => View(source, array, [new Extent(start, null)]),
        [KernelArray array, Value start, Value length] => View(source, array, [new Extent(start, length)]),
        _ => throw body.Expressions.Unsupported(source),
    };

    private KernelArray View(IOperation source, KernelArray array, IReadOnlyList<IOperation> subscripts)
    {
        RequireRank(source, array, subscripts.Count);
        return View(source, array, [.. subscripts.Select((subscript, d) => ExtentOf(array, d, subscript))]);
    }

    private Extent ExtentOf(KernelArray array, int dimension, IOperation subscript)
    {
        while (subscript is IConversionOperation { Type.Name: "NRange" } conversion) subscript = conversion.Operand;
        if (subscript.Type is not { Name: "Range" or "NRange" })
            return new(body.Arrays.Index(array, dimension, subscript), null, IsInside: true);
        var (from, to) = BoundsOf(subscript);
        var start = from is null ? body.Function.Index(0) : body.Arrays.Index(array, dimension, from);
        if (to is null) return new(start, null);
        var end = body.Arrays.Index(array, dimension, to);
        return new(start, from is null ? end : body.At(subscript).Add(new SubIOp(end, start)));
    }

    // Null is the beginning, or the end.
    private (IOperation? From, IOperation? To) BoundsOf(IOperation range) => range switch
    {
        IRangeOperation written => (written.LeftOperand, written.RightOperand),
        IPropertyReferenceOperation { Property.Name: "All" } => (null, null),
        IObjectCreationOperation { Arguments: [{ Parameter.Ordinal: 0, Value: var from }, { Value: var to }] } => (from, to),
        _ => throw body.Expressions.Unsupported(range, "Write the range where it is used: from..to."),
    };

    private void RequireRank(IOperation source, KernelArray array, int rank)
    {
        if (array.Rank != rank) throw body.Expressions.Unsupported(source, $"It is of an array of {array.Rank} dimensions.");
    }

    // Start and count must lie in the array.
    private KernelArray View(IOperation source, KernelArray array, Extent[] extents)
    {
        RequireRank(source, array, extents.Length);
        body.At(source);
        var subject = array.Memory[0].Def?.Attribute(KernelAttributes.Name) is StringAttr known ? known.Value : SourceText.Of(source);
        Value[] starts = [.. extents.Select(extent => extent.Start)], sizes = [.. extents.Select(Size)];
        var open = Enumerable.Repeat(ShapedType.Dynamic, extents.Length).ToSequence();
        var steps = Enumerable.Repeat(1L, extents.Length).ToSequence();
        return array with { Memory = [.. array.Memory.Select(Part)] };

        Value Size(Extent extent, int dimension)
        {
            var (all, one) = (body.Function.Extent(array.Memory[0], dimension), body.Function.Index(1));
            var limit = extent.IsInside ? all : body.Function.Add(new AddIOp(all, one));
            body.Function.Insert(new CheckIndexOp(subject, extent.Start, limit));
            var rest = body.Function.Add(new SubIOp(all, extent.Start));
            if (extent.Count is not { } count) return rest;
            body.Function.Insert(new CheckIndexOp(subject, count, body.Function.Add(new AddIOp(rest, one))));
            return count;
        }

        Value Part(Value memory) => body.Function.Add(new SubViewOp(
            open, open, steps, memory, starts, sizes, [], SubViewTypes.Infer((MemRefType)memory.Type, open, open, steps)!));
    }

    // A range of a T[] is an array of its own.
    private Value[] Copied(IOperation source, KernelArray part)
    {
        body.At(source);
        var extent = body.Function.Extent(part.Memory[0], 0);
        return [.. part.Memory.Select(memory =>
        {
            var type = new MemRefType([ShapedType.Dynamic], ((MemRefType)memory.Type).Element);
            var copy = body.Function.Add(new AllocaOp([extent], [], type));
            body.Function.Insert(new CopyOp(memory, copy));
            return copy;
        })];
    }
}
