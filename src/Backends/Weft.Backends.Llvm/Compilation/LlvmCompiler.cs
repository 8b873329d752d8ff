using System.Diagnostics;
using System.Text;
using Weft.Backends.Llvm.Native;
using Weft.Runtime;

namespace Weft.Backends.Llvm;

/// <summary>
/// Compiles LLVM text with libLLVM. Safe to use from several threads. Whatever LLVM finds wrong comes back as a
/// <see cref="WeftException"/>: text, module, passes, code generation, and its fatal errors, which the process survives.
/// </summary>
public sealed class LlvmCompiler
{
    private readonly LlvmLibrary _library = LlvmLibrary.Require();
    private readonly LlvmCompilerOptions _options;

    /// <summary>Throws <see cref="WeftException"/> when libLLVM is not installed.</summary>
    public LlvmCompiler(LlvmCompilerOptions? options = null) => _options = options ?? new();

    /// <summary>The version of libLLVM.</summary>
    public Version Version => _library.Version;

    /// <summary>Compiles to an object file.</summary>
    /// <param name="moduleName">What messages call the module.</param>
    /// <param name="llvmText">A module as text, UTF-8. Triple and data layout are set from <paramref name="target"/>.</param>
    public ObjectCode Compile(
        string moduleName, ReadOnlySpan<byte> llvmText, TargetSpec target, PassPipeline pipeline,
        CancellationToken cancellation = default) =>
        CompileNow(new(moduleName, llvmText.ToArray(), target, pipeline), cancellation);

    /// <summary>The assembly text after all passes: of the target machine, or PTX for an NVIDIA target.</summary>
    public string EmitAssembly(
        string moduleName, ReadOnlySpan<byte> llvmText, TargetSpec target, PassPipeline pipeline, CancellationToken cancellation = default)
        => Run(new(moduleName, llvmText.ToArray(), target, pipeline),
            (module, machine, _) => Encoding.UTF8.GetString(module.Emit(target, machine, LlvmApi.AssemblyFile)), cancellation);

    /// <summary>The LLVM text after the passes.</summary>
    public string EmitOptimizedText(
        string moduleName, ReadOnlySpan<byte> llvmText, TargetSpec target, PassPipeline pipeline, CancellationToken cancellation = default)
        => Run(new(moduleName, llvmText.ToArray(), target, pipeline), (module, _, _) => module.Print(), cancellation);

    private ObjectCode CompileNow(Request request, CancellationToken cancellation) =>
        Run(request, (module, machine, timings) =>
        {
            var start = Stopwatch.GetTimestamp();
            var bytes = module.Emit(request.Target, machine, LlvmApi.ObjectFile);
            return new ObjectCode(bytes, timings with { Emit = Stopwatch.GetElapsedTime(start) });
        }, cancellation);

    private T Run<T>(Request request, Func<LlvmModule, TargetMachineHandle, CompileTimings, T> finish, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        _library.InitializeTarget(request.Target.Triple);
        return LlvmThread.Run(request.Name, _options.Limit, thread =>
        {
            var clock = new StageClock();
            using var module = LlvmModule.Parse(thread, request.Name, request.Text);
            var parse = clock.Lap();
            using var machine = CreateMachine(request.Target, request.Pipeline);
            module.Target(request.Target, machine);
            module.Verify();
            var verify = clock.Lap();
            module.Optimize(machine, request.Pipeline);
            return finish(module, machine, new(parse, verify, Optimize: clock.Lap(), Emit: default));
        }, cancellation);
    }

    // A machine is cheap to make and not safe to share between threads.
    private unsafe TargetMachineHandle CreateMachine(TargetSpec target, PassPipeline pipeline)
    {
        var triple = target.Triple;
        if (LlvmApi.GetTargetFromTriple(triple, out var description, out var message) != 0)
            throw new WeftException(LlvmDiagnostics.TargetUnavailable.At(default, Version.ToString(), triple, LlvmText.Take(message)));
        var (relocation, codeModel) = (LlvmApi.PositionIndependent, LlvmApi.DefaultCodeModel);
        return LlvmApi.CreateTargetMachine(
            description, triple, target.Cpu, target.Features, pipeline.CodeGeneration, relocation, codeModel);
    }

    /// <param name="Text">A copy, because the work may outlive the call that asked for it: see <see cref="LlvmThread"/>.</param>
    private sealed record Request(string Name, byte[] Text, TargetSpec Target, PassPipeline Pipeline);

    private struct StageClock()
    {
        private long _last = Stopwatch.GetTimestamp();

        public TimeSpan Lap()
        {
            var (before, now) = (_last, Stopwatch.GetTimestamp());
            _last = now;
            return Stopwatch.GetElapsedTime(before, now);
        }
    }
}
