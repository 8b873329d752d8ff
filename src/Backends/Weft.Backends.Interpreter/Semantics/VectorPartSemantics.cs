using Weft.IR;
using Weft.Runtime;
using static Weft.Backends.SemanticsRow;

namespace Weft.Backends;

/// <summary>Parts of vectors at positions that may be known only at run time.</summary>
internal static class VectorPartSemantics
{
    public static SemanticsRow[] Rows =>
    [
        Step<VectorExtractOp>((op, prepare) =>
            Extract(op, prepare, op.Vector, op.Result, Position(op, prepare, op.SourceType, op.StaticPosition, op.DynamicPosition))),
        Step<VectorInsertOp>((op, prepare) => Insert(
            op, prepare, op.Source, op.Dest, op.Result, Position(op, prepare, op.DestType, op.StaticPosition, op.DynamicPosition))),
        Step<ExtractElementOp>((op, prepare) => Extract(op, prepare, op.Vector, op.Result, Position(op, prepare, op.Vector, op.Position))),
        Step<InsertElementOp>((op, prepare) =>
            Insert(op, prepare, op.Source, op.Dest, op.Result, Position(op, prepare, op.Dest, op.Position))),
    ];

    private static Handler Extract(Operation op, Preparation prepare, Value vector, Value part, Func<Frame, int> position)
    {
        ArithSemantics.RequireScalars(vector);
        var (source, result, type) = (prepare.Slot(vector), prepare.Slot(part), part.Type);
        var count = type is VectorType kept ? (int)kept.ElementCount : 1;
        return frame =>
            frame[result] = VectorSemantics.ValueOf(type, frame.Elements(source).Bits.Slice(position(frame), count).ToArray());
    }

    private static Handler Insert(
        Operation op, Preparation prepare, Value part, Value vector, Value changed, Func<Frame, int> position)
    {
        ArithSemantics.RequireScalars(vector);
        var (source, dest, result) = (prepare.Slot(part), prepare.Slot(vector), prepare.Slot(changed));
        return frame =>
        {
            var before = frame.Elements(dest);
            var bits = before.Bits.ToArray();
            VectorSemantics.BitsOf(frame[source]).CopyTo(bits.AsSpan(position(frame)));
            frame[result] = new(new Elements(before.Shape, bits));
        };
    }

    private static Func<Frame, int> Position(Operation op, Preparation prepare, Value vector, Value? position) =>
        position is null ? _ => 0 : Position(op, prepare, (VectorType)vector.Type, [ShapedType.Dynamic], [position]);

    // The number of the part's first element.
    private static Func<Frame, int> Position(
        Operation op, Preparation prepare, VectorType type, Sequence<long> numbers, IReadOnlyList<Value> values)
    {
        var slots = prepare.Slots(values);
        return frame =>
        {
            var (position, next) = (0L, 0);
            for (var d = 0; d < type.Rank; d++)
            {
                var at = d >= numbers.Count ? 0 : numbers[d] == ShapedType.Dynamic ? frame.Bits(slots[next++]) : numbers[d];
                if ((ulong)at >= (ulong)type.Shape[d])
                    throw frame.Fault(FaultKind.IndexOutOfRange, op.Location, op.Name, at, type.Shape[d]);
                position = (position * type.Shape[d]) + at;
            }

            return (int)position;
        };
    }
}
