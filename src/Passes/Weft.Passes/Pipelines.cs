using Weft.IR;

namespace Weft.Passes;

/// <summary>The stages from front-end IR to what a back end writes, one list per kind of target.</summary>
public static class Pipelines
{
    /// <summary>Kernels for the CPU: branches, arithmetic and memory, with every access proved or guarded.</summary>
    public static Pipeline Cpu { get; } = new(
        new("apply-schedules", new ApplySchedules(), "index notation has no order yet; its loops and arrays have their names"),
        new("lower-workflows", new LowerWorkflows(),
            "before all others: the kernels of a workflow become calls that the next stage inlines"),
        new("convert-linalg-to-kernel-loops", new ConvertLinalgToKernelLoops(), "makes affine subscripts"),
        new("lower-affine", new LowerAffine(), "before the checks, which understand plain loops and accesses"),
        new("refuse-recursion", new RefuseRecursion(), "before inlining, which leaves circles as they are"),
        new("inline", new Inline(DefaultPipeline: ""),
            "checks and loops are placed per entry, with the arguments it is called with in sight"),
        new("symbol-dce", new SymbolDce(), "inlined helpers are gone; nothing below sees them"),
        new("gpu-launch-to-cpu", new GpuLaunchToCpu(), "with all barriers in sight; everything below sees loops"),
        new("canonicalize", Canonicalize.ForKernels, "constants and short loops first, so that analyses see simple bounds"),
        new("cse", new Cse(), "equal extents and subscripts become one value, which proofs compare"),
        new("index-loops", new IndexLoops(), "before the checks: a 64-bit counter has no wrap-around to reason about"),
        new("reuse-elements", new ReuseElements(), "before the checks: what is read once is checked once, and conditions tell of it"),
        new("cse", new Cse(), "so is what is made of it"),
        new("check-divisions", new CheckDivisions(), "any order among the checks; all before structure is lost"),
        new("check-bounds", new CheckBounds(), "needs loops; makes the guarded versions"),
        new("canonicalize", Canonicalize.ForKernels, "guards that came out constant choose their version here"),
        new("cse", new Cse(), "guards repeat each other's sums"),
        new("hoist-lookups", new HoistLookups(), "behind the checks, which it moves; rows that are looked up once are affine"),
        new("raise-to-affine", new RaiseToAffine(), "behind the checks: what passes below reorder is safe, and front ends meet"),
        new("schedule-loops", new ScheduleLoops(), "before all that chooses an order: what is asked for comes first, and stays"),
        new("tile-contractions", new TileContractions(), "needs whole nests"),
        new("sweep-in-place", new SweepInPlace(), "before sweeps are tiled: what one copies a row for is seen"),
        new("block-steps", new BlockSteps(), "behind contractions: steps whose rows need the row of the step alone are no product"),
        new("tile-time-loops", new TileTimeLoops(), "behind contractions: what sweeps over and over is no product"),
        new("unroll-short-loops", new UnrollShortLoops(), "behind contractions, which may have windows; loops around them become vectors"),
        new("narrow-integers", new NarrowIntegers(), "vectors hold more of what is narrow; sums of windows are written out"),
        new("change-layouts", new ChangeLayouts(), "before loops get the order that goes with the layout; what has vectors stays as it is"),
        new("interchange-loops", new InterchangeLoops(), "loops that walk along memory become vectors"),
        new("block-columns", new BlockColumns(), "columns that no order of loops goes along in memory"),
        new("look-ahead", new LookAhead(), "loops walk along memory; before neighbours in a step become one"),
        new("fuse-loops", new FuseLoops(), "loops walk along memory, and what two of them bring is seen; nothing is carried yet"),
        new("stagger-loops", new StaggerLoops(), "loops have their order; rows whose turns wait are those that no order helps"),
        new("promote-accumulators", new PromoteAccumulators(), "what turns join in memory they carry then"),
        new("join-carried-last", new JoinCarriedLast(), "what turns wait for is carried now"),
        new("split-loops", new SplitLoops(), "a turn in the way of vectors stands alone"),
        new("split-borders", new SplitBorders(), "so do the turns at borders"),
        new("turn-rows", new TurnRows(), "loops have their order: what sums up along rows is left as it is by all others"),
        new("find-independent-turns", new FindIndependentTurns(), "loops have their order, and all accesses are elements still"),
        new("share-joins", new ShareJoins(), "what is independent is shared already; blocks become vectors"),
        new("share-sums", new ShareSums(), "what is shared among threads is known: rows that turns hand on along are not"),
        new("hoist-reciprocals", new HoistReciprocals(), "loops have their order; what is the same in all lanes is no vector"),
        new("vectorize-loops", new VectorizeLoops(), "all that changes loops has been; LLVM's vectorizer gets what is left"),
        new("carry-nans", new CarryNans(), "vectors are there, several at once"),
        new("carry-extremes", new CarryExtremes(), "what no vectors were made of waits for one value after the other"),
        new("share-loops", new ShareLoops(), "vectors are within turns now"),
        new("lower-affine", new LowerAffine(FewOperations: true), "nothing below knows affine loops"),
        new("canonicalize", Canonicalize.ForKernels, "maps of blocks are constants in part"),
        new("cse", new Cse(), "accesses repeat each other's sums"),
        new("outline-parallel", new OutlineParallel(), "loops must still be loops"),
        new("safe-steps", new SafeSteps(), "after proofs, which understand steps better than turns"),
        new("check-stops", new CheckStops(), "after versioning and outlining: both versions and all tiles must stop"),
        new("canonicalize", Canonicalize.ForKernels, "the outlined functions start with copies of constants"),
        new("expand-math", new ExpandMath(), "behind all who look at functions: from here on they are arithmetic"),
        new("convert-scf-to-cf", new ConvertScfToCf(), "last: the back end writes branches"),
        new("canonicalize", Canonicalize.ForKernels, "erases what the lowering left unused"));

