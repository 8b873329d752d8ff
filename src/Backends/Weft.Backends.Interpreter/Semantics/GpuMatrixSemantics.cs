using Weft.IR;
using Weft.Runtime;
using static Weft.Backends.SemanticsRow;

namespace Weft.Backends;

/// <summary>Matrices of subgroups. Every thread has all of a matrix, which is the same for the whole subgroup.</summary>
internal static class GpuMatrixSemantics
{
    public static SemanticsRow[] Rows =>
    [
        Step<SubgroupMmaLoadMatrixOp>(Load), Step<SubgroupMmaStoreMatrixOp>(Store), Step<SubgroupMmaConstantMatrixOp>(Constant),
        Step<SubgroupMmaComputeOp>(Compute), Step<SubgroupMmaElementwiseOp>(Elementwise),
    ];

    private static Handler Load(SubgroupMmaLoadMatrixOp op, Preparation prepare)
    {
        var (type, result) = ((MmaMatrixType)op.Res.Type, prepare.Slot(op.Res));
        var (source, indices, lead) = (new MemoryAccess(op, op.SrcMemref, prepare), prepare.Slots(op.Indices), op.LeadDimension);
        var (rows, columns) = (type.Shape[0], type.Shape[1]);
        var isTransposed = op.Transpose;
        return frame =>
        {
            var memory = source.Live(frame);
            var first = memory.Layout.Position([.. indices.Select(frame.Bits)]);
            var bits = new long[rows * columns];
            for (var i = 0; i < bits.Length; i++)
            {
                var (row, column) = (i / columns, i % columns);
                var at = first + (isTransposed ? (column * lead) + row : (row * lead) + column);
                bits[i] = memory.Load(Checked(frame, op, memory, at)).Bits;
            }

            frame[result] = new(new Elements([rows, columns], bits));
        };
    }

    private static Handler Store(SubgroupMmaStoreMatrixOp op, Preparation prepare)
    {
        var (source, target) = (prepare.Slot(op.Src), new MemoryAccess(op, op.DstMemref, prepare));
        var indices = prepare.Slots(op.Indices);
        var (columns, lead, isTransposed) = (((MmaMatrixType)op.Src.Type).Shape[1], op.LeadDimension, op.Transpose);
        return frame =>
        {
            var (memory, matrix) = (target.Live(frame), frame.Elements(source));
            var first = memory.Layout.Position([.. indices.Select(frame.Bits)]);
            for (var i = 0; i < matrix.Count; i++)
            {
                var (row, column) = (i / columns, i % columns);
                memory.Store(Checked(frame, op, memory, first + (isTransposed ? (column * lead) + row : (row * lead) + column)), matrix[i]);
            }
        };
    }

    private static long Checked(Frame frame, Operation op, MemRef memory, long position) =>
        (ulong)position < (ulong)memory.Layout.End ? position
            : throw frame.Fault(FaultKind.IndexOutOfRange, op.Location, op.Name, position, memory.Layout.End);

    private static Handler Constant(SubgroupMmaConstantMatrixOp op, Preparation prepare)
    {
        var (value, result) = (prepare.Slot(op.Value), prepare.Slot(op.Res));
        var (rows, columns) = (((MmaMatrixType)op.Res.Type).Shape[0], ((MmaMatrixType)op.Res.Type).Shape[1]);
        return frame =>
        {
            var bits = new long[rows * columns];
            Array.Fill(bits, frame.Bits(value));
            frame[result] = new(new Elements([rows, columns], bits));
        };
    }

    private static Handler Elementwise(SubgroupMmaElementwiseOp op, Preparation prepare)
    {
        var (arguments, result) = (prepare.Slots(op.Args), prepare.Slot(op.Res));
        var (from, to) = (((MmaMatrixType)op.Args[0].Type).Element, ((MmaMatrixType)op.Res.Type).Element);
        var function = from is FloatType
            ? Floating(op.OpType, FloatCodec.Of((FloatType)from), FloatCodec.Of((FloatType)to))
            : Integer(op, to);
        return frame =>
        {
            var inputs = Array.ConvertAll(arguments, frame.Elements);
            var bits = new long[inputs[0].Count];
            for (var i = 0; i < bits.Length; i++) bits[i] = function(inputs[0].Bits[i], inputs[^1].Bits[i]);
            frame[result] = new(new Elements(inputs[0].Shape, bits));
        };
    }

    private static Func<long, long, long> Floating(MmaElementwise operation, FloatCodec from, FloatCodec to) => (a, b) =>
    {
        var (x, y) = (from.Decode(a), from.Decode(b));
        return to.Encode(operation switch
        {
            MmaElementwise.AddF => x + y,
            MmaElementwise.SubF => x - y,
            MmaElementwise.MulF => x * y,
            MmaElementwise.DivF => x / y,
            MmaElementwise.MaxF => Math.Max(x, y),
            MmaElementwise.MinF => Math.Min(x, y),
            MmaElementwise.NegateF => -x,
            _ => x,
        });
    };

    private static Func<long, long, long> Integer(SubgroupMmaElementwiseOp op, IrType type)
    {
        var format = ScalarFormat.Of(type, op.Location);
        return (a, b) => format.FromRaw(op.OpType switch
        {
            MmaElementwise.AddI => a + b,
            MmaElementwise.SubI => a - b,
            MmaElementwise.MulI => a * b,
            MmaElementwise.NegateS => -a,
            MmaElementwise.DivS when b != 0 => a / b,
            MmaElementwise.DivU when b != 0 => (long)((ulong)format.ToRaw(a) / (ulong)format.ToRaw(b)),
            _ => throw InterpreterDiagnostics.Refusal(op.Location, $"'{op.OpType.Keyword()}' of integers, or a division by zero"),
        });
    }

    // Products are summed as doubles (or as integers), in the order of the columns, and rounded once. That a factor is called transposed
    // says how it was loaded, which has made the matrix what it is.
    private static Handler Compute(SubgroupMmaComputeOp op, Preparation prepare)
    {
        var (a, b, c, result) = (prepare.Slot(op.OpA), prepare.Slot(op.OpB), prepare.Slot(op.OpC), prepare.Slot(op.Res));
        var (left, sum) = ((MmaMatrixType)op.OpA.Type, (MmaMatrixType)op.OpC.Type);
        var (rows, inner, columns) = (left.Shape[0], left.Shape[1], sum.Shape[1]);
        Func<long, long, long, long> add;
        if (sum.Element is FloatType format)
        {
            var (factor, total) = (FloatCodec.Of((FloatType)left.Element), FloatCodec.Of(format));
            add = (x, y, z) => total.Encode(Math.FusedMultiplyAdd(factor.Decode(x), factor.Decode(y), total.Decode(z)));
        }
        else
        {
            var isUnsigned = left.Element is IntegerType { Signedness: Signedness.Unsigned };
            long Factor(long bits) => isUnsigned ? bits & 0xFF : bits;
            add = (x, y, z) => (int)(z + (Factor(x) * Factor(y)));
        }

        return frame =>
        {
            var (x, y, bits) = (frame.Elements(a), frame.Elements(b), frame.Elements(c).Bits.ToArray());
            for (var r = 0L; r < rows; r++)
                for (var k = 0L; k < inner; k++)
                    for (var column = 0L; column < columns; column++)
                    {
                        ref var total = ref bits[(r * columns) + column];
                        total = add(x.Bits[(int)((r * inner) + k)], y.Bits[(int)((k * columns) + column)], total);
                    }

            frame[result] = new(new Elements([rows, columns], bits));
        };
    }
}
