using System;
using System.Linq;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>An operation that <c>vector.mask</c> can limit to some of its elements.</summary>
public interface IMaskable
{
    /// <summary>One truth value for each element that the operation works on.</summary>
    VectorType ExpectedMaskType { get; }

    /// <summary>Whether the masked-off elements of the result may be given.</summary>
    bool SupportsPassthru { get; }
}

/// <summary>True in a box that begins at the first element, false elsewhere; the box's extents are operands. An extent below zero means
/// zero, one beyond the dimension all of it.</summary>
[Op("vector.create_mask", Format = "$operands attr-dict `:` type(results)")]
[Traits(Pure)]
public sealed partial class CreateMaskOp : Operation
{
    [Operand<Index>(Name = "operands")] public partial OperandRange Sizes { get; }

    [Result<VectorOfAnyRankOfBool>] public partial OpResult Result { get; }

    private bool Verify(DiagnosticBag diagnostics)
    {
        var rank = ((VectorType)Result.Type).Rank;
        if (rank == 0) return Sizes.Count == 1 || Error(diagnostics, "must specify exactly one operand for 0-D create_mask");
        return Sizes.Count == rank || Error(diagnostics, "must specify an operand for each result vector dimension");
    }
}

/// <summary>True in a box that begins at the first element, false elsewhere; the box's extents are known.</summary>
[Op("vector.constant_mask", Format = "$mask_dim_sizes attr-dict `:` type(results)")]
[Traits(Pure)]
public sealed partial class ConstantMaskOp : Operation
{
    [Attr(Name = "mask_dim_sizes", Test = nameof(AttributeRules.IsI64Array), Summary = "64-bit integer array attribute")]
    public partial ArrayAttr MaskDimSizes { get; set; }

    [Result<VectorOfAnyRankOfBool>] public partial OpResult Result { get; }

    private bool Verify(DiagnosticBag diagnostics)
    {
        var (type, sizes) = ((VectorType)Result.Type, MaskDimSizes.Int64s);
        if (type.Rank == 0)
        {
            if (sizes.Count != 1) return ErrorAsIs(diagnostics, "array attr must have length 1 for 0-D vectors");
            return sizes[0] is 0 or 1 || ErrorAsIs(diagnostics, "mask dim size must be either 0 or 1 for 0-D vectors");
        }

        if (sizes.Count != type.Rank) return Error(diagnostics, "must specify array attr of size equal vector result rank");
        for (var i = 0; i < sizes.Count; i++)
        {
            if (sizes[i] < 0 || sizes[i] > type.Shape[i])
                return Error(diagnostics, "array attr of size out of bounds of vector result dimension size");
            if (type.IsScalable(i) && sizes[i] != 0 && sizes[i] != type.Shape[i])
                return Error(diagnostics, "only supports 'none set' or 'all set' scalable dimensions");
        }

        return !sizes.Contains(0) || sizes.All(s => s == 0)
            || Error(diagnostics, "expected all mask dim sizes to be zeros, as a result of conjunction with zero mask dim");
    }
}

/// <summary>Runs an operation for those elements for which the mask is true. Results for the others are those of the passthru, or
/// undefined; reductions leave them out.</summary>
[Op("vector.mask")]
[Traits(SingleBlock, RecursiveMemoryEffects, NoRegionArguments)]
[ImplicitTerminator<VectorYieldOp>]
public sealed partial class MaskOp : Operation, IFold
{
    [Operand<VectorOfBool>] public partial Value Mask { get; }

    [Operand<AnyType>] public partial Value? Passthru { get; }

    [Result<AnyType>(Name = "results")] public partial ResultRange Values { get; }

    [Region(Blocks = 1)] public partial Region MaskRegion { get; }

    /// <summary>The operation that is limited; null when there is none.</summary>
    public Operation? Masked => MaskRegion.Entry.First is VectorYieldOp ? null : MaskRegion.Entry.First;

