using System.Collections.Immutable;
using System.Text;
using Weft.IR;
using Weft.Passes;
using Weft.Runtime;

namespace Weft.Backends.Llvm;

/// <summary>A kernel or workflow in a library.</summary>
/// <param name="Symbol">Its name in the object code; a C identifier.</param>
/// <param name="CallName">The function of the header that calls it.</param>
public sealed record LibraryEntry(KernelSignature Signature, string Symbol, string CallName);

/// <summary>
/// All entries of a program as one LLVM module: what becomes an object file or a shared library for programs that are not ours.
/// <see cref="LibraryHeader"/> says how they are called.
/// </summary>
/// <param name="Version">The program's.</param>
/// <param name="Target">The processor that it is for.</param>
/// <param name="FaultSites">The table that a fault's number indexes; one for all entries.</param>
public sealed record KernelLibrary(
    string Version, CpuTarget Target, ImmutableArray<LibraryEntry> Entries, string LlvmText, ImmutableArray<FaultSite> FaultSites)
{
    /// <summary>What LLVM does with the text.</summary>
    internal PassPipeline Passes { get; init; } = PassPipeline.Vectorize;

    private const string ModuleName = "library";

    /// <summary>Lowers the entries. Throws <see cref="WeftException"/> when one cannot be lowered.</summary>
    /// <param name="debug">What debuggers are told; null for nothing.</param>
    public static KernelLibrary Lower(KernelProgram program, CpuTarget target, DebugInfo? debug = null)
    {
        var plan = new LoweringPlan(Pipelines.Cpu, target.Machine);
        var functions = SideBySide.Map(program.Entries, entry => CpuCompiler.LowerIr(program, entry.Name, plan).Function);
        var emitter = new ModuleEmitter(target.Machine, debug: DebugMetadata.For(program, debug));
        var entries = ImmutableArray.CreateBuilder<LibraryEntry>();
        var symbols = new HashSet<string>(LibraryAbi.Names, StringComparer.Ordinal);
        try
        {
            foreach (var (signature, function) in program.Entries.Zip(functions))
            {
                var symbol = CNames.Unique(CpuCompiler.SymbolOf(signature.Name), symbols);
                emitter.Add(function, symbol);
                entries.Add(new(signature, symbol, CNames.Unique($"weft_call_{signature.Name}", symbols)));
            }
        }
        catch (EmissionException problem)
        {
            throw new WeftException(problem.Diagnostic, problem);
        }

        var emitted = emitter.Finish();
        return new(program.Version, target, entries.ToImmutable(), emitted.Text, emitted.FaultSites) { Passes = emitted.Passes };
    }

    /// <summary>A relocatable object file. Throws <see cref="WeftException"/> when libLLVM is missing.</summary>
    public ReadOnlyMemory<byte> CompileObject() =>
        new LlvmCompiler().Compile(ModuleName, Encoding.UTF8.GetBytes(LlvmText), Target.Spec(), Passes).Bytes;

    /// <summary>The assembly of that object file.</summary>
    public string EmitAssembly() =>
        new LlvmCompiler().EmitAssembly(ModuleName, Encoding.UTF8.GetBytes(LlvmText), Target.Spec(), Passes);
}
