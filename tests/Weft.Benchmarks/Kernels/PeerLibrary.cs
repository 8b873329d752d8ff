using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Weft.Benchmarks;

/// <summary>peers.c as clang compiles it with some flags.</summary>
internal sealed unsafe class PeerLibrary
{
    /// <summary>A name that contains this is that of a peer whose results are Weft's.</summary>
    public const string SameResults = "-DSAME_RESULTS";

    private static readonly string[] s_names = ["clang-22", "clang-21", "clang-20", "clang-19", "clang", "clang-14"];

    private readonly nint _library;

    private PeerLibrary(string name, nint library)
    {
        (Name, _library) = (name, library);
        Saxpy = (delegate* unmanaged<long, float, float*, float*, void>)NativeLibrary.GetExport(library, "saxpy");
        var hillshade = NativeLibrary.GetExport(library, "hillshade");
        Hillshade = (delegate* unmanaged<long, long, float*, float, float, float, float, float, float*, void>)hillshade;
    }

    /// <summary>The newest clang on the path; null when there is none.</summary>
    public static string? Clang { get; } = s_names.FirstOrDefault(IsOnPath);

    public string Name { get; }

    public delegate* unmanaged<long, float, float*, float*, void> Saxpy { get; }

    public delegate* unmanaged<long, long, float*, float, float, float, float, float, float*, void> Hillshade { get; }

    /// <summary>y[i] = function(x[i]) for the elements of an array.</summary>
    public delegate* unmanaged<long, float*, float*, void> Elementwise(string function) =>
        (delegate* unmanaged<long, float*, float*, void>)NativeLibrary.GetExport(_library, $"{function}_all");

    /// <summary>As gcc compiles it, which knows libmvec; null when there is no gcc.</summary>
    public static PeerLibrary? CompileByGcc(params string[] flags) => IsOnPath("gcc") ? Compile("gcc", flags) : null;

    /// <summary>Compiled now; null when there is no clang.</summary>
    public static PeerLibrary? Compile(params string[] flags) => Clang is null ? null : Compile(Clang, flags);

    private static PeerLibrary Compile(string compiler, string[] flags)
    {
        var output = Path.Combine(Directory.CreateTempSubdirectory("weft-peers-").FullName, "peers.so");
        var source = Path.Combine(AppContext.BaseDirectory, "Kernels", "peers.c");
        string[] arguments = [.. flags, "-fPIC", "-shared", "-o", output, source, "-lm"];
        using var process = Process.Start(compiler, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{compiler} {string.Join(' ', arguments)} failed");
        var library = NativeLibrary.Load(output);
        Directory.Delete(Path.GetDirectoryName(output)!, recursive: true);
        return new($"{compiler.Split('-')[0]} {string.Join(' ', flags)}", library);
    }

    /// <summary>
    /// As it comes, where it contracts products and sums; with results as Weft's, bit for bit; with neither.
    /// Empty when there is no clang.
    /// </summary>
    public static IReadOnlyList<PeerLibrary> All() =>
        new[]
        {
            Compile("-O3", "-march=native"),
            Compile("-O3", "-march=native", "-ffp-contract=off", SameResults),
            Compile("-O3", "-march=native", "-ffast-math"),
        }.OfType<PeerLibrary>().ToArray();

    private static bool IsOnPath(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(directory => File.Exists(Path.Combine(directory, name)));
}
