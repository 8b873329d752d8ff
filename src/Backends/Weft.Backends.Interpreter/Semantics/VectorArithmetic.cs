using Weft.IR;
using static Weft.Backends.SemanticsRow;

namespace Weft.Backends;

/// <summary>Products and reductions: elements joined one after the other, from the first to the last.</summary>
internal static class VectorArithmetic
{
    public static SemanticsRow[] Rows =>
    [
        Step<VectorFmaOp>(Fma), Step<VectorReductionOp>(Reduce), Step<MultiReductionOp>(ReduceDims), Step<ScanOp>(Scan),
        Step<ContractOp>(Contract), Step<OuterProductOp>(OuterProduct), Step<MatrixMultiplyOp>(MatrixMultiply),
        Step<DotOp>(Dot),
    ];

    /// <summary>How values of a type are joined.</summary>
    private static Func<long, long, long> Join(CombiningKind kind, Value like)
    {
        var format = ArithSemantics.FormatOf(like);
        if (format.Type is not FloatType) return (a, b) => format.FromRaw(JoinIntegers(kind, format, a, b));
        var codec = ArithSemantics.CodecOf(like);
        return (a, b) => codec.Encode(JoinFloats(kind, codec.Decode(a), codec.Decode(b)));
    }

    private static long JoinIntegers(CombiningKind kind, ScalarFormat format, long a, long b) => kind switch
    {
        CombiningKind.Add => a + b,
        CombiningKind.Mul => a * b,
        CombiningKind.MinSI => Math.Min(a, b),
        CombiningKind.MaxSI => Math.Max(a, b),
        CombiningKind.MinUI => (ulong)format.ToRaw(a) < (ulong)format.ToRaw(b) ? a : b,
        CombiningKind.MaxUI => (ulong)format.ToRaw(a) > (ulong)format.ToRaw(b) ? a : b,
        CombiningKind.And => a & b,
        CombiningKind.Or => a | b,
        CombiningKind.Xor => a ^ b,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "joins no integers"),
    };

    private static double JoinFloats(CombiningKind kind, double a, double b) => kind switch
    {
        CombiningKind.Add => a + b,
        CombiningKind.Mul => a * b,
        CombiningKind.MinimumF => Math.Min(a, b),
        CombiningKind.MaximumF => Math.Max(a, b),
        CombiningKind.MinNumF => double.MinNumber(a, b),
        CombiningKind.MaxNumF => double.MaxNumber(a, b),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "joins no floats"),
    };

    private static Handler Fma(VectorFmaOp op, Preparation prepare)
    {
        var codec = ArithSemantics.CodecOf(op.Result);
        return Elementwise.Ternary(op, prepare, (a, b, c) =>
            codec.Encode(Math.FusedMultiplyAdd(codec.Decode(a), codec.Decode(b), codec.Decode(c))));
    }

    private static Handler Reduce(VectorReductionOp op, Preparation prepare)
    {
        var (join, source, result) = (Join(op.Kind, op.Dest), prepare.Slot(op.Vector), prepare.Slot(op.Dest));
        var acc = op.Acc is { } given ? prepare.Slot(given) : -1;
        var mask = VectorSemantics.EnclosingMask(op, prepare);
        var neutral = op.Kind.Neutral(op.Dest.Type) is FloatAttr real
            ? (long)real.Bits : ((IntegerAttr)op.Kind.Neutral(op.Dest.Type)).Int64;
        return frame =>
        {
            long? joined = acc < 0 ? null : frame.Bits(acc);
            var bits = frame.Elements(source).Bits;
            for (var i = 0; i < bits.Length; i++)
                if (IsOn(frame, mask, i)) joined = joined is { } before ? join(before, bits[i]) : bits[i];
            frame[result] = new(joined ?? neutral);
        };
    }

    private static bool IsOn(Frame frame, int? mask, int position) => mask is not { } slot || frame.Elements(slot).Bits[position] != 0;

    // Each point of the source's shape belongs to the result's element at the indices that are kept.
    private static Handler ReduceDims(MultiReductionOp op, Preparation prepare)
    {
        var (join, source, acc, result) = (Join(op.Kind, op.Dest), prepare.Slot(op.Source), prepare.Slot(op.Acc), prepare.Slot(op.Dest));
        var (shape, type, reduced) = (VectorSemantics.ShapeOf(op.Source.Type), op.Dest.Type, op.ReductionMask);
        var mask = VectorSemantics.EnclosingMask(op, prepare);
        return frame =>
        {
            var joined = VectorSemantics.BitsOf(frame[acc]).ToArray();
            var bits = frame.Elements(source).Bits;
            var index = new long[shape.Length];
            for (var i = 0; i < bits.Length; i++, Layout.Advance(index, shape))
            {
                if (!IsOn(frame, mask, i)) continue;
                var at = 0L;
                for (var d = 0; d < index.Length; d++)
                    if (!reduced[d]) at = (at * shape[d]) + index[d];
                joined[at] = join(joined[at], bits[i]);
            }

            frame[result] = VectorSemantics.ValueOf(type, joined);
        };
    }

    private static Handler Scan(ScanOp op, Preparation prepare)
    {
        var (join, source, initial) = (Join(op.Kind, op.Dest), prepare.Slot(op.Source), prepare.Slot(op.InitialValue));
        var (dest, total, inclusive) = (prepare.Slot(op.Dest), prepare.Slot(op.AccumulatedValue), !op.Inclusive.IsZero);
        var (shape, type, dim) = (VectorSemantics.ShapeOf(op.Dest.Type), op.AccumulatedValue.Type, (int)op.ReductionDim);
        return frame =>
        {
            var bits = frame.Elements(source).Bits;
            var running = VectorSemantics.BitsOf(frame[initial]).ToArray();
            var scanned = new long[bits.Length];
            var previous = new long[running.Length];
            var index = new long[shape.Length];
            for (var i = 0; i < bits.Length; i++, Layout.Advance(index, shape))
            {
                var at = 0L;
                for (var d = 0; d < index.Length; d++)
                    if (d != dim) at = (at * shape[d]) + index[d];
                // Inclusive: the first is the element itself. Exclusive: the first is the initial value.
                var isFirst = index[dim] == 0;
                scanned[i] = inclusive
                    ? isFirst ? bits[i] : join(running[at], bits[i])
                    : isFirst ? running[at] : join(running[at], previous[at]);
                (running[at], previous[at]) = (scanned[i], bits[i]);
            }

            frame[dest] = new(new Elements(shape, scanned));
            frame[total] = VectorSemantics.ValueOf(type, running);
        };
    }

    private static Handler Contract(ContractOp op, Preparation prepare)
    {
        var (join, multiply) = (Join(op.Kind, op.Result), Join(CombiningKind.Mul, op.Lhs));
        var (lhs, rhs, acc, result) = (prepare.Slot(op.Lhs), prepare.Slot(op.Rhs), prepare.Slot(op.Acc), prepare.Slot(op.Result));
        var (maps, space, type) = (op.Maps, VectorSemantics.ShapeOf(op.ExpectedMaskType), op.Result.Type);
        var mask = VectorSemantics.EnclosingMask(op, prepare);
        return frame =>
        {
            var a = frame.Elements(lhs).Bits;
            var b = frame.Elements(rhs).Bits;
            var joined = VectorSemantics.BitsOf(frame[acc]).ToArray();
            var index = new long[space.Length];
            for (var point = 0; point < Layout.Volume(space); point++, Layout.Advance(index, space))
            {
                if (!IsOn(frame, mask, point)) continue;
                var at = Position(maps[2], index, space);
                joined[at] = join(joined[at], multiply(a[Position(maps[0], index, space)], b[Position(maps[1], index, space)]));
            }

            frame[result] = VectorSemantics.ValueOf(type, joined);
        };
    }

    private static int Position(AffineMap map, long[] index, System.Collections.Immutable.ImmutableArray<long> space)
    {
        var position = 0L;
        for (var r = 0; r < map.Results.Count; r++) position = (position * space[map.DimPosition(r)]) + index[map.DimPosition(r)];
        return (int)position;
    }

    private static Handler OuterProduct(OuterProductOp op, Preparation prepare)
    {
        var (join, multiply) = (Join(op.Kind, op.Result), Join(CombiningKind.Mul, op.Lhs));
        var (lhs, rhs, result, type) = (prepare.Slot(op.Lhs), prepare.Slot(op.Rhs), prepare.Slot(op.Result), op.Result.Type);
        var acc = op.Acc is { } given ? prepare.Slot(given) : -1;
        var mask = VectorSemantics.EnclosingMask(op, prepare);
        return frame =>
        {
            var a = frame.Elements(lhs).Bits;
            var b = VectorSemantics.BitsOf(frame[rhs]);
            var bits = acc < 0 ? new long[a.Length * b.Length] : frame.Elements(acc).Bits.ToArray();
            for (var i = 0; i < bits.Length; i++)
            {
                if (!IsOn(frame, mask, i)) continue;
                var product = multiply(a[i / b.Length], b[i % b.Length]);
                bits[i] = acc < 0 ? product : join(bits[i], product);
            }

            frame[result] = VectorSemantics.ValueOf(type, bits);
        };
    }

    private static Handler MatrixMultiply(MatrixMultiplyOp op, Preparation prepare)
    {
        var (add, multiply) = (Join(CombiningKind.Add, op.Res), Join(CombiningKind.Mul, op.Res));
        var (lhs, rhs, result, type) = (prepare.Slot(op.Lhs), prepare.Slot(op.Rhs), prepare.Slot(op.Res), op.Res.Type);
        var (rows, inner, columns) = (op.LhsRows, op.LhsColumns, op.RhsColumns);
        // Matrices lie column by column, as in LLVM.
        return frame =>
        {
            var a = frame.Elements(lhs).Bits;
            var b = frame.Elements(rhs).Bits;
            var bits = new long[rows * columns];
            for (var i = 0; i < bits.Length; i++)
            {
                var (row, column) = (i % rows, i / rows);
                for (var k = 0; k < inner; k++)
                {
                    var product = multiply(a[(k * rows) + row], b[(column * inner) + k]);
                    bits[i] = k == 0 ? product : add(bits[i], product);
                }
            }

            frame[result] = VectorSemantics.ValueOf(type, bits);
        };
    }

    private static Handler Dot(DotOp op, Preparation prepare)
    {
        var (lhs, rhs, acc, result) = (prepare.Slot(op.Lhs), prepare.Slot(op.Rhs), prepare.Slot(op.Acc), prepare.Slot(op.Result));
        var (group, join) = (op.Group, MultiplyAdd(op));
        return frame =>
        {
            var a = frame.Elements(lhs).Bits;
            var b = frame.Elements(rhs).Bits;
            var sums = frame.Elements(acc);
            var bits = sums.Bits.ToArray();
            for (var i = 0; i < a.Length; i++) bits[i / group] = join(a[i], b[i], bits[i / group]);
            frame[result] = new(new Elements(sums.Shape, bits));
        };
    }

    // Factors are widened first; the product of two is exact then.
    private static Func<long, long, long, long> MultiplyAdd(DotOp op)
    {
        var (narrow, wide) = (ArithSemantics.FormatOf(op.Lhs), ArithSemantics.FormatOf(op.Acc));
        if (wide.Type is not FloatType)
            return op.UnsignedLhs
                ? (a, b, sum) => wide.FromRaw(sum + (narrow.ToRaw(a) * b)) : (a, b, sum) => wide.FromRaw(sum + (a * b));
        var (factors, sums) = (ArithSemantics.CodecOf(op.Lhs), ArithSemantics.CodecOf(op.Acc));
        return (a, b, sum) => sums.Encode(
            sums.Decode(sums.Encode(factors.Decode(a) * factors.Decode(b))) + sums.Decode(sum));
    }
}
