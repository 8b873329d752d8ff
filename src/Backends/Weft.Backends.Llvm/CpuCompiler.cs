using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Weft.IR;
using Weft.Passes;
using Weft.Runtime;

namespace Weft.Backends.Llvm;

/// <summary>What became of a kernel on its way to machine code.</summary>
/// <param name="Module">The lowered IR.</param>
/// <param name="LlvmText">What LLVM was given.</param>
/// <param name="Remarks">What the passes did and why.</param>
public sealed record CpuLowering(ModuleOp Module, string LlvmText, RemarkLog Remarks)
{
    /// <summary>What messages call the entry.</summary>
    internal string Kernel { get; init; } = "";

    internal string Symbol { get; init; } = "";

    /// <summary>What LLVM does with the text.</summary>
    internal PassPipeline Passes { get; init; } = PassPipeline.Vectorize;

    internal ImmutableArray<FaultSite> FaultSites { get; init; } = [];
}

/// <summary>
/// Compiles kernels to machine code for this processor: our passes, LLVM text, object code, ORC. Opening LLVM takes about as long as
/// lowering a kernel, so it goes on beside the caller's work: what is wrong with libLLVM is thrown by the first call that needs it.
/// </summary>
public sealed class CpuCompiler : IKernelCompiler, IDisposable
{
    private readonly Lazy<Task<HostLlvm>> _llvm;
    private readonly TilePool _pool;
    private readonly Pipeline _pipeline;
    private readonly PassPipeline? _llvmPasses;
    private readonly ObjectCache? _cache;
    private readonly TextWriter? _output;
    private readonly CodeInspection _inspection;
    private readonly CpuTarget _target;
    private readonly bool _ownsPool;
    private readonly IReadOnlyList<PrebuiltLibrary> _prebuilt;
    private readonly OncePerKey<string, LoadedModule> _loaded = new();

    /// <param name="cache">Compiled kernels on disk; null to compile every time.</param>
    /// <param name="pool">Runs parallel loops; one of its own when null.</param>
    /// <param name="output">What programs print on through <see cref="HostFunctions"/>; null when they may not call any.</param>
    /// <param name="pipeline">Instead of <see cref="Pipelines.Cpu"/>: for experiments, which answer for what they leave out.</param>
    /// <param name="prebuilt">Kernels that need not be compiled. Where there are any, LLVM is opened only for others.</param>
    /// <param name="llvm">What LLVM does instead of one of <see cref="PassPipeline.ForKernels"/>.</param>
    /// <param name="target">A processor whose code this one runs; this one when null.</param>
    /// <param name="inspection">What debuggers and profilers are told; nothing when null.</param>
    public CpuCompiler(ObjectCache? cache = null, TilePool? pool = null, TextWriter? output = null, Pipeline? pipeline = null,
        IReadOnlyList<PrebuiltLibrary>? prebuilt = null, PassPipeline? llvm = null, CodeInspection? inspection = null,
        CpuTarget? target = null)
    {
        _target = target ?? CpuTarget.Host();
        _inspection = inspection ?? new();
        _llvmPasses = llvm;
        (_cache, _output) = (cache, output);
        _pipeline = pipeline ?? (output is null ? Pipelines.Cpu : Pipelines.CpuPrograms);
        _llvm = new(() => Task.Run(() => HostLlvm.Open(_target, hasDebugger: _inspection.DebugInfo is not null)));
        _prebuilt = prebuilt ?? [];
        if (_prebuilt.Count == 0) _ = _llvm.Value;
        (_pool, _ownsPool) = (pool ?? new TilePool(), pool is null);
    }

    public string Target => "cpu";

    // What an experiment makes is not kept: a list of passes has no name by which others would know it.
    private string? PipelineName => _pipeline == Pipelines.Cpu ? "kernels" : _pipeline == Pipelines.CpuPrograms ? "programs" : null;

    private HostLlvm Llvm => _llvm.Value.GetAwaiter().GetResult();