    /// <summary>The stages of <see cref="Cpu"/> that do what schedules ask for, and those before them.</summary>
    public static Pipeline CpuSchedules { get; } = new(
        [.. Cpu.Stages.Reverse().SkipWhile(stage => stage.Pass is not ScheduleLoops).Reverse()]);

    /// <summary>As <see cref="Cpu"/>, with the functions of the C library, which are those of .NET to the last bit: for who compares.
    /// </summary>
    public static Pipeline CpuByLibrary { get; } = new([.. Cpu.Stages.Where(stage => stage.Pass is not ExpandMath)]);

    /// <summary>Programs for the CPU, which may have loops and accesses of other dialects: these become loops and accesses of the
    /// ones that kernels have.</summary>
    public static Pipeline CpuPrograms { get; } = new(
    [
        new("inline", new Inline(DefaultPipeline: ""), "what a function gives back lies in its caller's hands then"),
        new("symbol-dce", new SymbolDce(), "inlined functions are gone"),
        new("lower-tensor-access", new LowerTensorAccess(), "the next stages know elements"),
        new("convert-elementwise-to-linalg", new ConvertElementwiseToLinalg(), "arithmetic of whole tensors has destinations then"),
        new(
            "one-shot-bufferize", new OneShotBufferize(BufferizeFunctionBoundaries: true, AllowReturnAllocsFromLoops: true),
            "loops are over memory"),
        new("convert-linalg-to-loops", new ConvertLinalgToLoops(), "makes affine subscripts"),
        new("lower-affine", new LowerAffine(), "before the checks, which understand plain loops and accesses"),
        new("lower-dma", new LowerDma(), "behind lower-affine, which makes some of them; the accesses are checked, too"),
        new("flatten-alloca-scopes", new FlattenAllocaScopes(), "branches inside need blocks in the function"),
        // Functions that call themselves stay functions.
        .. Cpu.Stages.Where(stage => stage.Pass is not RefuseRecursion),
    ]);
}
