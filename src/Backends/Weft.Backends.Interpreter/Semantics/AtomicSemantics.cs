using Weft.IR;
using static Weft.Backends.SemanticsRow;

namespace Weft.Backends;

/// <summary>Updates of memory, and what runs beside it. The interpreter has one thread, so that every update is one step.</summary>
internal static class AtomicSemantics
{
    public static SemanticsRow[] Rows =>
    [
        Step<AtomicRmwOp>(Update), Step<GenericAtomicRmwOp>(UpdateByRegion), Exit<AtomicYieldOp>(),
        Step<CompareExchangeOp>(CompareExchange),
        Step<PrefetchOp>(static (_, _) => static _ => { }),
    ];

    private static Handler Update(AtomicRmwOp op, Preparation prepare)
    {
        var access = new ElementAccess(op, op.Memref, op.Indices, prepare);
        var (operand, result) = (prepare.Slot(op.Value), prepare.Slot(op.Result));
        var join = Join(op.Kind, ScalarFormat.Of(op.Value.Type, op.Location));
        return frame =>
        {
            var (memory, position) = access.Locate(frame);
            var old = memory.Load(position);
            memory.Store(position, new(join(old.Bits, frame.Bits(operand))));
            frame[result] = old;
        };
    }

    private static Handler UpdateByRegion(GenericAtomicRmwOp op, Preparation prepare)
    {
        var access = new ElementAccess(op, op.Memref, op.Indices, prepare);
        var (old, result) = (prepare.Slot(op.AtomicBody.Entry.Arguments[0]), prepare.Slot(op.Result));
        var body = prepare.Region(op.AtomicBody);
        return frame =>
        {
            var (memory, position) = access.Locate(frame);
            frame[old] = memory.Load(position);
            var updated = frame[body.Run(frame)[0]];
            memory.Store(position, updated);
            frame[result] = updated;
        };
    }

    private static Handler CompareExchange(CompareExchangeOp op, Preparation prepare)
    {
        var access = new ElementAccess(op, op.Memref, op.Indices, prepare);
        var (expected, desired, result) = (prepare.Slot(op.Expected), prepare.Slot(op.Desired), prepare.Slot(op.Result));
        return frame =>
        {
            var (memory, position) = access.Locate(frame);
            var old = memory.Load(position);
            if (old.Bits == frame.Bits(expected)) memory.Store(position, frame[desired]);
            frame[result] = old;
        };
    }

    /// <summary>What becomes of an element and a value, both as bits of the format.</summary>
    private static Func<long, long, long> Join(AtomicRmwKind kind, ScalarFormat format)
    {
        return kind switch
        {
            AtomicRmwKind.Assign => static (_, value) => value,
            AtomicRmwKind.AddI => (a, b) => format.FromRaw(a + b),
            AtomicRmwKind.MulI => (a, b) => format.FromRaw(a * b),
            AtomicRmwKind.AndI => static (a, b) => a & b,
            AtomicRmwKind.OrI => static (a, b) => a | b,
            AtomicRmwKind.MaxS => Math.Max,
            AtomicRmwKind.MinS => Math.Min,
            // Sign-extended values are in the order of their unsigned readings, too.
            AtomicRmwKind.MaxU => static (a, b) => (long)Math.Max((ulong)a, (ulong)b),
            AtomicRmwKind.MinU => static (a, b) => (long)Math.Min((ulong)a, (ulong)b),
            AtomicRmwKind.AddF => Lift(static (a, b) => a + b),
            AtomicRmwKind.MulF => Lift(static (a, b) => a * b),
            AtomicRmwKind.MaximumF => Lift(Math.Max),
            AtomicRmwKind.MinimumF => Lift(Math.Min),
            AtomicRmwKind.MaxNumF => Lift(double.MaxNumber),
            _ => Lift(double.MinNumber),
        };

        Func<long, long, long> Lift(Func<double, double, double> function)
        {
            var codec = FloatCodec.Of((FloatType)format.Type);
            return (a, b) => codec.Encode(function(codec.Decode(a), codec.Decode(b)));
        }
    }
}
