using System;
using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;

namespace Weft.IR;

/// <summary>A structured operation of <see cref="NamedOpTable"/>.</summary>
public sealed class NamedStructuredOp : StructuredOp, IFold
{
    /// <summary>Where an operation keeps its maps, as in mlir-opt.</summary>
    public const string MemoizedMaps = "linalg.memoized_indexing_maps";

    // Inputs and outputs.
    private const int Groups = 2;

    private static readonly AnyShaped Shaped = new();
    private static readonly AnyRankedTensor RankedTensor = new();

    internal NamedStructuredOp(OperationState state, NamedOpDefinition definition) : base(state)
    {
        Definition = definition;
        CompleteSegments(definition.Attributes.Length, Groups);
        if (definition.IsElementwise || Attribute(MemoizedMaps) is not null || FirstBadAttribute() is not null) return;
        SetAttribute(MemoizedMaps, new ArrayAttr(ComputeMaps().Select<Attribute>(map => new AffineMapAttr(map))));
    }

    public NamedOpDefinition Definition { get; }

    public override OperandRange DpsInputs => Range(0);

    public override OperandRange DpsInits => Range(1);

    public override Sequence<AffineMap> IndexingMaps =>
        !Definition.IsElementwise && Attribute(MemoizedMaps) is ArrayAttr { Elements: var maps } && maps.All(map => map is AffineMapAttr)
            ? maps.Select(map => ((AffineMapAttr)map).Map)
            : ComputeMaps();

    public override Sequence<IteratorType> IteratorTypes =>
        Definition.IsElementwise ? AllParallel(RankOf(DpsInits[0])) : Definition.IteratorTypes;

    /// <summary>Makes an operation with its body. It gives a result where the destination is a tensor.</summary>
    /// <param name="windows">The strides and dilations of windows, in turn, where not all of them are 1.</param>
    public static NamedStructuredOp Make(
        NamedOpDefinition definition, IReadOnlyList<Value> inputs, Value init, IReadOnlyList<long>? windows = null)
    {
        var state = new OperationState(definition.Info, Location.Unknown);
        state.Operands.AddRange(inputs);
        state.Operands.Add(init);
        state.SetAttribute(SegmentSizes.OfOperands, DenseArrayAttr.I32(inputs.Count, 1));
        if (init.Type is RankedTensorType) state.ResultTypes.Add(init.Type);
        for (var i = 0; i < 2 && windows is not null; i++)
            state.SetAttribute(definition.Attributes[i].Name, Numbers([.. windows.Where((_, at) => at % 2 == i)]));
        ScalarBody.AddTo(state, definition);
        return (NamedStructuredOp)state.Build();
    }

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => MemRefCastFolding.SkipCasts(this);

    public override void PrintCustom(IrPrinter printer) => StructuredForm.PrintNamed(printer, this);

    public override bool VerifyInvariants(DiagnosticBag diagnostics) =>
        TraitVerifier.Regions(this, 1, false, diagnostics)
        && TraitVerifier.Successors(this, 0, false, diagnostics)
        && TraitVerifier.SingleBlock(this, diagnostics)
        && TraitVerifier.Segments(this, "operand", Definition.Attributes.Length, OperandSlots.Length, diagnostics)
        && (FirstBadAttribute() is not { } bad || Error(diagnostics, StructuredForm.Refusal(bad.Name, bad.Summary)))
        && VerifyTypes(diagnostics);

    public override bool VerifyRegions(DiagnosticBag diagnostics)
    {
        if (Name != "linalg.fill") return base.VerifyRegions(diagnostics);
        if (DpsInputs.Count != 1 || DpsInits.Count != 1) return ErrorAsIs(diagnostics, "expected op with 1 input and 1 output");
        return DpsInputs[0].Type is not (MemRefType or RankedTensorType)
            ? base.VerifyRegions(diagnostics) : ErrorAsIs(diagnostics, "expected op with scalar input");
    }

    private static DenseElementsAttr Numbers(IReadOnlyList<long> numbers) => DenseElementsAttr.Of(
        new RankedTensorType([numbers.Count], IntegerType.I64), i => IntegerAttr.I64(numbers[(int)i]))!;

    private OperandRange Range(int group) => Operands.Slice(
        Segment(Definition.Attributes.Length, group).Start, Segment(Definition.Attributes.Length, group).Count);

    private NamedOpAttribute? FirstBadAttribute() =>
        Definition.Attributes.FirstOrDefault(attribute => Attribute(attribute.Name) is { } value && !attribute.Accepts(value));

    private bool VerifyTypes(DiagnosticBag diagnostics)
    {
        for (var i = DpsInits.Start; i < OperandSlots.Length; i++)
            if (!TraitVerifier.VariadicType(this, "operand", i, Operands[i].Type, Shaped, diagnostics))
                return false;
        for (var i = 0; i < Results.Length; i++)
            if (!TraitVerifier.VariadicType(this, "result", i, Results[i].Type, RankedTensor, diagnostics))
                return false;
        return true;
    }

    private Sequence<AffineMap> ComputeMaps()
    {
        if (!Definition.IsElementwise) return Definition.IndexingMaps(Window("strides"), Window("dilations"));
        var rank = RankOf(DpsInits[0]);
        var (scalar, element) = (new AffineMap(rank, 0, []), AffineMap.Identity(rank));
        return new([.. Operands.Select(operand => RankOf(operand) == 0 ? scalar : element)]);
    }

    private IReadOnlyList<long> Window(string name) =>
        NamedOpAttribute.Numbers(Attribute(name)) ?? [.. Enumerable.Repeat(1L, Definition.Windows)];
}