    /// <summary>Lowers one entry to LLVM text. Throws <see cref="WeftException"/> when it cannot be lowered.</summary>
    /// <param name="machine">What it is for; <see cref="CpuModel.Avx512"/> when null.</param>
    /// <param name="settings">What is asked of plans; nothing when null.</param>
    public static CpuLowering Lower(
        KernelProgram program, string entry, PipelineOptions? options = null, CpuModel? machine = null, PlanSettings? settings = null)
    {
        var plan = new LoweringPlan(Pipelines.Cpu, machine ?? CpuModel.Avx512, options) { Settings = settings ?? PlanSettings.Automatic };
        return Lower(program, entry, plan, isProgram: false, debug: null);
    }

    /// <summary>Lowers one entry to branches, arithmetic and memory.</summary>
    internal static (ModuleOp Module, FuncOp Function, RemarkLog Remarks) LowerIr(
        KernelProgram program, string entry, LoweringPlan plan)
    {
        var context = new IrContext(StandardDialects.All);
        var module = program.Load(context);
        KeepOnly(module, entry);
        var diagnostics = new DiagnosticBag();
        var remarks = new RemarkLog();
        var passes = new PassContext(context, diagnostics, remarks) { Machine = plan.Settings.Of(plan.Machine), Plan = plan.Settings };
        if (!PipelineRunner.Run(plan.Pipeline, module, passes, plan.Options))
            throw new WeftException(diagnostics.First(d => d.Severity == Severity.Error));
        var function = new SymbolTable(module).Find<FuncOp>(entry) ?? throw new WeftException(
            RuntimeDiagnostics.UnknownKernel.At(default, entry, string.Join(", ", program.Entries.Select(e => e.Name))));
        return (module, function, remarks);
    }

    internal static string SymbolOf(string entry) => CNames.Identifier($"weft_{entry}");

    private static CpuLowering Lower(KernelProgram program, string entry, LoweringPlan plan, bool isProgram, DebugInfo? debug)
    {
        var (module, function, remarks) = LowerIr(program, entry, plan);
        try
        {
            var (emitter, symbol) = (new ModuleEmitter(plan.Machine, isProgram, DebugMetadata.For(program, debug)), SymbolOf(entry));
            emitter.Add(function, symbol);
            var emitted = emitter.Finish();
            return new(module, emitted.Text, remarks) 
            {
                Kernel = KernelAttributes.NameOf(function), Symbol = symbol, Passes = emitted.Passes, FaultSites = emitted.FaultSites,
            };
        }
        catch (EmissionException problem)
        {
            throw new WeftException(problem.Diagnostic, problem);
        }
    }

    public IExecutable Compile(KernelProgram program, string entry, CancellationToken cancellation)
    {
        foreach (var library in _prebuilt)
            if (library.Find(program, entry, _pool) is { } prebuilt) return prebuilt;
        return Executable(program, entry, Take(program, entry, cancellation));
    }

    /// <summary>Compiles one entry by a plan of the caller's, for comparisons.</summary>
    public IExecutable Compile(KernelProgram program, string entry, PlanSettings settings, CancellationToken cancellation) =>
        Executable(program, entry, Make(program, entry, settings, cancellation));

    private NativeExecutable Executable(KernelProgram program, string entry, KernelCode code)
    {
        var module = _loaded.Get(code.Symbol, () => Load(code));
        var signature = program.Find(entry)!;
        var native = new NativeEntry(code.Kernel, code.Symbol, signature.SlotCount, code.FaultSites) { Output = _output };
        return new NativeExecutable(module, native, _pool);
    }

