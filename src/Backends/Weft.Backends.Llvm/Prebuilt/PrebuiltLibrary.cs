using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text.Json;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Backends.Llvm;

/// <summary>Kernels that were compiled when the program was built: they run without LLVM.</summary>
public sealed class PrebuiltLibrary
{
    /// <summary>How the files' names end.</summary>
    public const string Extension = ".weft.so";

    private readonly LibraryHandle _code;
    private readonly Dictionary<(string Program, string Entry), PrebuiltKernel> _kernels;

    private PrebuiltLibrary(LibraryHandle code, PrebuiltManifest manifest)
    {
        _code = code;
        _kernels = manifest.Kernels.ToDictionary(k => (k.Program, k.Entry));
    }

    /// <summary>Those of a folder that this process can run: made for this version of Weft and a processor like this one.</summary>
    public static IReadOnlyList<PrebuiltLibrary> OpenAll(string directory) =>
        [.. Directory.GetFiles(directory, "*" + Extension).Order(StringComparer.Ordinal).Select(TryOpen).OfType<PrebuiltLibrary>()];

    /// <summary>What runs the entry; null when it is not here.</summary>
    internal NativeExecutable? Find(KernelProgram program, string entry, TilePool pool)
    {
        if (!_kernels.TryGetValue((program.Hash, entry), out var kernel) || program.Find(entry) is not { } signature) return null;
        var address = NativeLibrary.GetExport(_code.DangerousGetHandle(), kernel.Symbol);
        var module = new LoadedModule(kernel.Symbol, _code, new() { [kernel.Symbol] = address });
        return new(module, new(kernel.Name, kernel.Symbol, signature.SlotCount, [.. kernel.Sites.Select(SiteOf)]), pool);
    }

    private static FaultSite SiteOf(PrebuiltSite site) =>
        new(site.Kind, site.File is { } file ? Location.At(file, site.Line, site.Column) : Location.Unknown, site.Subject);

    private static PrebuiltLibrary? TryOpen(string path)
    {
        if (!NativeLibrary.TryLoad(path, out var handle)) return null;
        var code = new LibraryHandle(handle);
        if (NativeLibrary.TryGetExport(handle, PrebuiltManifest.Symbol, out var text)
            && Read(Marshal.PtrToStringUTF8(text)!) is { Abi: PrebuiltManifest.CurrentAbi } manifest && Runs(manifest.Cpu))
            return new(code, manifest);
        code.Dispose();
        return null;
    }

    private static PrebuiltManifest? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, PrebuiltJson.Default.PrebuiltManifest);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool Runs(string cpu) => cpu switch
    {
        CpuTarget.Avx2 => Avx2.IsSupported && Fma.IsSupported && Bmi1.IsSupported && Bmi2.IsSupported && Lzcnt.IsSupported,
        _ => cpu == CpuTarget.Generic,
    };

    private sealed class LibraryHandle : SafeHandle
    {
        public LibraryHandle(nint handle) : base(0, ownsHandle: true) => SetHandle(handle);

        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            NativeLibrary.Free(handle);
            return true;
        }
    }
}
