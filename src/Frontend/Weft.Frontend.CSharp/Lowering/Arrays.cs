using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>Elements and extents of arrays. Whether an index is in range is checked where a later pass says.</summary>
internal sealed class Arrays(BodyLowering body)
{
    /// <summary>Whether an expression names an element. A range names a part of the array.</summary>
    public static bool IsElement(IOperation op) => op switch
    {
        IArrayElementReferenceOperation { Indices: [{ Type.Name: "Range" }] } => false,
        IArrayElementReferenceOperation => true,
        IImplicitIndexerReferenceOperation { Argument.Type.Name: "Index" } element => IsArray(element.Instance),
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } array } indexer =>
            IsArray(array) && LengthsOf(indexer) is null && Parts.OperandOf(indexer) is null,
        _ => false,
    };

    public ElementPlace Resolve(IOperation reference) => reference switch
    {
        IArrayElementReferenceOperation array => Resolve(array, array.ArrayReference, array.Indices),
        IImplicitIndexerReferenceOperation { Argument.Type.Name: "Index" } fromEnd =>
            Resolve(fromEnd, fromEnd.Instance, [fromEnd.Argument]),
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } x } span => Resolve(span, x, Subscripts(span.Arguments)),
        _ => throw body.Expressions.Unsupported(reference),
    };

    /// <summary>The array that an expression gives.</summary>
    public KernelArray Array(IOperation op)
    {
        // foreach sees an array as an IEnumerable.
        while (op is IConversionOperation conversion && ArrayType.ElementOf(op.Type) is null) op = conversion.Operand;
        if (InlineArrays.Is(body, op)) return body.InlineArrays.Elements(op);
        if (body.ValueTypeOf(op) is not ArrayType type) throw body.Expressions.Unsupported(op, "It is not an array or a span.");
        return new(type.Element, body.Expressions.Leaves(op));
    }

    /// <summary>An extent.</summary>
    public Value Property(IPropertyReferenceOperation property)
    {
        if (LengthsOf(property) is { } tensor) return Extent(property, Array(tensor), property.Arguments[0].Value);
        if (property is { Property.IsIndexer: true, Instance: { } indexed } && !IsExtent(property))
            throw body.Expressions.Unsupported(indexed);
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

    public static bool IsExtent(IPropertyReferenceOperation property) => ExtentOf(property) is not null;

    /// <summary>The array whose extent a property is; null for other properties.</summary>
    public static IOperation? ExtentOf(IPropertyReferenceOperation property) => LengthsOf(property)
        ?? (property.Property.Name is "Length" or "LongLength" or "FlattenedLength" or "IsEmpty" or "Rank" && IsArray(property.Instance)
            ? property.Instance : null);

    // The tensor in tensor.Lengths[d].
    private static IOperation? LengthsOf(IPropertyReferenceOperation property) =>
        property is { Property.IsIndexer: true, Instance: IPropertyReferenceOperation { Property.Name: "Lengths" } lengths }
        && IsArray(lengths.Instance)
            ? lengths.Instance
            : null;

    private static bool IsArray(IOperation? op) =>
        op?.Type is { } type && (type.TypeKind == TypeKind.Array || ArrayType.ElementOf(type) is not null);

    /// <summary>The subscripts of an indexer or slice; for a tensor's C# wraps them in a collection.</summary>
    public static IReadOnlyList<IOperation> Subscripts(IReadOnlyList<IArgumentOperation> arguments) =>
        arguments is [{ ArgumentKind: ArgumentKind.ParamCollection or ArgumentKind.ParamArray, Value: var list }]
            ? Elements(list)
            : [.. arguments.Select(a => a.Value)];

    private static IReadOnlyList<IOperation> Elements(IOperation list) => list switch
    {
        ICollectionExpressionOperation collection => collection.Elements,
        IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
        IConversionOperation conversion => Elements(conversion.Operand),
        _ => [list],
    };

    private ElementPlace Resolve(IOperation source, IOperation array, IReadOnlyList<IOperation> subscripts)
    {
        var target = Array(array);
        if (subscripts.Count != target.Rank)
            throw body.Expressions.Unsupported(source, $"'{SourceText.Of(array)}' has {target.Rank} dimensions.");
        return new(target, [.. subscripts.Select((subscript, d) => Index(target, d, subscript))], source);
    }

    public Value Index(KernelArray array, int dimension, IOperation subscript) =>
        Index(subscript, () => body.Function.Extent(array.Memory[0], dimension));

    public Value Index(IOperation subscript, System.Func<Value> extent)
    {
        while (subscript is IConversionOperation { Type: { Name: "Index" or "NIndex" } } conversion) subscript = conversion.Operand;
        if (subscript is not IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } fromEnd) return AsIndex(subscript);
        var (end, back) = (extent(), AsIndex(fromEnd.Operand));
        return ConstantOp.IntegerOf(end) is { } count && ConstantOp.IntegerOf(back) is { } known && known <= count
            ? body.Function.Index(count - known) : body.At(fromEnd).Add(new SubIOp(end, back));
    }

    public Value AsIndex(IOperation subscript)
    {
        var value = body.Expressions.Lower(subscript);
        body.At(subscript);
        return body.Conversions.Convert(value, body.TypeOf(subscript), ScalarType.IntPtr);
    }

    private Value Extent(IOperation source, KernelArray array, IOperation dimension)
    {
        if (IntegerConstant.Of(dimension) is not { } d || d < 0 || d >= array.Rank)
            throw body.Expressions.Unsupported(source, $"Name the dimension by a constant from 0 to {array.Rank - 1}.");
        var extent = body.Function.Extent(array.Memory[0], (int)d);
        body.At(source);
        return body.Conversions.Convert(extent, ScalarType.IntPtr, body.TypeOf(source));
    }

    private Value IsEmpty(KernelArray array) =>
        body.Function.Add(new CmpIOp(CmpIPredicate.Eq, Count(array, ScalarType.Int64), body.Function.Zero(IntegerType.I64)));

    public Value Count(KernelArray array, ScalarType type)
    {
        var count = body.Function.Extent(array.Memory[0], 0);
        for (var d = 1; d < array.Rank; d++) count = body.Function.Add(new MulIOp(count, body.Function.Extent(array.Memory[0], d)));
        return body.Conversions.Convert(count, ScalarType.IntPtr, type);
    }
}
