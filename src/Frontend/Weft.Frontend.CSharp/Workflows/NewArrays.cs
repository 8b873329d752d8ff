using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.Frontend.CSharp.Lowering;
using Weft.IR;

namespace Weft.Frontend.CSharp.Workflows;

/// <summary>Arrays that a workflow makes: <c>new float[n]</c>, <c>[1, 2, 3]</c>, <c>x.ToArray()</c>, <c>(float[,])x.Clone()</c>,
/// or that another workflow returns.</summary>
internal sealed class NewArrays(BodyLowering body, WorkflowArrays arrays)
{
    /// <summary>Null for other expressions.</summary>
    public ArrayHandle? Make(IOperation op, ArrayType type) => op switch
    {
        IArrayCreationOperation { Initializer: { ElementValues: var elements } } when type.Rank == 1 => List(op, type, elements),
        IArrayCreationOperation { Initializer: null } creation => Zeros(creation, type),
        ICollectionExpressionOperation { Elements: var elements } => List(op, type, elements),
        IConversionOperation { Operand: ICollectionExpressionOperation { Elements: var elements } } => List(op, type, elements),
        IInvocationOperation call when KernelMethods.IsKernel(call.TargetMethod) => new(type, null, body.Workflow!.Calls.Invoke(call)[0]),
        IInvocationOperation { TargetMethod.Name: "ToArray", Instance: { } span } => Copy(op, span),
        IInvocationOperation { TargetMethod.Name: "ToArray", Arguments: [{ Value: var array }] } => Copy(op, array),
        IConversionOperation { Operand: IInvocationOperation { TargetMethod.Name: "Clone", Instance: { } array } } => Copy(op, array),
        _ => null,
    };

    /// <summary>An array of one value everywhere.</summary>
    public Value Filled(IReadOnlyList<Value> extents, Value value, ArrayType type) =>
        body.Function.Add(new TensorSplatOp(value, extents, ArrayHandle.Open(type)));

    private ArrayHandle Zeros(IArrayCreationOperation creation, ArrayType type)
    {
        var extents = creation.DimensionSizes.Select(size => ExtentOf(size) ?? new ArrayCreation(body).Size(creation, size)).ToList();
        body.At(creation);
        return new(type, null, Filled(extents, body.Function.Zero(type.Leaves[0].Type.Ir), type));
    }

    // As it is, not by way of an int: loops can tell then that arrays are of one length.
    private Value? ExtentOf(IOperation size) => size switch
    {
        IConversionOperation { IsImplicit: true, Operand: var length } => ExtentOf(length),
        IPropertyReferenceOperation { Property.Name: "Length", Instance: { } array } when ArrayType.ElementOf(array.Type) is not null =>
            arrays.Of(array) is { Type.Rank: 1 } whole ? arrays.Extent(whole, 0, size) : null,
        IInvocationOperation call when Arrays.IsExtent(call) && IntegerConstant.Of(call.Arguments[0].Value) is { } d
            && arrays.Of(call.Instance!) is var whole && d >= 0 && d < whole.Type.Rank => arrays.Extent(whole, (int)d, size),
        _ => null,
    };

    private ArrayHandle? List(IOperation op, ArrayType type, IReadOnlyList<IOperation> elements)
    {
        if (elements.Any(e => e is ISpreadOperation)) return null;
        var values = elements.Select(body.Expressions.Lower).ToList();
        body.At(op);
        var open = ArrayHandle.Open(type);
        var known = open with { Extents = new([values.Count]) };
        var list = body.Function.Add(values.Count == 0 ? new EmptyOp([], known) : new TensorFromElementsOp(values, known));
        return new(type, null, body.Function.Add(new TensorCastOp(list, open)));
    }

    // Values are never written in place: the copy is the same value.
    private ArrayHandle? Copy(IOperation op, IOperation source)
    {
        while (source is IConversionOperation conversion) source = conversion.Operand;
        if (!WorkflowArrays.IsArray(source)) return null;
        var array = arrays.Of(source);
        return new(array.Type, null, arrays.Read(array, op));
    }
}
