using Weft.IR;
using Weft.Passes;

namespace Weft.Backends.Llvm;

/// <summary>
/// Instruction selection: a table from operation classes to LLVM text. Nothing that is emitted can be undefined for some
/// operands, so that no value can slip past a bounds check: flags that would make poison are left out, shifts are masked,
/// conversions saturate.
/// </summary>
internal static class Instructions
{
    private delegate void Rule(FunctionEmitter to, Operation op);

    // {t} is the type of the first operand; {0} {1} {2} are the operands.
    private static readonly Dictionary<Type, Rule> Table = new()
    {
        [typeof(AddIOp)] = Text("add {t} {0}, {1}"),
        [typeof(SubIOp)] = Text("sub {t} {0}, {1}"),
        [typeof(MulIOp)] = Text("mul {t} {0}, {1}"),
        [typeof(AndIOp)] = Text("and {t} {0}, {1}"),
        [typeof(OrIOp)] = Text("or {t} {0}, {1}"),
        [typeof(XOrIOp)] = Text("xor {t} {0}, {1}"),
        [typeof(DivSIOp)] = Text("sdiv {t} {0}, {1}"),
        [typeof(DivUIOp)] = Text("udiv {t} {0}, {1}"),
        [typeof(RemSIOp)] = ScalarInstructions.SignedRemainder,
        [typeof(RemUIOp)] = Text("urem {t} {0}, {1}"),
        [typeof(CeilDivSIOp)] = ScalarInstructions.CeilingDivision,
        [typeof(CeilDivUIOp)] = ScalarInstructions.UnsignedCeilingDivision,
        [typeof(FloorDivSIOp)] = ScalarInstructions.FloorDivision,
        [typeof(ShLIOp)] = (to, op) => ScalarInstructions.Shift(to, op, "shl"),
        [typeof(ShRSIOp)] = (to, op) => ScalarInstructions.Shift(to, op, "ashr"),
        [typeof(ShRUIOp)] = (to, op) => ScalarInstructions.Shift(to, op, "lshr"),
        [typeof(MaxSIOp)] = Intrinsic("smax"),
        [typeof(MinSIOp)] = Intrinsic("smin"),
        [typeof(MaxUIOp)] = Intrinsic("umax"),
        [typeof(MinUIOp)] = Intrinsic("umin"),
        [typeof(AddUIExtendedOp)] = ScalarInstructions.AddExtended,
        [typeof(MulSIExtendedOp)] = (to, op) => ScalarInstructions.MultiplyExtended(to, op, "sext", "ashr"),
        [typeof(MulUIExtendedOp)] = (to, op) => ScalarInstructions.MultiplyExtended(to, op, "zext", "lshr"),
        [typeof(CmpIOp)] = (to, op) => Compare(to, op, $"icmp {((CmpIOp)op).Predicate.Keyword()}"),
        [typeof(CmpFOp)] = (to, op) => Compare(to, op, $"fcmp {((CmpFOp)op).Predicate.Keyword()}"),
        [typeof(SelectOp)] = ScalarInstructions.Select,
        [typeof(ConstantOp)] = ScalarInstructions.Constant,
        [typeof(PoisonOp)] = ScalarInstructions.Poison,

        [typeof(AddFOp)] = Text("fadd {f}{t} {0}, {1}"),
        [typeof(SubFOp)] = Text("fsub {f}{t} {0}, {1}"),
        [typeof(MulFOp)] = Text("fmul {f}{t} {0}, {1}"),
        [typeof(DivFOp)] = Text("fdiv {f}{t} {0}, {1}"),
        [typeof(RemFOp)] = Text("frem {f}{t} {0}, {1}"),
        [typeof(NegFOp)] = Text("fneg {f}{t} {0}"),
        [typeof(MaximumFOp)] = Extremum("maximum", "ugt", losingZero: -0.0),
        [typeof(MinimumFOp)] = Extremum("minimum", "ult", losingZero: 0.0),
        [typeof(MaxNumFOp)] = Intrinsic("maxnum"),
        [typeof(MinNumFOp)] = Intrinsic("minnum"),

        [typeof(ExtSIOp)] = Cast("sext"),
        [typeof(ExtUIOp)] = Cast("zext"),
        [typeof(TruncIOp)] = Cast("trunc"),
        [typeof(ExtFOp)] = Cast("fpext"),
        [typeof(TruncFOp)] = ScalarInstructions.Truncate,
        [typeof(SIToFPOp)] = Cast("sitofp"),
        [typeof(UIToFPOp)] = Cast("uitofp"),
        [typeof(BitcastOp)] = Cast("bitcast"),
        [typeof(FPToSIOp)] = (to, op) => ScalarInstructions.Saturate(to, op, "fptosi"),
        [typeof(FPToUIOp)] = (to, op) => ScalarInstructions.Saturate(to, op, "fptoui"),
        [typeof(IndexCastOp)] = (to, op) => ScalarInstructions.IndexCast(to, op, "sext"),
        [typeof(IndexCastUIOp)] = (to, op) => ScalarInstructions.IndexCast(to, op, "zext"),

        [typeof(AbsFOp)] = Intrinsic("fabs"),
        [typeof(SqrtOp)] = Intrinsic("sqrt"),
        [typeof(FloorOp)] = Intrinsic("floor"),
        [typeof(CeilOp)] = Intrinsic("ceil"),
        [typeof(TruncOp)] = Intrinsic("trunc"),
        [typeof(RoundOp)] = Intrinsic("round"),
        [typeof(RoundEvenOp)] = Intrinsic("roundeven"),
        [typeof(CopySignOp)] = Intrinsic("copysign"),
        [typeof(FmaOp)] = Intrinsic("fma"),
        [typeof(RsqrtOp)] = ScalarInstructions.ReciprocalSquareRoot,
        [typeof(AbsIOp)] = Intrinsic("abs", ", i1 false"),
        [typeof(CountLeadingZerosOp)] = Intrinsic("ctlz", ", i1 false"),
        [typeof(CountTrailingZerosOp)] = Intrinsic("cttz", ", i1 false"),
        [typeof(CtPopOp)] = Intrinsic("ctpop"),
        [typeof(IPowIOp)] = ScalarInstructions.IntegerPower,
        [typeof(FPowIOp)] = ScalarInstructions.FloatPower,
        [typeof(AcosOp)] = LibraryCall("acos"),
        [typeof(AcoshOp)] = LibraryCall("acosh"),
        [typeof(AsinOp)] = LibraryCall("asin"),
        [typeof(AsinhOp)] = LibraryCall("asinh"),
        [typeof(AtanOp)] = LibraryCall("atan"),
        [typeof(Atan2Op)] = LibraryCall("atan2"),
        [typeof(AtanhOp)] = LibraryCall("atanh"),
        [typeof(CbrtOp)] = LibraryCall("cbrt"),
        [typeof(CosOp)] = LibraryCall("cos"),
        [typeof(CoshOp)] = LibraryCall("cosh"),
        [typeof(ErfOp)] = LibraryCall("erf"),
        [typeof(ExpOp)] = LibraryCall("exp"),
        [typeof(Exp2Op)] = LibraryCall("exp2"),
        [typeof(ExpM1Op)] = LibraryCall("expm1"),
        [typeof(LogOp)] = LibraryCall("log"),
        [typeof(Log10Op)] = LibraryCall("log10"),
        [typeof(Log1pOp)] = LibraryCall("log1p"),
        [typeof(Log2Op)] = LibraryCall("log2"),
        [typeof(PowFOp)] = LibraryCall("pow"),
        [typeof(SinOp)] = LibraryCall("sin"),
        [typeof(SinhOp)] = LibraryCall("sinh"),
        [typeof(TanOp)] = LibraryCall("tan"),
        [typeof(TanhOp)] = LibraryCall("tanh"),

        [typeof(LoadOp)] = MemoryInstructions.Load,
        [typeof(StoreOp)] = MemoryInstructions.Store,
        [typeof(DimOp)] = MemoryInstructions.Dim,
        [typeof(MemRefRankOp)] = MemoryInstructions.Rank,
        [typeof(CopyOp)] = MemoryInstructions.Copy,
        [typeof(AllocOp)] = Allocations.Alloc,
        [typeof(AllocaOp)] = Allocations.Alloca,
        [typeof(DeallocOp)] = Allocations.Dealloc,
        [typeof(ReallocOp)] = Allocations.Realloc,
        [typeof(GetGlobalOp)] = GlobalMemory.Get,
        [typeof(AtomicRmwOp)] = AtomicInstructions.ReadModifyWrite,
        [typeof(GenericAtomicRmwOp)] = AtomicInstructions.Generic,
        [typeof(CompareExchangeOp)] = AtomicInstructions.CompareExchange,
        [typeof(DisjointOp)] = MemoryViews.Disjoint,
        [typeof(StreamFenceOp)] = static (to, _) => to.Line("fence seq_cst"),
        [typeof(PrefetchOp)] = MemoryInstructions.Prefetch,
        [typeof(AssumeAlignmentOp)] = (_, _) => { },
        [typeof(MemRefCastOp)] = MemRefCasts.Cast,
        [typeof(MemorySpaceCastOp)] = MemoryViews.SameMemory,
        [typeof(SubViewOp)] = MemoryViews.SubView,
        [typeof(ReinterpretCastOp)] = MemoryViews.ReinterpretCast,
        [typeof(ViewOp)] = MemoryViews.View,
        [typeof(MemRefTransposeOp)] = MemoryViews.Transpose,
        [typeof(MemRefReshapeOp)] = MemoryViews.Reshape,
        [typeof(MemRefExpandShapeOp)] = MemoryViews.Expand,
        [typeof(MemRefCollapseShapeOp)] = MemoryViews.Collapse,
        [typeof(ExtractStridedMetadataOp)] = MemoryViews.Metadata,
        [typeof(ExtractAlignedPointerAsIndexOp)] = MemoryViews.AlignedPointer,

        [typeof(VectorBroadcastOp)] = VectorInstructions.Broadcast,
        [typeof(VectorSplatOp)] = VectorInstructions.Broadcast,
        [typeof(ShapeCastOp)] = VectorInstructions.Reinterpret,
        [typeof(VectorBitCastOp)] = VectorInstructions.Reinterpret,
        [typeof(VectorTransposeOp)] = VectorInstructions.Transpose,
        [typeof(FlatTransposeOp)] = VectorInstructions.FlatTranspose,
        [typeof(VectorShuffleOp)] = VectorInstructions.ShuffleSlices,
        [typeof(InterleaveOp)] = VectorInstructions.Interleave,
        [typeof(DeinterleaveOp)] = VectorInstructions.Deinterleave,
        [typeof(VectorFromElementsOp)] = VectorInstructions.FromElements,
        [typeof(StepOp)] = VectorInstructions.Step,
        [typeof(VscaleOp)] = (to, op) => to.Bind(op.Results[0], "1"),
        [typeof(ScalableExtractOp)] = VectorParts.ScalableExtract,
        [typeof(ScalableInsertOp)] = VectorParts.ScalableInsert,
        [typeof(VectorExtractOp)] = VectorParts.Extract,
        [typeof(VectorInsertOp)] = VectorParts.Insert,
        [typeof(ExtractElementOp)] = VectorParts.ExtractElement,
        [typeof(InsertElementOp)] = VectorParts.InsertElement,
        [typeof(ExtractStridedSliceOp)] = VectorParts.ExtractStridedSlice,
        [typeof(InsertStridedSliceOp)] = VectorParts.InsertStridedSlice,
        [typeof(CreateMaskOp)] = MaskInstructions.CreateMask,
        [typeof(ConstantMaskOp)] = MaskInstructions.ConstantMask,
        [typeof(VectorReductionOp)] = VectorProducts.Reduction,
        [typeof(MultiReductionOp)] = VectorProducts.MultiReduction,
        [typeof(ContractOp)] = VectorProducts.Contract,
        [typeof(OuterProductOp)] = VectorProducts.OuterProduct,
        [typeof(MatrixMultiplyOp)] = VectorProducts.MatrixMultiply,
        [typeof(ScanOp)] = VectorProducts.Scan,
        [typeof(DotOp)] = DotInstructions.Dot,
        [typeof(VectorFmaOp)] = VectorProducts.MultiplyAdd,
        [typeof(VectorLoadOp)] = VectorMemory.Load,
        [typeof(VectorStoreOp)] = VectorMemory.Store,
        [typeof(MaskedLoadOp)] = VectorMemory.MaskedLoad,
        [typeof(MaskedStoreOp)] = VectorMemory.MaskedStore,
        [typeof(ExpandLoadOp)] = VectorMemory.ExpandLoad,
        [typeof(CompressStoreOp)] = VectorMemory.CompressStore,
        [typeof(VectorGatherOp)] = VectorMemory.Gather,
        [typeof(VectorScatterOp)] = VectorMemory.Scatter,
        [typeof(TransferReadOp)] = VectorMemory.TransferRead,
        [typeof(TransferWriteOp)] = VectorMemory.TransferWrite,
        [typeof(MaskOp)] = MaskInstructions.Mask,
        [typeof(TypeCastOp)] = MemoryViews.TypeCast,
        [typeof(PrintOp)] = PrintInstructions.Print,

        [typeof(CheckIndexOp)] = ControlInstructions.CheckIndex,
        [typeof(CheckDivisionOp)] = ControlInstructions.CheckDivision,
        [typeof(CheckStopOp)] = (to, _) => to.Poll(),
        [typeof(AssertOp)] = ControlInstructions.Assert,
        [typeof(ParallelCallOp)] = ControlInstructions.ParallelCall,
        [typeof(BranchOp)] = ControlInstructions.Branch,
        [typeof(CondBranchOp)] = ControlInstructions.CondBranch,
        [typeof(SwitchOp)] = ControlInstructions.Switch,
        [typeof(ReturnOp)] = CallInstructions.Return,
        [typeof(CallOp)] = CallInstructions.Call,
        [typeof(CallIndirectOp)] = CallInstructions.CallIndirect,
        [typeof(FunctionConstantOp)] = CallInstructions.Constant,
    };

