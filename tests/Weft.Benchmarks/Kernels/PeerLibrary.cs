using System.Runtime.InteropServices;

namespace Weft.Benchmarks;

/// <summary>peers.c as a compiler makes it with some flags.</summary>
internal sealed unsafe class PeerLibrary
{
    /// <summary>A name that contains this is that of a peer whose results are Weft's.</summary>
    public const string SameResults = "-DSAME_RESULTS";

    private readonly nint _library;

    private PeerLibrary(string name, nint library)
    {
        (Name, _library) = (name, library);
        Saxpy = (delegate* unmanaged<long, float, float*, float*, void>)NativeLibrary.GetExport(library, "saxpy");
        var hillshade = NativeLibrary.GetExport(library, "hillshade");
        Hillshade = (delegate* unmanaged<long, long, float*, float, float, float, float, float, float*, void>)hillshade;
    }

    public string Name { get; }

    public delegate* unmanaged<long, float, float*, float*, void> Saxpy { get; }

    public delegate* unmanaged<long, long, float*, float, float, float, float, float, float*, void> Hillshade { get; }

    /// <summary>y[i] = function(x[i]) for the elements of an array.</summary>
    public delegate* unmanaged<long, float*, float*, void> Elementwise(string function) =>
        (delegate* unmanaged<long, float*, float*, void>)NativeLibrary.GetExport(_library, $"{function}_all");

    /// <summary>As gcc compiles it, which knows libmvec; null when there is no gcc.</summary>
    public static PeerLibrary? CompileByGcc(params string[] flags) => Compile(CCompiler.Gcc, flags);

    /// <summary>Compiled now; null when there is no clang.</summary>
    public static PeerLibrary? Compile(params string[] flags) => Compile(CCompiler.Clang, flags);

    private static PeerLibrary? Compile(string? command, string[] flags)
    {
        if (command is null) return null;
        var name = $"{command.Split('-')[0]} {string.Join(' ', flags)}";
        return new(name, new CCompiler(name, command, flags).Compile(Path.Combine(AppContext.BaseDirectory, "Kernels", "peers.c")));
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
}
