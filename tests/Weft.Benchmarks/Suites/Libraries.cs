using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Weft.Benchmarks;

/// <summary>Libraries that compute some of the kernels: a few lines beside a kernel call one, in a file that ends in its name.</summary>
internal static partial class Libraries
{
    public const string OpenBlas = "openblas", OneDnn = "onednn";

    private static readonly Lazy<ImmutableDictionary<string, string?>> s_missing =
        new(() => All.ToImmutableDictionary(library => library.Name, Probe));

    public static ImmutableArray<CCompiler> All { get; } =
    [
        new(OpenBlas, "gcc", "-O2") { Ending = ".openblas.c", Libraries = ["-l:libopenblas.so.0"] },
        new(OneDnn, "g++", "-O2", "-w") { Ending = ".onednn.cpp", Libraries = ["-ldnnl"] },
    ];

    /// <summary>Those that can be called here.</summary>
    public static IEnumerable<CCompiler> Installed => All.Where(library => s_missing.Value[library.Name] is null);

    /// <summary>The names of the others, and what is missing.</summary>
    public static IEnumerable<(string Name, string Reason)> Missing =>
        s_missing.Value.Where(library => library.Value is not null).Select(library => (library.Key, library.Value!));

    // One is there when its header compiles and what comes out can be loaded; else what is missing.
    private static string? Probe(CCompiler library)
    {
        if (!CCompiler.IsOnPath(library.Command)) return $"there is no {library.Command}";
        // Both read these when they are loaded. OpenBLAS does not know processors newer than itself, and takes its slowest kernels.
        SetEnvironment("OPENBLAS_NUM_THREADS", "1", 1);
        SetEnvironment("OMP_NUM_THREADS", "1", 1);
        // Threads that have nothing to do are not to take the time of those that are measured.
        SetEnvironment("OMP_WAIT_POLICY", "passive", 1);
        if (Avx512F.IsSupported) SetEnvironment("OPENBLAS_CORETYPE", "SkylakeX", 1);
        var isPlain = library.Ending.EndsWith(".c", StringComparison.Ordinal);
        var header = Path.Combine(AppContext.BaseDirectory, "Suites", library.Name + (isPlain ? ".h" : ".hpp"));
        try
        {
            library.Compile(header, "-x", isPlain ? "c" : "c++");
            return null;
        }
        catch (Exception e) when (e is InvalidOperationException or DllNotFoundException or BadImageFormatException)
        {
            var lines = e.Message.Split('\n');
            return lines.FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal), lines[0]).Trim();
        }
    }

    // The runtime keeps a copy of the environment of its own, which libraries do not see.
    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
