using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>Elements and extents of arrays. Whether an index is in range is checked where a later pass says.</summary>
internal sealed class Arrays(BodyLowering body)
{
    /// <summary>An element with its indices computed, so that it can be read and then written.</summary>
    public sealed record Element(KernelArray Array, Value[] Indices, IOperation Source);

    public Value Load(IOperation reference) => Load(Resolve(reference));

    public Value Load(Element element) => body.At(element.Source).Add(new LoadOp(element.Array.Memref, element.Indices));

    public void Store(Element element, Value value) =>
        body.At(element.Source).Insert(new StoreOp(value, element.Array.Memref, element.Indices));

    public static bool IsElement(IOperation op) => op
        is IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation
        or IPropertyReferenceOperation { Property.IsIndexer: true };

    public Element Resolve(IOperation reference) => reference switch
    {
        IArrayElementReferenceOperation array => Resolve(array, array.ArrayReference, array.Indices),
        IImplicitIndexerReferenceOperation { Argument.Type.Name: "Index" } fromEnd =>
            Resolve(fromEnd, fromEnd.Instance, [fromEnd.Argument]),
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } x } span => Resolve(span, x, Subscripts(span)),
        _ => throw body.Expressions.Unsupported(reference),
    };

    /// <summary>The array that an expression names.</summary>
    public KernelArray Array(IOperation op)
    {
        while (op is IConversionOperation conversion) op = conversion.Operand;
        if (op is IParameterReferenceOperation parameter && body.Frame.FindArray(parameter.Parameter) is { } array) return array;
        if (op is ILocalReferenceOperation local) return body.Frame.FindArray(local.Local) ?? throw body.Fail();
        if (op is IInvocationOperation call && SimtOperations.Owns(call.TargetMethod)) body.Simt.Lower(call);
        throw body.Expressions.Unsupported(op, "Arrays are parameters of the kernel; it neither makes nor slices them.");
    }

    /// <summary>An element (spans index by a property) or an extent.</summary>
    public Value Property(IPropertyReferenceOperation property)
    {
        if (LengthsOf(property) is { } tensor) return Extent(property, Array(tensor), property.Arguments[0].Value);
        if (property.Property.IsIndexer) return Load(Resolve(property));
        if (!IsExtent(property)) throw body.Error(KernelDiagnostics.NotConstant, property.Syntax, property.Property.Name);
        var array = Array(property.Instance!);
        body.At(property);
        return property.Property.Name switch
        {
            "IsEmpty" => IsEmpty(array),
            "Rank" => body.Function.Integer(array.Rank, body.TypeOf(property).Ir),
            _ => Count(array, body.TypeOf(property)),
        };
    }

    /// <summary>The value of <c>GetLength(d)</c>; null for other calls.</summary>
    public Value? LowerCall(IInvocationOperation call) =>
        IsExtent(call) ? Extent(call, Array(call.Instance!), call.Arguments[0].Value) : null;

    public static bool IsExtent(IInvocationOperation call) => call is
        { TargetMethod.Name: "GetLength", Instance.Type.TypeKind: TypeKind.Array, Arguments: [{ Value.ConstantValue.HasValue: true }] };

    public static bool IsExtent(IPropertyReferenceOperation property) => LengthsOf(property) is not null
        || (property.Property.Name is "Length" or "LongLength" or "FlattenedLength" or "IsEmpty" or "Rank" && IsArray(property.Instance));

    // The tensor in tensor.Lengths[d].
    private static IOperation? LengthsOf(IPropertyReferenceOperation property) =>
        property is { Property.IsIndexer: true, Instance: IPropertyReferenceOperation { Property.Name: "Lengths" } lengths }
        && IsArray(lengths.Instance)
            ? lengths.Instance
            : null;

    private static bool IsArray(IOperation? op) =>
        op?.Type is { } type && (type.TypeKind == TypeKind.Array || ArrayType.Of(type) is not null);

    /// <summary>The subscripts of an indexer; for a tensor's C# wraps them in a collection.</summary>
    public static IReadOnlyList<IOperation> Subscripts(IPropertyReferenceOperation indexer) =>
        indexer.Arguments is [{ ArgumentKind: ArgumentKind.ParamCollection or ArgumentKind.ParamArray, Value: var list }]
            ? Elements(list)
            : [.. indexer.Arguments.Select(a => a.Value)];

    private static IReadOnlyList<IOperation> Elements(IOperation list) => list switch
    {
        ICollectionExpressionOperation collection => collection.Elements,
        IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
        IConversionOperation conversion => Elements(conversion.Operand),
        _ => [list],
    };

    private Element Resolve(IOperation source, IOperation array, IReadOnlyList<IOperation> subscripts)
    {
        var target = Array(array);
        if (subscripts.Count != target.Rank)
            throw body.Expressions.Unsupported(source, $"'{target.Name}' has {target.Rank} dimensions.");
        return new(target, [.. subscripts.Select((subscript, d) => Index(target, d, subscript))], source);
    }

    private Value Index(KernelArray array, int dimension, IOperation subscript)
    {
        if (subscript is IConversionOperation { Operand: IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } hat }) subscript = hat;
        if (subscript is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } fromEnd)
            return body.At(fromEnd).Add(new SubIOp(body.Function.Extent(array, dimension), AsIndex(fromEnd.Operand)));
        return AsIndex(subscript);
    }

    private Value AsIndex(IOperation subscript)
    {
        var value = body.Expressions.Lower(subscript);
        body.At(subscript);
        return body.Conversions.Convert(value, body.TypeOf(subscript), ScalarType.IntPtr);
    }

    private Value Extent(IOperation source, KernelArray array, IOperation dimension)
    {
        if (IntegerConstant.Of(dimension) is not { } d || d < 0 || d >= array.Rank)
            throw body.Expressions.Unsupported(source, $"Name the dimension by a constant from 0 to {array.Rank - 1}.");
        var extent = body.Function.Extent(array, (int)d);
        body.At(source);
        return body.Conversions.Convert(extent, ScalarType.IntPtr, body.TypeOf(source));
    }

    private Value IsEmpty(KernelArray array) =>
        body.Function.Add(new CmpIOp(CmpIPredicate.Eq, Count(array, ScalarType.Int64), body.Function.Zero(IntegerType.I64)));

    private Value Count(KernelArray array, ScalarType type)
    {
        var count = body.Function.Extent(array, 0);
        for (var d = 1; d < array.Rank; d++) count = body.Function.Add(new MulIOp(count, body.Function.Extent(array, d)));
        return body.Conversions.Convert(count, ScalarType.IntPtr, type);
    }
}
