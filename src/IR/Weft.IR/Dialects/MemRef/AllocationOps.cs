using System;
using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>Makes memory. One operand per extent that the type leaves open, one symbol per unknown of its layout.</summary>
[OpFamily("`(` $dynamicSizes `)` (`` `[` $symbolOperands^ `]`)? attr-dict `:` type($memref)")]
[Traits(AttrSizedOperandSegments)]
public abstract class AllocationOp : Operation, IHasValueEffects, INamesValues
{
    protected AllocationOp(OperationState state) : base(state) { }

    protected AllocationOp(OpInfo info, OpParts parts) : base(info, parts) { }

    public MemoryEffects Effects => MemoryEffects.Allocate;

    public IReadOnlyList<MemoryEffect> ValueEffects => [new(MemoryEffects.Allocate, Memref)];

    [Attr(Summary = "64-bit signless integer attribute whose minimum value is 0", Test = nameof(AttributeRules.IsNonNegative))]
    public long? Alignment
    {
        get => ((IntegerAttr?)Property(0))?.Int64;
        set => SetProperty(0, value is { } bytes ? IntegerAttr.I64(bytes) : null);
    }

    [Operand<Index>] public OperandRange DynamicSizes => Operands.Slice(Segment(1, 0).Start, Segment(1, 0).Count);

    [Operand<Index>] public OperandRange SymbolOperands => Operands.Slice(Segment(1, 1).Start, Segment(1, 1).Count);

    [Result<AnyMemRef>] public OpResult Memref => Results[0];

    public void SuggestNames(Action<Value, string> suggest) => suggest(Memref, Name.Substring("memref.".Length));

    /// <summary>The operand that gives a dimension its extent; null where the type does.</summary>
    public Value? SizeOf(int dimension)
    {
        var shape = ((MemRefType)Memref.Type).Shape;
        return shape[dimension] == ShapedType.Dynamic ? DynamicSizes[shape.Take(dimension).Count(d => d == ShapedType.Dynamic)] : null;
    }

    private protected bool Verify(DiagnosticBag diagnostics)
    {
        var type = (MemRefType)Memref.Type;
        // An operation that stands alone is being built.
        if (this is AllocaOp { ParentOp: not null, AllocationScope: null })
            return Error(diagnostics, "requires an ancestor op with AutomaticAllocationScope trait");
        if (DynamicSizes.Count != type.DynamicCount)
            return Error(diagnostics, "dimension operand count does not equal memref dynamic dimension count");
        var symbols = type.LayoutMap?.SymbolCount ?? 0;
        return SymbolOperands.Count == symbols
            || Error(
                diagnostics,
                $"symbol operand count does not equal memref symbol count: expected {symbols}, got {SymbolOperands.Count}");
    }
}

/// <summary>Memory that lives until <c>memref.dealloc</c>.</summary>
[Op("memref.alloc")]
public sealed partial class AllocOp : AllocationOp;

/// <summary>Memory that lives until the enclosing allocation scope (a function, a loop turn) ends.</summary>
[Op("memref.alloca")]
public sealed partial class AllocaOp : AllocationOp;

/// <summary>Memory of another size with the elements that the old one had, as far as there is place; the old one may be gone. What
/// is new is undefined.</summary>
[Op("memref.realloc", Format = "$source (`(` $dynamicResultSize^ `)`)? attr-dict `:` type($source) `to` type(results)")]
public sealed partial class ReallocOp : Operation, IHasValueEffects
{
    public MemoryEffects Effects => MemoryEffects.Free | MemoryEffects.Allocate;

    public IReadOnlyList<MemoryEffect> ValueEffects => [new(MemoryEffects.Free, Source), new(MemoryEffects.Allocate, Result)];

    [Attr(Summary = "64-bit signless integer attribute whose minimum value is 0", Test = nameof(AttributeRules.IsNonNegative))]
    public partial long? Alignment { get; set; }

    [Operand<Any1DMemRef>] public partial Value Source { get; }

    [Operand<Index>] public partial Value? DynamicResultSize { get; }

    [Result<Any1DMemRef>] public partial OpResult Result { get; }

