using System;
using System.Linq;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>Applies a function to the elements of arrays of one shape.</summary>
[Op("linalg.map")]
[Traits(SingleBlock)]
public sealed partial class MapOp : StructuredOp, INamesValues
{
    [Operand<TensorOrMemref>] public partial OperandRange Inputs { get; }

    [Operand<TensorOrMemref>] public partial Value Init { get; }

    [Result<AnyTensor>] public partial ResultRange Result { get; }

    [Region(Blocks = 1)] public partial Region Mapper { get; }

    public override OperandRange DpsInputs => Inputs;

    public override OperandRange DpsInits => Operands.Slice(Inputs.Count, 1);

    /// <summary>The body computes without the elements that the destination has.</summary>
    public override OperandRange BodyOperands => Inputs;

    public override Sequence<AffineMap> IndexingMaps
    {
        get
        {
            var map = AffineMap.Identity(RankOf(Init));
            return new([.. Operands.Select(_ => map)]);
        }
    }

    public override Sequence<IteratorType> IteratorTypes => AllParallel(RankOf(Init));

    public void SuggestNames(Action<Value, string> suggest)
    {
        foreach (var result in Result) suggest(result, "mapped");
        if (Mapper.IsEmpty) return;
        foreach (var argument in Mapper.Entry.Arguments) suggest(argument, "in");
    }

    public static bool Parse(IrParser parser, OperationState state)
    {
        if (!PayloadForm.ParseMap(parser, state)) return false;
        StructuredForm.AddTensorResults(state, state.Operands.Count - 1);
        return true;
    }

    public override void PrintCustom(IrPrinter printer) => PayloadForm.PrintMap(printer, this);

    private bool Verify(DiagnosticBag diagnostics)
    {
        var arguments = Mapper.Entry.Arguments;
        if (Inputs.Count != arguments.Count)
            return Error(
                diagnostics, $"expects number of operands to match the arity of mapper, but got: {Inputs.Count} and {arguments.Count}");
        for (var i = 0; i < arguments.Count; i++)
            if (arguments[i].Type != TypeRules.ElementOf(Inputs[i].Type))
                return Error(
                    diagnostics,
                    $"expected element type of input '{TypeRules.ElementOf(Inputs[i].Type)}' to match bbArg type '{arguments[i].Type}'");
        var shape = ((ShapedType)Init.Type).Shape;
        foreach (var type in Inputs.Types.Cast<ShapedType>())
            if (type.Shape != shape)
                return Error(
                    diagnostics,
                    $"expected shape of input ({string.Join(", ", type.Shape)}) to match shape of output ({string.Join(", ", shape)})");
        return true;
    }
}

/// <summary>Reduces arrays along some dimensions. The body joins an element with what was joined so far.</summary>
[Op("linalg.reduce")]
[Traits(SingleBlock, SameVariadicOperandSize)]
public sealed partial class LinalgReduceOp : StructuredOp, INamesValues
{
    [Attr(Summary = "i64 dense array attribute should be in increasing order", Test = nameof(IsIncreasing))]
    public partial Sequence<long> Dimensions { get; set; }

    [Operand<TensorOrMemref>] public partial OperandRange Inputs { get; }

    [Operand<TensorOrMemref>] public partial OperandRange Inits { get; }

    [Result<AnyTensor>] public partial ResultRange Values { get; }

    [Region(Blocks = 1)] public partial Region Combiner { get; }

    public override OperandRange DpsInputs => Inputs;

    public override OperandRange DpsInits => Inits;

    public override Sequence<AffineMap> IndexingMaps
    {
        get
        {
            var rank = RankOf(Inputs[0]);
            var (element, reduced) = (AffineMap.Identity(rank), IdentityWithout(rank, Dimensions));
            return new([.. Inputs.Select(_ => element), .. Inits.Select(_ => reduced)]);
        }
    }

    public override Sequence<IteratorType> IteratorTypes => new(
        [.. Enumerable.Range(0, RankOf(Inputs[0])).Select(i => Dimensions.Contains(i) ? IteratorType.Reduction : IteratorType.Parallel)]);

    public void SuggestNames(Action<Value, string> suggest)
    {
        if (Values.Count > 0) suggest(Values[0], "reduced");
        if (Combiner.IsEmpty) return;
        foreach (var argument in Combiner.Entry.Arguments) suggest(argument, argument.Index < Inputs.Count ? "in" : "init");
    }

    public static bool Parse(IrParser parser, OperationState state)
    {
        if (!PayloadForm.ParseReduce(parser, state)) return false;
        StructuredForm.AddTensorResults(state, state.Operands.Count / 2);
        return true;
    }

    public override void PrintCustom(IrPrinter printer) => PayloadForm.PrintReduce(printer, this);

    private static bool IsIncreasing(Attribute attribute)
    {
        var values = ((DenseArrayAttr)attribute).Values;
        for (var i = 1; i < values.Count; i++)
            if (values[i] <= values[i - 1])
                return false;
        return true;
    }

    private bool Verify(DiagnosticBag diagnostics) => ReduceVerifier.Verify(this, diagnostics);
}
