using System.Globalization;
using System.Text;
using System.Text.Json;
using Weft.Runtime;

namespace Weft.Backends.Llvm;

/// <summary>Compiles programs to a shared library that <see cref="PrebuiltLibrary"/> loads where there is no LLVM.</summary>
/// <param name="linker">Links the library.</param>
public sealed class PrebuiltBuilder(SharedLibraryLinker linker)
{
    private readonly LlvmCompiler _compiler = new();
    private readonly CpuTarget _target = CpuTarget.Portable();

    /// <summary>The library's bytes. Throws <see cref="WeftException"/> when a kernel cannot be compiled, or where libLLVM or a linker is
    /// missing.</summary>
    /// <param name="name">The library's own name.</param>
    public byte[] Build(IEnumerable<KernelProgram> programs, string name)
    {
        var entries = programs.DistinctBy(p => p.Hash).SelectMany(program => program.Entries.Select(entry => (program, entry.Name)));
        var made = SideBySide.Map(entries.ToList(), entry => Make(entry.program, entry.Name));
        var manifest = new PrebuiltManifest(PrebuiltManifest.CurrentAbi, _target.Name, [.. made.Select(m => m.Kernel)]);
        return linker.Link([.. made.Select(m => m.Code), Compile(PrebuiltManifest.Symbol, TextOf(manifest), PassPipeline.None)], name);
    }

    private (PrebuiltKernel Kernel, ReadOnlyMemory<byte> Code) Make(KernelProgram program, string entry)
    {
        var lowering = CpuCompiler.Lower(program, entry, machine: _target.Machine);
        var symbol = CNames.Identifier($"{lowering.Symbol}_{program.Version}");
        var kernel = new PrebuiltKernel(
            program.Hash, entry, lowering.Kernel, symbol, [.. lowering.FaultSites.Select(Describe)]);
        return (kernel, Compile(symbol, lowering.LlvmText.Replace(lowering.Symbol, symbol, StringComparison.Ordinal), lowering.Passes));
    }

    private ReadOnlyMemory<byte> Compile(string symbol, string text, PassPipeline passes) =>
        _compiler.Compile(symbol, Encoding.UTF8.GetBytes(text), _target.Spec(), passes).Bytes;

    private static PrebuiltSite Describe(FaultSite site)
    {
        var position = site.Location.Position;
        return new(site.Kind, position.File, position.Line, position.Column, site.Subject);
    }

    private static string TextOf(PrebuiltManifest manifest)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(manifest, PrebuiltJson.Default.PrebuiltManifest);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"@{PrebuiltManifest.Symbol} = constant [{bytes.Length + 1} x i8] c\"");
        foreach (var b in bytes) text.Append(CultureInfo.InvariantCulture, $"\\{b:X2}");
        return text.Append("\\00\"\n").ToString();
    }
}