    private bool Verify(DiagnosticBag diagnostics)
    {
        var (source, result) = ((MemRefType)Source.Type, (MemRefType)Result.Type);
        if (!source.HasIdentityLayout) return Fail($"unsupported layout for source memref type '{source}'");
        if (!result.HasIdentityLayout) return Fail($"unsupported layout for result memref type '{result}'");
        if (source.MemorySpace != result.MemorySpace) return Different("memory spaces");
        if (source.Element != result.Element) return Different("element types");
        if (!result.HasStaticShape && DynamicResultSize is null) return Fail($"missing dimension operand for result type '{result}'");
        return !result.HasStaticShape || DynamicResultSize is null || Fail($"unnecessary dimension operand for result type '{result}'");

        bool Fail(string message) => ErrorAsIs(diagnostics, message);

        bool Different(string what) =>
            Fail($"different {what} specified for source memref type '{source}' and result memref type '{result}'");
    }
}

/// <summary>Ends the life of memory from <c>memref.alloc</c>.</summary>
[Op("memref.dealloc", Format = "$memref attr-dict `:` type($memref)")]
public sealed partial class DeallocOp : Operation, IHasValueEffects, IFold
{
    public MemoryEffects Effects => MemoryEffects.Free;

    public IReadOnlyList<MemoryEffect> ValueEffects => [new(MemoryEffects.Free, Memref)];

    [Operand<AnyRankedOrUnrankedMemRef>] public partial Value Memref { get; }

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => MemRefCastFolding.SkipCasts(this);
}

/// <summary>Runs a region, at whose end memory from <c>memref.alloca</c> inside it is gone.</summary>
[Op("memref.alloca_scope")]
[Traits(AutomaticAllocationScope, SingleBlock, RecursiveMemoryEffects, NoRegionArguments)]
[ImplicitTerminator<AllocaScopeReturnOp>]
public sealed partial class AllocaScopeOp : Operation, IRegionBranch, IVerifyRegions
{
    [Result<AnyType>(Name = "results")] public partial ResultRange Values { get; }

    [Region(Blocks = 1)] public partial Region BodyRegion { get; }

    public IEnumerable<RegionSuccessor> EntrySuccessors(IReadOnlyList<Attribute?> constants) => [RegionSuccessor.Into(BodyRegion)];

    public IEnumerable<RegionSuccessor> ExitSuccessors(Region from) => [RegionSuccessor.Behind(this)];

    public OperandRange EntryOperands(Region? to) => default;

    public static bool Parse(IrParser parser, OperationState state)
    {
        if (parser.Tokens.Accept(TokenKind.Arrow))
        {
            if (parser.Types.ParseFunctionResults() is not { } types) return false;
            state.ResultTypes.AddRange(types);
        }

        return parser.ParseRegion(state.AddRegion(), state.Info) && parser.ParseOptionalAttrDict(state);
    }

    public bool VerifyRegions(DiagnosticBag diagnostics) =>
        new RegionEdge(0, RegionEdge.Parent, BodyRegion.Entry.Last!.Operands.Types.ToArray(), Values.Types.ToArray())
            .Verify(this, diagnostics);

    public override void PrintCustom(IrPrinter printer)
    {
        // mlir-opt leaves two spaces.
        printer.Space();
        if (Values.Count > 0)
        {
            printer.Text(" -> (");
            printer.Types(Values.Types);
            printer.Text(")");
        }

        printer.Space();
        printer.Region(BodyRegion, entryArguments: false, terminators: Values.Count > 0);
        printer.AttrDict(this);
    }
}

/// <summary>Ends an allocation scope with its values.</summary>
[Op("memref.alloca_scope.return", Format = "attr-dict ($results^ `:` type($results))?")]
[Traits(Pure, ReturnLike, IsTerminator)]
[HasParent("memref.alloca_scope")]
public sealed partial class AllocaScopeReturnOp : Operation
{
    public AllocaScopeReturnOp() : this([]) { }

    [Operand<AnyType>(Name = "results")] public partial OperandRange Values { get; }
}
