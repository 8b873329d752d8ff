using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>Arrays that a kernel makes: <c>new</c>, <c>stackalloc</c>, <c>[1, 2, 3]</c>. New elements are zero.</summary>
internal sealed class ArrayCreation(BodyLowering body)
{
    public Value[] Leaves(IOperation op, ArrayType type) => op switch
    {
        IArrayCreationOperation creation => Create(creation, type),
        ICollectionExpressionOperation list => List(op, type, list.Elements),
        { Kind: OperationKind.None, Syntax: StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax } =>
            Stack(op, type),
        _ => throw body.Expressions.Unsupported(op, "A kernel makes arrays with new, stackalloc and [...]."),
    };

    private Value[] Create(IArrayCreationOperation creation, ArrayType type)
    {
        var sizes = creation.DimensionSizes.Select(size => Size(creation, size)).ToArray();
        var memory = Allocate(creation, type, sizes);
        if (creation.Initializer is { } initializer) Fill(new(type.Element, memory), initializer, []);
        return memory;
    }

    // Its children are the size, if one is written, and the elements.
    private Value[] Stack(IOperation op, ArrayType type)
    {
        var operands = op.ChildOperations.ToArray();
        var elements = op.Syntax switch
        {
            StackAllocArrayCreationExpressionSyntax { Initializer: { } list } => list.Expressions.Count,
            ImplicitStackAllocArrayCreationExpressionSyntax { Initializer: var list } => list.Expressions.Count,
            _ => 0,
        };
        var values = operands.SelectMany(Elements).Reverse().Take(elements).Reverse().ToArray();
        if (elements > 0) return List(op, type, values);
        return operands is [var size] ? Allocate(op, type, [body.Arrays.AsIndex(size)]) : throw body.Expressions.Unsupported(op);

        static IEnumerable<IOperation> Elements(IOperation child) =>
            child is IArrayInitializerOperation list ? list.ElementValues : [child];
    }

    private Value[] List(IOperation op, ArrayType type, IReadOnlyList<IOperation> elements)
    {
        if (elements.FirstOrDefault(e => e is ISpreadOperation) is { } spread)
            throw body.Expressions.Unsupported(spread, "Write the elements one by one.");
        var memory = Allocate(op, type, [body.Function.Index(elements.Count)]);
        for (var i = 0; i < elements.Count; i++) Store(new(type.Element, memory), elements[i], [i]);
        return memory;
    }

    private void Fill(KernelArray array, IArrayInitializerOperation initializer, IReadOnlyList<long> outer)
    {
        for (var i = 0; i < initializer.ElementValues.Length; i++)
            if (initializer.ElementValues[i] is IArrayInitializerOperation row) Fill(array, row, [.. outer, i]);
            else Store(array, initializer.ElementValues[i], [.. outer, i]);
    }

    private void Store(KernelArray array, IOperation element, IReadOnlyList<long> at) =>
        body.Places.Store(
            new ElementPlace(array, [.. at.Select(body.Function.Index)], element), body.Expressions.Leaves(element));

    /// <summary>A size, where C# throws when it is negative.</summary>
    public Value Size(IOperation creation, IOperation size)
    {
        var extent = body.Arrays.AsIndex(size);
        if (ConstantOp.IntegerOf(extent) is >= 0) return extent;
        var isSize = body.At(size).Add(new CmpIOp(CmpIPredicate.Sge, extent, body.Function.Index(0)));
        body.Function.Require(isSize, Fault.Overflow(creation, "would have fewer than no elements"));
        return extent;
    }

    private Value[] Allocate(IOperation op, ArrayType type, IReadOnlyList<Value> sizes)
    {
        var shape = sizes.Select(size => ConstantOp.IntegerOf(size) is >= 0 and var extent ? extent : ShapedType.Dynamic).ToSequence();
        Value[] open = [.. sizes.Where((_, d) => shape[d] == ShapedType.Dynamic)];
        body.At(op);
        return [.. type.Leaves.Select(leaf => body.Function.Add(new AllocaOp(open, [], new MemRefType(shape, leaf.Type.Ir))))];
    }
}