    /// <summary>The operations that this back end can write.</summary>
    public static IEnumerable<Type> Supported => Table.Keys;

    public static void Emit(FunctionEmitter to, Operation op)
    {
        if (!Table.TryGetValue(op.GetType(), out var rule))
            throw EmissionException.CannotLower(op, "the CPU back end has no instruction for it");
        rule(to, op);
    }

    /// <summary>Reassociation and its like, as far as they cannot make poison.</summary>
    public static string Flags(Operation op)
    {
        if (op is not IFastMath { Fastmath: not FastMath.None and var flags }) return "";
        var text = "";
        foreach (var (flag, name) in SafeFlags)
            if ((flags & flag) != 0) text += name;
        return op.Attribute(KernelAttributes.Finite) is null ? text : text + "ninf ";
    }

    private static readonly (FastMath Flag, string Name)[] SafeFlags =
    [
        (FastMath.Reassoc, "reassoc "), (FastMath.Nsz, "nsz "), (FastMath.Arcp, "arcp "),
        (FastMath.Contract, "contract "), (FastMath.Afn, "afn "),
    ];

    private static void Compare(FunctionEmitter to, Operation op, string instruction) =>
        to.Bind(op.Results[0], to.Assign($"{instruction} {to.TypeOf(op.Operands[0], op)} {to[op.Operands[0]]}, {to[op.Operands[1]]}"));