    // From the cache, or compiled and kept there.
    private KernelCode Take(KernelProgram program, string entry, CancellationToken cancellation)
    {
        if (_cache is null || PipelineName is not { } pipeline) return Make(program, entry, PlanSettings.Automatic, cancellation);
        var settings = TunedPlan.Find(_cache, program, entry, _target.Machine)?.Settings ?? PlanSettings.Automatic;
        var key = new KernelCodeKey(
            program.Hash, entry, pipeline, _target.Machine, Llvm.Target, _llvmPasses is { } passes ? [passes] : PassPipeline.ForKernels,
            Llvm.Compiler.Version, _inspection.DebugInfo)
        {
            Settings = settings,
        }.Hash();
        if (_cache.TryGet(key) is { } kept) return KernelCode.Decode(kept);
        var made = Make(program, entry, settings, cancellation);
        _cache.Put(key, made.Encode());
        return made;
    }

    private KernelCode Make(KernelProgram program, string entry, PlanSettings settings, CancellationToken cancellation)
    {
        var plan = new LoweringPlan(_pipeline, _target.Machine) { Settings = settings };
        var lowering = Lower(program, entry, plan, isProgram: _output is not null, _inspection.DebugInfo);
        // Symbols share one namespace per loader: the name says what the code is, and equal code is loaded once.
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lowering.LlvmText)))[..16];
        var symbol = $"{lowering.Symbol}.{hash}";
        var text = lowering.LlvmText.Replace(lowering.Symbol, symbol, StringComparison.Ordinal);
        var code = Llvm.Compiler.Compile(symbol, Encoding.UTF8.GetBytes(text), Llvm.Target, _llvmPasses ?? lowering.Passes, cancellation);
        return new(lowering.Kernel, symbol, lowering.FaultSites, code.Bytes);
    }

    private LoadedModule Load(KernelCode code)
    {
        var module = Llvm.Loader.Load(code.Symbol, code.Code.Span, code.Symbol);
        _inspection.PerfMap?.Add(Placed(code, module.Find(code.Symbol)));
        return module;
    }

    // All functions are in the section of the entry, which is loaded as a whole.
    private static IEnumerable<(long Address, long Size, string Name)> Placed(KernelCode code, nint address)
    {
        var functions = ElfFunctions.Of(code.Code.Span);
        var entry = functions.FirstOrDefault(f => f.Name == code.Symbol);
        return functions.Where(f => f.Section == entry.Section).Select(f => (
            address + f.Offset - entry.Offset, f.Size,
            f.Name.StartsWith(code.Symbol, StringComparison.Ordinal) ? $"weft::{code.Kernel}{f.Name[code.Symbol.Length..]}" : f.Name));
    }

    /// <summary>The assembly of an entry, for people.</summary>
    public string Assembly(CpuLowering lowering, CancellationToken cancellation = default) =>
        Llvm.Compiler.EmitAssembly(
            lowering.Symbol, Encoding.UTF8.GetBytes(lowering.LlvmText), Llvm.Target, _llvmPasses ?? lowering.Passes, cancellation);

    public void Dispose()
    {
        foreach (var module in _loaded.Made) module.Dispose();
        WaitUntilOpen();
        if (_llvm is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) Llvm.Loader.Dispose();
        if (_ownsPool) _pool.Dispose();
    }

    /// <summary>Leaving the process while LLVM still opens would pull the library away from under it.</summary>
    internal void WaitUntilOpen()
    {
        if (_llvm.IsValueCreated) Task.WhenAny(_llvm.Value).Wait();
    }

    /// <summary>LLVM in this process, for this processor.</summary>
    private sealed record HostLlvm(LlvmCompiler Compiler, OrcLoader Loader, TargetSpec Target)
    {
        public static HostLlvm Open(CpuTarget target, bool hasDebugger) => new(new(), new(hasDebugger: hasDebugger), target.Spec());
    }

    // Other entries are compiled when they are asked for.
    private static void KeepOnly(ModuleOp module, string entry)
    {
        foreach (var op in module.Body.Entry.Ops)
            if (op is FuncOp { IsDeclaration: false } function && function.SymName != entry) function.Visibility = "private";
            else if (op is GraphOp graph && graph.SymName != entry) graph.Visibility = "private";
            // All keep their places in memory, also those that nobody names.
            else if (op is GlobalOp global) global.Visibility = null;
    }
}
