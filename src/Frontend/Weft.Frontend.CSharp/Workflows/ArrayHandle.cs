using Weft.Frontend.CSharp.Lowering;
using Weft.IR;

namespace Weft.Frontend.CSharp.Workflows;

/// <summary>What an expression of array type gives: the array of a name, or a new one; of either perhaps only a part.</summary>
/// <param name="Name">Null for a new array.</param>
/// <param name="Made">The elements of a new array.</param>
internal sealed record ArrayHandle(ArrayType Type, Variable? Name, Value? Made = null, ArrayPart? Part = null)
{
    /// <summary>As the value of the array has it.</summary>
    public RankedTensorType IrType => Open(Type);

    /// <summary>The type of the value of an array: its extents are not part of it.</summary>
    public static RankedTensorType Open(ArrayType type) =>
        new(System.Linq.Enumerable.Repeat(ShapedType.Dynamic, type.Rank).ToSequence(), ((ScalarType)type.Element).Ir);
}

/// <summary>Elements of an array of one dimension.</summary>
internal sealed record ArrayPart(Value Start, Value Count);
