using System.Text;
using Weft.Backends.Llvm;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Tool;

/// <summary>What is built, of what, and where it will lie.</summary>
/// <param name="Target">The processor that the code is for.</param>
/// <param name="Debug">What debuggers are told of the code; null for nothing.</param>
internal sealed record ArtefactRequest(KernelProgram Program, string Path, ToolContext Context, CpuTarget Target, DebugInfo? Debug)
{
    public KernelLibrary Library => KernelLibrary.Lower(Program, Target, Debug);
}

/// <summary>Something that <c>weft build</c> makes.</summary>
/// <param name="Name">The value of <c>--emit</c>.</param>
/// <param name="NeedsEntries">Whether there must be a kernel or workflow to make it of.</param>
internal sealed record Artefact(
    string Name, string Extension, bool IsText, bool NeedsEntries, string Description, Func<ArtefactRequest, ReadOnlyMemory<byte>> Make)
{
    public static IReadOnlyList<Artefact> All { get; } =
    [
        new("pkg", ".weftpkg", false, false, "package of IR, hash and signatures", r => WeftPackage.Write(r.Program)),
        new("mlir", ".out.mlir", true, false, "IR", r => Text(r.Program.Load(new IrContext(StandardDialects.All)) + "\n")),
        new("llvm", ".ll", true, true, "LLVM text", r => Text(r.Library.LlvmText)),
        new("asm", ".s", true, true, "assembly", r => Text(r.Library.EmitAssembly())),
        new("obj", ".o", false, true, "object file of all kernels", r => r.Library.CompileObject()),
        new("so", ".so", false, true, "shared library of all kernels", Link),
        new("header", ".h", true, true, "C header for obj and so", r => Text(Header(r))),
    ];

    // Spellings that are agreed on and whose back ends are not here yet.
    private static readonly (string Target, string Emit)[] Planned = [("cuda", "ptx"), ("opencl", "opencl-c"), ("ilgpu", "ilgpu-cs")];

    public static string Names => string.Join(", ", All.Select(a => a.Name));

    public static string Targets => string.Join(", ", CpuTarget.Names);

    public static string Help => "what to write: " + string.Join("; ", All.Select(a => $"{a.Name}, {a.Description}"));

    public static Artefact? Find(string name) => All.FirstOrDefault(a => a.Name == name);

    /// <summary>What to say about a target or form that this version does not have yet; null for all others.</summary>
    public static string? Later(string target, string emit)
    {
        if (Planned.Any(p => p.Emit == emit)) return $"--emit {emit} is not supported yet; this version has {Names}";
        return Planned.Any(p => p.Target == target) ? $"--target {target} is not supported yet; this version has {Targets}" : null;
    }

    private static ReadOnlyMemory<byte> Text(string text) => Encoding.UTF8.GetBytes(text);

    private static ReadOnlyMemory<byte> Link(ArtefactRequest request)
    {
        var linker = new SharedLibraryLinker(request.Context.Variable("PATH") ?? "");
        return linker.Link(request.Library.CompileObject(), System.IO.Path.GetFileName(request.Path));
    }

    private static string Header(ArtefactRequest request) =>
        new LibraryHeader(request.Library, System.IO.Path.GetFileNameWithoutExtension(request.Path)).ToString();
}
