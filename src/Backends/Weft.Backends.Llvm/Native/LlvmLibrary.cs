using System.Reflection;
using System.Runtime.InteropServices;
using Weft.Runtime;

namespace Weft.Backends.Llvm.Native;

/// <summary>
/// libLLVM in this process. It is loaded once and never unloaded, and its target registry and fatal-error handler belong to the
/// process: this is the one object whose state is as global as that.
/// </summary>
internal sealed unsafe class LlvmLibrary
{
    private const int OldestMajor = 19;
    private const int NewestMajor = 22;

    // The names under which each architecture registers, by the first part of the triple.
    private static readonly (string TripleStart, string Name)[] Architectures =
    [
        ("x86_64", "X86"), ("aarch64", "AArch64"), ("nvptx64", "NVPTX"), ("spirv", "SPIRV"),
    ];

    private static readonly Lazy<LlvmLibrary> Loaded =
        new(() => new(Open(CandidateNames(Environment.GetEnvironmentVariable("WEFT_LLVM")))));

    private readonly HashSet<string> _initialized = [];
    private readonly Lock _gate = new();
    private readonly nint _handle;

    private LlvmLibrary(nint handle)
    {
        _handle = handle;
        NativeLibrary.SetDllImportResolver(Assembly.GetExecutingAssembly(), (name, _, _) => name == LlvmApi.LibraryName ? handle : 0);
        LlvmApi.GetVersion(out var major, out var minor, out var patch);
        Version = new((int)major, (int)minor, (int)patch);
        if (major < OldestMajor) throw Unusable(Version.ToString(), "it is too old");
        KeepsParsedBuffer = NativeLibrary.TryGetExport(handle, LlvmApi.Parse2Export, out _);
        LlvmApi.InstallFatalErrorHandler(LlvmThread.FatalErrorHandler);
    }

    public Version Version { get; }

    /// <summary>Whether the newer parser entry is there, which leaves the text buffer to the caller.</summary>
    public bool KeepsParsedBuffer { get; }

    /// <summary>The library, loaded on first use. Throws <see cref="WeftException"/> when there is none.</summary>
    public static LlvmLibrary Require() => Loaded.Value;

    /// <summary>Where to look: the user's choice alone if there is one, else the newest version first.</summary>
    internal static IReadOnlyList<string> CandidateNames(string? chosen)
    {
        if (!string.IsNullOrEmpty(chosen)) return [chosen];
        var names = new List<string>();
        for (var v = NewestMajor; v >= OldestMajor; v--) names.AddRange([$"libLLVM.so.{v}.1", $"libLLVM-{v}.so", $"libLLVM-{v}.so.1"]);
        return names;
    }

    internal static nint Open(IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            if (!NativeLibrary.TryLoad(name, out var handle)) continue;
            if (NativeLibrary.TryGetExport(handle, LlvmApi.VersionExport, out _)) return handle;
            throw Unusable($"'{name}'", "it does not tell its version");
        }

        throw new WeftException(LlvmDiagnostics.LibraryMissing.At(default, string.Join(", ", names)));
    }

    /// <summary>Registers the target of a triple, once.</summary>
    public void InitializeTarget(string triple)
    {
        var name = Architectures.FirstOrDefault(a => triple.StartsWith(a.TripleStart, StringComparison.Ordinal)).Name
            ?? throw Unavailable(triple, $"known triples start with {string.Join(", ", Architectures.Select(a => a.TripleStart))}");
        lock (_gate)
        {
            if (_initialized.Contains(name)) return;
            foreach (var (export, optional) in LlvmApi.TargetInitializers(name))
            {
                if (NativeLibrary.TryGetExport(_handle, export, out var initialize)) ((delegate* unmanaged[Cdecl]<void>)initialize)();
                else if (!optional) throw Unavailable(triple, $"this build of it lacks the {name} target");
            }

            _initialized.Add(name);
        }
    }

    private static WeftException Unusable(string library, string reason) =>
        new(LlvmDiagnostics.LibraryUnusable.At(default, library, reason, OldestMajor, NewestMajor));

    private WeftException Unavailable(string triple, string reason) =>
        new(LlvmDiagnostics.TargetUnavailable.At(default, Version.ToString(), triple, reason));
}
