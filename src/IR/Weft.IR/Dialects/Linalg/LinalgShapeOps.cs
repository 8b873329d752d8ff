using System;
using System.Linq;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>Puts the dimensions of an array in another order: dimension <c>i</c> of the result is <c>permutation[i]</c> of the input.
/// </summary>
[Op("linalg.transpose")]
[Traits(SingleBlock)]
public sealed partial class LinalgTransposeOp : StructuredOp, INamesValues, IFold
{
    [Attr] public partial Sequence<long> Permutation { get; set; }

    [Operand<TensorOrMemref>] public partial Value Input { get; }

    [Operand<TensorOrMemref>] public partial Value Init { get; }

    [Result<AnyTensor>] public partial ResultRange Result { get; }

    [Region(Blocks = 1)] public partial Region Region { get; }

    public override OperandRange DpsInputs => Operands.Slice(0, 1);

    public override OperandRange DpsInits => Operands.Slice(1, 1);

    public override Sequence<AffineMap> IndexingMaps
    {
        get
        {
            var subscripts = new AffineExpr[Permutation.Count];
            for (var i = 0; i < subscripts.Length; i++) subscripts[(int)Permutation[i]] = AffineExpr.Dim(i);
            return [new(subscripts.Length, 0, new(subscripts)), AffineMap.Identity(subscripts.Length)];
        }
    }

    public override Sequence<IteratorType> IteratorTypes => AllParallel(RankOf(Init));

    // The order that is there.
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) =>
        Input.Type is RankedTensorType && Input.Type == Init.Type && Permutation.Select((to, from) => to == from).All(same => same)
            ? Input : default(FoldResult);

    /// <summary>Makes an operation with its body.</summary>
    public static LinalgTransposeOp Make(Value input, Value init, Sequence<long> permutation)
    {
        var op = new LinalgTransposeOp(permutation, input, init, init.Type is RankedTensorType ? [init.Type] : []);
        StructuredForm.FillIdentityRegion(op.Region, op.Operands, op.Location);
        return op;
    }

    public void SuggestNames(Action<Value, string> suggest)
    {
        foreach (var result in Result) suggest(result, "transposed");
    }

    public static bool Parse(IrParser parser, OperationState state) => StructuredForm.ParseRearrangement(parser, state, "permutation");

    public override void PrintCustom(IrPrinter printer) => PayloadForm.PrintDestinations(printer, this, "permutation", Permutation);

    private bool Verify(DiagnosticBag diagnostics)
    {
        if (!Permutation.OrderBy(i => i).SequenceEqual(Enumerable.Range(0, Permutation.Count).Select(i => (long)i)))
            return Error(diagnostics, "permutation is not valid");
        var (input, init) = (((ShapedType)Input.Type).Shape, ((ShapedType)Init.Type).Shape);
        if (input.Count != init.Count) return Error(diagnostics, $"input rank {input.Count} does not match init rank {init.Count}");
        if (input.Count != Permutation.Count)
            return Error(diagnostics, $"size of permutation {Permutation.Count} does not match the argument rank {input.Count}");
        for (var i = 0; i < init.Count; i++)
            if (input[(int)Permutation[i]] is var extent && extent != init[i])
                return Error(diagnostics, $"dim(result, {i}) = {init[i]} doesn't match dim(input, permutation[{i}]) = {extent}");
        return true;
    }
}

/// <summary>Repeats an array along new dimensions.</summary>
[Op("linalg.broadcast")]
[Traits(SingleBlock)]
public sealed partial class LinalgBroadcastOp : StructuredOp, INamesValues
{
    [Attr] public partial Sequence<long> Dimensions { get; set; }

    [Operand<TensorOrMemref>] public partial Value Input { get; }

    [Operand<TensorOrMemref>] public partial Value Init { get; }

    [Result<AnyTensor>] public partial ResultRange Result { get; }

    [Region(Blocks = 1)] public partial Region Region { get; }

    public override OperandRange DpsInputs => Operands.Slice(0, 1);

    public override OperandRange DpsInits => Operands.Slice(1, 1);

    public override Sequence<AffineMap> IndexingMaps =>
        [IdentityWithout(RankOf(Init), Dimensions), AffineMap.Identity(RankOf(Init))];

    /// <summary>Makes an operation with its body.</summary>
    public static LinalgBroadcastOp Make(Value input, Value init, Sequence<long> dimensions)
    {
        var op = new LinalgBroadcastOp(dimensions, input, init, init.Type is RankedTensorType ? [init.Type] : []);
        StructuredForm.FillIdentityRegion(op.Region, op.Operands, op.Location);
        return op;
    }

    public override Sequence<IteratorType> IteratorTypes => AllParallel(RankOf(Init));

    public void SuggestNames(Action<Value, string> suggest)
    {
        foreach (var result in Result) suggest(result, "broadcasted");
    }

    public static bool Parse(IrParser parser, OperationState state) => StructuredForm.ParseRearrangement(parser, state, "dimensions");

    public override void PrintCustom(IrPrinter printer) => PayloadForm.PrintDestinations(printer, this, "dimensions", Dimensions);

    private bool Verify(DiagnosticBag diagnostics)
    {
        var (input, init) = (((ShapedType)Input.Type).Shape, ((ShapedType)Init.Type).Shape);
        if (input.Count + Dimensions.Count != init.Count)
            return Error(
                diagnostics,
                $"input rank plus added dimensions does not match init rank. input rank: {input.Count}, "
                + $"dimensions size: {Dimensions.Count}, "
                    + $"init rank: {init.Count}");
        for (var i = 0; i < Dimensions.Count; i++)
            if (Dimensions[i] < 0 || Dimensions[i] >= init.Count)
                return Error(diagnostics, $"dimension {i} is out of range. expected range: [0, {init.Count - 1}], got: {Dimensions[i]}");
        var next = 0;
        for (var i = 0; i < init.Count; i++)
        {
            if (Dimensions.Contains(i)) continue;
            if (next < input.Count && input[next] != init[i])
                return Error(diagnostics, $"input dim {next} should match init dim {i}. input: {input[next]}, init: {init[i]}");
            next++;
        }

        return true;
    }
}