    private static Rule Text(string template) => (to, op) =>
    {
        var text = template
            .Replace("{t}", to.TypeOf(op.Operands[0], op), StringComparison.Ordinal)
            .Replace("{f}", Flags(op), StringComparison.Ordinal);
        for (var i = 0; i < op.Operands.Count; i++) text = text.Replace($"{{{i}}}", to[op.Operands[i]], StringComparison.Ordinal);
        to.Bind(op.Results[0], to.Assign(text));
    };

    private static Rule Cast(string name) => (to, op) =>
        to.Bind(op.Results[0], to.Assign($"{name} {to.TypeOf(op.Operands[0], op)} {to[op.Operands[0]]} to {to.TypeOf(op.Results[0], op)}"));

    private static Rule Intrinsic(string name, string more = "") => (to, op) =>
    {
        var type = to.TypeOf(op.Results[0], op);
        var callee = $"llvm.{name}.{LlvmTypes.Suffix(op.Results[0].Type)}";
        var moreTypes = more.Length == 0 ? "" : ", i1";
        to.Module.Declare(callee, $"{type} @{callee}({string.Join(", ", op.Operands.Select(_ => type))}{moreTypes})");
        var arguments = string.Join(", ", op.Operands.Select(o => $"{type} {to[o]}"));
        to.Bind(op.Results[0], to.Assign($"call {Flags(op)}{type} @{callee}({arguments}{more})"));
    };

    // Beside a constant, a comparison that NaN passes does: of two equal numbers it gives the constant, which is right but for the zero
    // that loses against the other zero. The general form tests for NaN and for zeros apart.
    private static Rule Extremum(string name, string beyond, double losingZero)
    {
        var general = Intrinsic(name);
        return (to, op) =>
        {
            if (ConstantOp.ValueOf(op.Operands[1]) is not FloatAttr { Value: var limit } || double.IsNaN(limit)
                || BitConverter.DoubleToInt64Bits(limit) == BitConverter.DoubleToInt64Bits(losingZero))
            {
                general(to, op);
                return;
            }

            var (type, x, bound, flags) = (to.TypeOf(op.Results[0], op), to[op.Operands[0]], to[op.Operands[1]], Flags(op));
            var passes = to.Assign($"fcmp {flags}{beyond} {type} {x}, {bound}");
            to.Bind(op.Results[0], to.Assign($"select {flags}i1 {passes}, {type} {x}, {type} {bound}"));
        };
    }

    private static Rule LibraryCall(string name) => (to, op) =>
        to.Bind(op.Results[0], ScalarInstructions.CallLibrary(to, op, name, [.. op.Operands.Select(o => to[o])], op.Results[0].Type));
}
