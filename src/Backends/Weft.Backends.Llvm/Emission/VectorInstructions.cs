using Weft.IR;

namespace Weft.Backends.Llvm;

/// <summary>What makes whole vectors, and what moves all of their elements about.</summary>
internal static class VectorInstructions
{
    public static void Broadcast(FunctionEmitter to, Operation op)
    {
        var (source, target) = (Lanes.Of(op.Operands[0].Type), Lanes.Of(op.Results[0].Type));
        var leading = target.Rank - source.Rank;
        to.Bind(op.Results[0], FlatVector.Shuffle(to, op, op.Operands[0], source.From(
            target, p => [.. source.Shape.Select((extent, d) => extent == 1 ? 0 : p[leading + d])])));
    }

    public static void Reinterpret(FunctionEmitter to, Operation op)
    {
        var (from, into) = (to.TypeOf(op.Operands[0], op), to.TypeOf(op.Results[0], op));
        to.Bind(op.Results[0], from == into ? to[op.Operands[0]] : to.Assign($"bitcast {from} {to[op.Operands[0]]} to {into}"));
    }

    public static void Transpose(FunctionEmitter to, Operation op)
    {
        var transpose = (VectorTransposeOp)op;
        var (source, target) = (Lanes.Of(transpose.Vector.Type), Lanes.Of(transpose.Result.Type));
        to.Bind(transpose.Result, FlatVector.Shuffle(to, op, transpose.Vector, source.From(target, p =>
        {
            var position = new long[p.Length];
            for (var d = 0; d < p.Length; d++) position[transpose.Permutation[d]] = p[d];
            return position;
        })));
    }

    // Matrices of these lie column by column.
    public static void FlatTranspose(FunctionEmitter to, Operation op)
    {
        var transpose = (FlatTransposeOp)op;
        var (source, target) = (new Lanes([transpose.Columns, transpose.Rows]), new Lanes([transpose.Rows, transpose.Columns]));
        to.Bind(transpose.Res, FlatVector.Shuffle(to, op, transpose.Matrix, source.From(target, p => [p[1], p[0]])));
    }

    public static void ShuffleSlices(FunctionEmitter to, Operation op)
    {
        var shuffle = (VectorShuffleOp)op;
        var (first, second) = (Lanes.Of(shuffle.V1.Type), Lanes.Of(shuffle.V2.Type));
        var slice = first.Rank == 0 ? 1 : (int)first.Stride(0);
        var lanes = shuffle.Mask.Int64s.SelectMany(s => Enumerable.Range((int)s * slice, slice)).ToList();
        var element = to.TypeOf(TypeRules.ElementOf(shuffle.V1.Type), op);
        to.Bind(shuffle.Vector, FlatVector.Join(to, element, (to[shuffle.V1], first.Count), (to[shuffle.V2], second.Count), lanes));
    }

    public static void Interleave(FunctionEmitter to, Operation op)
    {
        var interleave = (InterleaveOp)op;
        var source = Lanes.Of(interleave.Lhs.Type);
        var lanes = Enumerable.Range(0, source.Count).SelectMany(lane => new[] { lane, source.Count + lane }).ToList();
        var element = to.TypeOf(TypeRules.ElementOf(interleave.Lhs.Type), op);
        var (even, odd) = ((to[interleave.Lhs], source.Count), (to[interleave.Rhs], source.Count));
        to.Bind(interleave.Result, FlatVector.Join(to, element, even, odd, lanes));
    }

    public static void Deinterleave(FunctionEmitter to, Operation op)
    {
        var half = Lanes.Of(op.Results[0].Type).Count;
        for (var i = 0; i < 2; i++)
        {
            var lanes = Enumerable.Range(0, half).Select(lane => (2 * lane) + i).ToList();
            to.Bind(op.Results[i], FlatVector.Shuffle(to, op, op.Operands[0], lanes));
        }
    }

    public static void FromElements(FunctionEmitter to, Operation op)
    {
        var (type, element) = (to.TypeOf(op.Results[0], op), to.TypeOf(op.Operands[0], op));
        var vector = "poison";
        for (var i = 0; i < op.Operands.Count; i++)
            vector = to.Assign($"insertelement {type} {vector}, {element} {to[op.Operands[i]]}, i64 {i}");
        to.Bind(op.Results[0], vector);
    }

    public static void Step(FunctionEmitter to, Operation op) =>
        to.Bind(op.Results[0], FlatVector.Numbers("i64", Enumerable.Range(0, Lanes.Of(op.Results[0].Type).Count).Select(i => (long)i)));
}
