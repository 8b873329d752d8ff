using System;
using System.Linq;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>
/// Any structured computation: maps from the loops to the operands' elements, the kind of each loop, and a body that computes the new
/// elements of the outputs from the elements of all operands.
/// </summary>
[Op("linalg.generic")]
[Traits(SingleBlock, AttrSizedOperandSegments)]
public sealed partial class GenericOp : StructuredOp, INamesValues, IFold
{
    internal static readonly NamedOpAttribute[] Declared =
    [
        new("indexing_maps", "AffineMap array attribute", AttributeRules.IsAffineMapArray, value => value is ArrayAttr),
        new("iterator_types", "Iterator type should be an enum.", IsIteratorArray, value => value is ArrayAttr),
        new("doc", "string attribute", value => value is StringAttr, value => value is StringAttr),
        new("library_call", "string attribute", value => value is StringAttr, value => value is StringAttr),
    ];

    [Attr(Name = "indexing_maps", Summary = "AffineMap array attribute", Test = nameof(AttributeRules.IsAffineMapArray))]
    public partial ArrayAttr IndexingMapsAttr { get; set; }

    [Attr(Name = "iterator_types", Summary = "Iterator type should be an enum.", Test = nameof(IsIteratorArray))]
    public partial ArrayAttr IteratorTypesAttr { get; set; }

    [Attr] public partial string? Doc { get; set; }

    [Attr(Name = "library_call")] public partial string? LibraryCall { get; set; }

    [Operand<AnyType>] public partial OperandRange Inputs { get; }

    [Operand<AnyShaped>] public partial OperandRange Outputs { get; }

    [Result<AnyRankedTensor>(Name = "result_tensors")] public partial ResultRange ResultTensors { get; }

    [Region] public partial Region Region { get; }

    public override OperandRange DpsInputs => Inputs;

    public override OperandRange DpsInits => Outputs;

    public override Sequence<AffineMap> IndexingMaps => IndexingMapsAttr.Elements.Select(map => ((AffineMapAttr)map).Map);

    public override Sequence<IteratorType> IteratorTypes => IteratorTypesAttr.Elements.Select(type => (IteratorType)IrEnums.ValueOf(type));

    /// <summary>Makes an operation with an empty region. It gives a result for each output that is a tensor.</summary>
    public static GenericOp Make(
        System.Collections.Generic.IReadOnlyList<Value> inputs, System.Collections.Generic.IReadOnlyList<Value> outputs,
        Sequence<AffineMap> maps, Sequence<IteratorType> iterators) =>
        new(
            new ArrayAttr(maps.Select<Attribute>(map => new AffineMapAttr(map))),
            new ArrayAttr(iterators.Select(type => type.ToAttribute())), inputs, outputs,
            [.. outputs.Select(output => output.Type).Where(type => type is RankedTensorType)]);

    public void SuggestNames(Action<Value, string> suggest)
    {
        if (Region.IsEmpty) return;
        foreach (var argument in Region.Entry.Arguments) suggest(argument, argument.Index < Inputs.Count ? "in" : "out");
    }

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => MemRefCastFolding.SkipCasts(this);

    public static bool Parse(IrParser parser, OperationState state) => LinalgGenericForm.Parse(parser, state);

    public override void PrintCustom(IrPrinter printer) => LinalgGenericForm.Print(printer, this);

    private static bool IsIteratorArray(Attribute attribute) => attribute is ArrayAttr array
        && array.Elements.All(element => element is EnumAttr { Keywords: var keywords } && keywords == IteratorTypeKeywords.Keywords);
}

/// <summary>Ends the body of a structured operation and gives the new elements of its outputs.</summary>
[Op("linalg.yield")]
[Traits(Pure, ReturnLike, IsTerminator)]
public sealed partial class LinalgYieldOp : Operation
{
    [Operand<AnyType>] public partial OperandRange Values { get; }

    public static bool Parse(IrParser parser, OperationState state)
    {
        var start = parser.Tokens.Current.Start;
        var operands = new List<UnresolvedOperand>();
        if (!parser.Operands.ParseList(operands) || !parser.ParseOptionalAttrDict(state)) return false;
        if (operands.Count == 0) return true;
        return parser.Tokens.Expect(TokenKind.Colon, "expected ':'") && parser.Types.ParseList() is { } types
            && parser.Operands.Resolve(operands, types, state.Operands, start);
    }

    public override void PrintCustom(IrPrinter printer)
    {
        if (Values.Count > 0)
        {
            printer.Space();
            printer.Values(Values);
        }

        printer.AttrDict(this);
        if (Values.Count == 0) return;
        printer.Text(" : ");
        printer.Types(Values.Types);
    }

    private bool Verify(DiagnosticBag diagnostics)
    {
        if (ParentOp is { Regions: not [{ IsEmpty: false }] }) return Error(diagnostics, "expected single non-empty parent region");
        if (ParentOp is not IStructuredOp op) return Error(diagnostics, "expected parent op with LinalgOp interface");
        if (Values.Count != op.DpsInits.Count)
            return Error(
                diagnostics,
                $"expected number of yield values ({Values.Count}) to match the number of inits / outs operands of the enclosing LinalgOp "
                    + $"({op.DpsInits.Count})");
        for (var i = 0; i < Values.Count; i++)
        {
            var element = StructuredOpVerifier.ElementOf(op.DpsInits[i].Type);
            if (Values[i].Type != element)
                return Error(
                    diagnostics,
                    $"type of yield operand {i + 1} ('{Values[i].Type}') doesn't match the element type of the enclosing linalg.generic op "
                        + $"('{element}')");
        }

        return true;
    }
}

/// <summary>The variable of one loop of the enclosing structured operation.</summary>
[Op("linalg.index", Format = "$dim attr-dict `:` type($result)")]
[Traits(Pure)]
public sealed partial class LinalgIndexOp : Operation
{
    [Attr(Summary = "64-bit signless integer attribute whose minimum value is 0", Test = nameof(AttributeRules.IsNonNegative))]
    public partial long Dim { get; set; }

    [Result<Index>] public partial OpResult Result { get; }

    private bool Verify(DiagnosticBag diagnostics)
    {
        if (ParentOp is not IStructuredOp op) return Error(diagnostics, "expected parent op with LinalgOp interface");
        return Dim < op.LoopCount
            || Error(
                diagnostics,
                $"expected dim ({Dim}) to be lower than the number of loops ({op.LoopCount}) of the enclosing LinalgOp");
    }
}
