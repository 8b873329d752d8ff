using Weft.IR;
using static Weft.Backends.SemanticsRow;

namespace Weft.Backends;

/// <summary>Reductions over the threads of a block or subgroup, joined in the order of the threads' numbers.</summary>
internal static class GpuReductionSemantics
{
    public static SemanticsRow[] Rows => [Step<AllReduceOp>(AllReduce), Step<SubgroupReduceOp>(SubgroupReduce)];

    private static Handler AllReduce(AllReduceOp op, Preparation prepare)
    {
        var (value, result) = (prepare.Slot(op.Value), prepare.Slot(op.Result));
        if (op.Op is { } operation)
        {
            var named = Meeting(op, isOfSubgroup: false, Joining(op, operation));
            return frame => frame[result] = frame.ThreadOf(op).Meet(frame, named, frame[value])[0];
        }

        var body = prepare.Region(op.Body);
        var all = new Meeting(
            op, IsOfSubgroup: false, static given => Answers(given, [.. given.OfType<RuntimeValue[]>().Select(one => one[0])]));
        return frame =>
        {
            var values = frame.ThreadOf(op).Meet(frame, all, frame[value]);
            var joined = values[0];
            for (var i = 1; i < values.Length; i++)
            {
                (frame[body.Entry.Arguments[0]], frame[body.Entry.Arguments[1]]) = (joined, values[i]);
                joined = frame[body.Run(frame)[0]];
            }

            frame[result] = joined;
        };
    }

    private static Handler SubgroupReduce(SubgroupReduceOp op, Preparation prepare)
    {
        var (value, result) = (prepare.Slot(op.Value), prepare.Slot(op.Result));
        var meeting = Meeting(op, isOfSubgroup: true, Joining(op, op.Op));
        return frame => frame[result] = frame.ThreadOf(op).Meet(frame, meeting, frame[value])[0];
    }

    private static Meeting Meeting(Operation op, bool isOfSubgroup, Func<RuntimeValue, RuntimeValue, RuntimeValue> join) =>
        new(op, isOfSubgroup, given =>
        {
            var joined = given.OfType<RuntimeValue[]>().Select(one => one[0]).Aggregate(join);
            return Answers(given, [joined]);
        });

    private static RuntimeValue[]?[] Answers(RuntimeValue[]?[] given, RuntimeValue[] answer) =>
        Array.ConvertAll(given, one => one is null ? null : answer);

    private static Func<RuntimeValue, RuntimeValue, RuntimeValue> Joining(Operation op, AllReduceOperation operation)
    {
        var format = ArithSemantics.FormatOf(op.Results[0]);
        Func<long, long, long> scalar = format.Type is FloatType type
            ? Floating(FloatCodec.Of(type), operation)
            : (a, b) => format.FromRaw(Integer(operation, a, b, format.Width));
        return (a, b) => a.Reference is Elements x && b.Reference is Elements y
            ? new(new Elements(x.Shape, [.. x.Bits.ToArray().Zip(y.Bits.ToArray(), scalar)]))
            : new(scalar(a.Bits, b.Bits));
    }

    private static Func<long, long, long> Floating(FloatCodec codec, AllReduceOperation operation) => (a, b) =>
    {
        var (x, y) = (codec.Decode(a), codec.Decode(b));
        return codec.Encode(operation switch
        {
            AllReduceOperation.Add => x + y,
            AllReduceOperation.Mul => x * y,
            AllReduceOperation.MinimumF => Math.Min(x, y),
            AllReduceOperation.MaximumF => Math.Max(x, y),
            AllReduceOperation.MinNumF => double.IsNaN(x) ? y : double.IsNaN(y) ? x : Math.Min(x, y),
            _ => double.IsNaN(x) ? y : double.IsNaN(y) ? x : Math.Max(x, y),
        });
    };

    private static long Integer(AllReduceOperation operation, long a, long b, int width)
    {
        var mask = width == 64 ? ulong.MaxValue : (1UL << width) - 1;
        var isLess = ((ulong)a & mask) < ((ulong)b & mask);
        return operation switch
        {
            AllReduceOperation.Add => unchecked(a + b),
            AllReduceOperation.Mul => unchecked(a * b),
            AllReduceOperation.MinSI => Math.Min(a, b),
            AllReduceOperation.MaxSI => Math.Max(a, b),
            AllReduceOperation.MinUI => isLess ? a : b,
            AllReduceOperation.MaxUI => isLess ? b : a,
            AllReduceOperation.And => a & b,
            AllReduceOperation.Or => a | b,
            _ => a ^ b,
        };
    }
}
