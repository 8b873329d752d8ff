using System;
using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>Runs one of two regions, depending on whether the operands are a point of an integer set, and gives its values.</summary>
[Op("affine.if")]
[Traits(SingleBlock, RecursivelySpeculatable, RecursiveMemoryEffects, NoRegionArguments)]
[ImplicitTerminator<AffineYieldOp>]
public sealed partial class AffineIfOp : Operation, IVerifyRegions, IRegionBranch, IFold
{
    // MLIR keeps the set among the attributes that are not part of the definition.
    private const string ConditionName = "condition";

    [Operand<AnyType>] public partial OperandRange MapOperands { get; }

    [Result<AnyType>(Name = "results")] public partial ResultRange Values { get; }

    [Region(Blocks = 1)] public partial Region ThenRegion { get; }

    [Region] public partial Region ElseRegion { get; }

    public bool HasElse => !ElseRegion.IsEmpty;

    public IntegerSet Set => ((IntegerSetAttr)Attribute(ConditionName)!).Set;

    /// <summary>The left sides of the set's rows, and the values of its inputs.</summary>
    public AffineValueMap ValueMap => new(Set.Map, Operands);

    public IEnumerable<RegionSuccessor> EntrySuccessors(IReadOnlyList<Attribute?> constants) =>
        [RegionSuccessor.Into(ThenRegion), HasElse ? RegionSuccessor.Into(ElseRegion) : RegionSuccessor.Behind(this)];

    public IEnumerable<RegionSuccessor> ExitSuccessors(Region from) => [RegionSuccessor.Behind(this)];

    public OperandRange EntryOperands(Region? to) => default;

    /// <summary>Makes an operation with empty regions.</summary>
    public static AffineIfOp On(IntegerSet set, IReadOnlyList<Value> operands, params IReadOnlyList<IrType> types)
    {
        var op = new AffineIfOp(operands, types);
        op.SetAttribute(ConditionName, new IntegerSetAttr(set));
        return op;
    }

    public void SetCondition(IntegerSet set, Sequence<Value> operands)
    {
        SetAttribute(ConditionName, new IntegerSetAttr(set));
        SetOperands(operands.Span);
    }

    // #set(%i)[%n] -> (f32) { ... } else { ... }
    public static bool Parse(IrParser parser, OperationState state)
    {
        var start = parser.Tokens.Current.Start;
        if (parser.Attributes.Parse() is not { } attribute) return false;
        if (attribute is not IntegerSetAttr { Set: var set })
            return parser.Tokens.ErrorAt(start, "invalid kind of attribute specified");
        state.SetAttribute(ConditionName, attribute);
        if (AffineForms.ParseDimsAndSymbols(parser, state) is not { } dims) return false;
        if (set.DimCount != dims) return parser.ErrorAtName(state, "dim operand count and integer set dim count must match");
        if (set.InputCount != state.Operands.Count)
            return parser.ErrorAtName(state, "symbol operand count and integer set symbol count must match");
        var (then, otherwise) = (state.AddRegion(), state.AddRegion());
        return ScfForms.ParseResultTypes(parser, state) && parser.ParseRegion(then, state.Info)
            && (!parser.Tokens.AcceptWord("else") || parser.ParseRegion(otherwise, state.Info)) && parser.ParseOptionalAttrDict(state);
    }

    public override void PrintCustom(IrPrinter printer)
    {
        printer.Space().Attribute(Attribute(ConditionName)!);
        AffineForms.DimsAndSymbols(printer, Set.DimCount, Operands);
        if (Values.Count > 0)
        {
            printer.Text(" -> ");
            printer.ResultTypes([.. Values.Types]);
        }

        printer.Space().Region(ThenRegion, entryArguments: false, terminators: Values.Count > 0);
        if (HasElse) printer.Text(" else ").Region(ElseRegion, entryArguments: false, terminators: Values.Count > 0);
        printer.AttrDict(this, ConditionName);
    }

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => AffineFolds.FoldCondition(this) ? FoldResult.InPlace : default;

    private bool Verify(DiagnosticBag diagnostics)
    {
        if (Attribute(ConditionName) is not IntegerSetAttr)
            return Error(diagnostics, "requires an integer set attribute named 'condition'");
        if (OperandSlots.Length != Set.InputCount)
            return Error(diagnostics, "operand count and condition integer set dimension and symbol count must match");
        return AffineRules.VerifyInputs(this, Set.DimCount, Operands, diagnostics);
    }

    public bool VerifyRegions(DiagnosticBag diagnostics) => HasElse
        || new RegionEdge(RegionEdge.Parent, RegionEdge.Parent, [], Values.Types.ToArray()).Verify(this, diagnostics);
}