    // mask(true) { x = op } -> x = op
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants)
    {
        if (Masked is not { } masked || VectorMasks.Uniform(Mask) != true) return default;
        MaskRegion.Entry.Last!.SetOperands();
        masked.MoveBefore(this);
        return Values.Count == 0 ? FoldResult.InPlace : FoldResult.All([.. masked.ResultList.Select(r => (FoldResult)r)]);
    }

    public static bool Parse(IrParser parser, OperationState state)
    {
        var region = state.AddRegion();
        if (parser.Operands.Parse() is not { } mask) return false;
        UnresolvedOperand? passthru = null;
        if (parser.Tokens.Accept(TokenKind.Comma) && (passthru = parser.Operands.Parse()) is null) return false;
        if (!parser.ParseRegion(region, state.Info)) return false;
        YieldResults(region.Entry, state.Location);
        if (!parser.ParseOptionalAttrDict(state) || !parser.Tokens.Expect(TokenKind.Colon, "expected ':'")
            || parser.Types.Parse() is not { } maskType)
            return false;
        if (parser.Tokens.Accept(TokenKind.Arrow))
        {
            if (parser.Types.ParseFunctionResults() is not { } results) return false;
            state.ResultTypes.AddRange(results);
        }

        return parser.Operands.Resolve(mask, maskType, state.Operands)
            && (passthru is null || state.ResultTypes.Count == 0
                || parser.Operands.Resolve(passthru, state.ResultTypes[0], state.Operands));
    }

    // A single operation without a terminator gives its results.
    private static void YieldResults(Block block, Location location)
    {
        if (block.Terminator is null && block.First is { } only && block.Last == only)
            block.Append(new VectorYieldOp(only.ResultList) { Location = location });
    }

    public override void PrintCustom(IrPrinter printer)
    {
        printer.Space();
        printer.Values(Operands);
        printer.Text(" { ");
        if (MaskRegion.Entry.First is { } only) printer.OpWithoutResults(only);
        printer.Text(" }");
        printer.AttrDict(this);
        printer.Text(" : ");
        printer.Type(Mask.Type);
        if (Values.Count == 0) return;
        printer.Text(" -> ");
        printer.Types(Values.Types);
    }

    private bool Verify(DiagnosticBag diagnostics)
    {
        var block = MaskRegion.Entry;
        if (block.Ops.Skip(2).Any()) return Error(diagnostics, "expects only one operation to mask");
        if (block.Last is not VectorYieldOp yield) return Error(diagnostics, "expects a terminator within the mask region");
        if (yield.Values.Count != Values.Count)
            return Error(diagnostics, "expects number of results to match mask region yielded values");
        if (Masked is not { } masked) return true;
        // Of other operations MLIR asks nothing.
        if (masked is not IMaskable maskable) return true;
        if (masked.Results.Length != Values.Count)
            return Error(diagnostics, "expects number of results to match maskable operation number of results");
        if (!masked.ResultList.Select(r => r.Type).SequenceEqual(Values.Types))
            return Error(diagnostics, "expects result type to match maskable operation result type");
        if (Values.Types.Count(t => t is VectorType) > 1) return Error(diagnostics, "multiple vector results not supported");
        if (Mask.Type != maskable.ExpectedMaskType)
            return Error(diagnostics, $"expects a '{maskable.ExpectedMaskType}' mask for the maskable operation");
        if (Passthru is null) return true;
        if (!maskable.SupportsPassthru) return Error(diagnostics, "doesn't expect a passthru argument for this maskable operation");
        if (masked.Results.Length != 1) return Error(diagnostics, "expects result when passthru argument is provided");
        return Passthru.Type == masked.Results[0].Type || Error(diagnostics, "expects passthru type to match result type");
    }
}

/// <summary>Gives the values of a region of the dialect's operations.</summary>
[Op("vector.yield", Format = "attr-dict ($operands^ `:` type($operands))?")]
[Traits(Pure, ReturnLike, IsTerminator)]
public sealed partial class VectorYieldOp : Operation
{
    [Operand<AnyType>(Name = "operands")] public partial OperandRange Values { get; }

    public VectorYieldOp() : this([]) { }
}
