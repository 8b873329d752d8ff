using Weft.IR.Text;

namespace Weft.IR.Tests.Conformance.Definitions;

/// <summary>What stands here for MLIR's traits and interfaces.</summary>
internal static class TraitNames
{
    private const string Interface = "::Trait";

    // Where it is not the same word.
    private static readonly Dictionary<string, OpTraits> Renamed = new()
    {
        ["AlwaysSpeculatableImplTrait"] = OpTraits.AlwaysSpeculatable,
        ["CastOpInterface::Trait"] = OpTraits.CastCompatible,
        ["FunctionOpInterface::Trait"] = OpTraits.Symbol,
        ["HasParallelRegion"] = OpTraits.ParallelRegion,
        ["HasRecursiveMemoryEffects"] = OpTraits.RecursiveMemoryEffects,
        ["IsCommutative"] = OpTraits.Commutative,
        ["IsIdempotent"] = OpTraits.Idempotent,
        ["IsIsolatedFromAbove"] = OpTraits.IsolatedFromAbove,
        ["RecursivelySpeculatableImplTrait"] = OpTraits.RecursivelySpeculatable,
        ["SymbolOpInterface::Trait"] = OpTraits.Symbol,
    };

    /// <summary>MLIR's interfaces that are interfaces here.</summary>
    private static readonly Dictionary<string, Type> Interfaces = new()
    {
        ["AffineMapAccessInterface"] = typeof(IAffineAccess),
        ["AffineReadOpInterface"] = typeof(IAffineRead),
        ["AffineWriteOpInterface"] = typeof(IAffineWrite),
        ["ArithFastMathInterface"] = typeof(IFastMath),
        ["AsyncOpInterface"] = typeof(IAsyncOp),
        ["BranchOpInterface"] = typeof(IBranch),
        ["CallOpInterface"] = typeof(ICall),
        ["CastOpInterface"] = typeof(ICast),
        ["DestinationStyleOpInterface"] = typeof(IDestinationStyle),
        ["FunctionOpInterface"] = typeof(IFunction),
        ["LinalgOp"] = typeof(IStructuredOp),
        ["LoopLikeOpInterface"] = typeof(ILoopLike),
        ["MaskableOpInterface"] = typeof(IMaskable),
        ["OffsetSizeAndStrideOpInterface"] = typeof(IOffsetSizeAndStride),
        ["RegionBranchOpInterface"] = typeof(IRegionBranch),
        ["ShapedDimOpInterface"] = typeof(IShapedDim),
        ["SymbolUserOpInterface"] = typeof(IVerifySymbols),
        ["VectorTransferOpInterface"] = typeof(IVectorTransfer),
        ["ViewLikeOpInterface"] = typeof(IViewLike),
    };

    // Those that several things here stand for.
    private static readonly Dictionary<string, Func<DeclaredOp, bool>> Others = new()
    {
        ["ArithIntegerOverflowFlagsInterface"] = op => op.Info.PropertyIndex("overflowFlags") >= 0,
        ["ArithRoundingModeInterface"] = op => op.Info.PropertyIndex("roundingmode") >= 0,
        ["ConditionallySpeculatable"] = op => op.Is(typeof(ISpeculatable)) || op.Info.Has(OpTraits.AlwaysSpeculatable)
            || op.Info.Has(OpTraits.RecursivelySpeculatable),
        ["MemoryEffectOpInterface"] = op => op.Is(typeof(IHasMemoryEffects)) || op.Info.Has(OpTraits.NoMemoryEffect),
        ["OpAsmOpInterface"] = op => op.Is(typeof(INamesValues)) || op.Info.DefaultDialect.Length > 0,
        ["RegionBranchTerminatorOpInterface"] = op => op.Is(typeof(IRegionTerminator)) || op.Info.Has(OpTraits.ReturnLike),
        ["RegionKindInterface"] = op => op.Info.Has(OpTraits.HasOnlyGraphRegion),
    };

    /// <summary>Those that nothing stands for here, and why.</summary>
    private static readonly Dictionary<string, string> Unused = new()
    {
        ["AggregatedOpInterface"] = "softmax is taken apart by no pass of ours",
        ["ContractionOpInterface"] = "the table of named operations says which are contractions",
        ["ConvolutionOpInterface"] = "the table of named operations says which have windows",
        ["CopyOpInterface"] = "memref.copy alone has it",
        ["DataLayoutOpInterface"] = "targets have one data layout",
        ["DestructurableAccessorOpInterface"] = "only sroa asks, which is no pass of ours",
        ["DestructurableAllocationOpInterface"] = "only sroa asks, which is no pass of ours",
        ["FillOpInterface"] = "linalg.fill alone has it",
        ["HasDefaultDLTIDataLayout"] = "targets have one data layout",
        ["InferIntRangeInterface"] = "IntegerRangeRules is a table by operation",
        ["InferTypeOpAdaptor"] = "result types follow from the declaration, or from InferResults",
        ["InferTypeOpInterface"] = "result types follow from the declaration, or from InferResults",
        ["MaskingOpInterface"] = "vector.mask alone has it",
        ["MemRefsNormalizable"] = "normalize-memrefs is no pass of ours",
        ["ParallelCombiningOpInterface"] = "scf.forall.in_parallel alone has it",
        ["PromotableAllocationOpInterface"] = "mem2reg knows memref.alloca, which alone has it",
        ["PromotableMemOpInterface"] = "mem2reg knows memref.load and memref.store, which alone have it",
        ["ReifyRankedShapedTypeOpInterface"] = "extents follow from IDestinationStyle and the rules on dim",
        ["TilingInterface"] = "no pass of ours tiles by it",
        ["VectorUnrollOpInterface"] = "no pass of ours unrolls vectors",
    };

    /// <summary>The flag that says the same.</summary>
    public static OpTraits Flag(string trait)
    {
        const string prefix = "::mlir::OpTrait::";
        var name = trait.StartsWith(prefix, StringComparison.Ordinal) ? trait[prefix.Length..] : trait;
        return Renamed.TryGetValue(name, out var flag) || Enum.TryParse(name, out flag) ? flag : OpTraits.None;
    }

    /// <summary>Whether our operation has what stands for an interface of MLIR; null where we do not know the name.</summary>
    public static bool? Implements(DeclaredOp op, string trait)
    {
        var name = NameOf(trait);
        if (Unused.ContainsKey(name)) return true;
        if (Interfaces.TryGetValue(name, out var type)) return op.Is(type);
        return Others.TryGetValue(name, out var holds) ? holds(op) : null;
    }

    /// <summary>The interfaces that our operation has, by MLIR's names.</summary>
    public static IEnumerable<string> InterfacesOf(DeclaredOp op) =>
        Interfaces.Where(pair => op.Is(pair.Value)).Select(pair => pair.Key + Interface);

    private static string NameOf(string trait) => trait.EndsWith(Interface, StringComparison.Ordinal) ? trait[..^Interface.Length] : trait;
}
