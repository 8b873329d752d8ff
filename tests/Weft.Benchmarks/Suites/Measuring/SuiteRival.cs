using System.Collections.Immutable;

namespace Weft.Benchmarks;

/// <summary>Somebody else who computes kernels of suites.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Of">How it computes a kernel; null where it has none of that name.</param>
internal sealed record SuiteRival(string Name, Func<Suite, SuiteKernel, SuiteArguments, SuiteContender?> Of)
{
    private static readonly string[] s_flags = ["-O3", "-march=native", "-ffast-math"];

    /// <summary>How compilers are called.</summary>
    public static string Flags => string.Join(' ', s_flags);

    /// <summary>Libraries and compilers of C, as far as they are there. The last one's results are those that the others' are held to.
    /// </summary>
    public static ImmutableArray<SuiteRival> Native { get; } =
    [
        .. Libraries.Installed.Select(Compiled),
        .. CCompiler.Clang is not { } clang ? [] : new[]
        {
            Compiled(new("polly-stripmine", clang, [.. s_flags, "-mllvm", "-polly", "-mllvm", "-polly-vectorizer=stripmine"])),
            Compiled(new("polly", clang, [.. s_flags, "-mllvm", "-polly"])),
            Compiled(new("clang", clang, s_flags)),
        },
        .. CCompiler.Gcc is not { } gcc ? [] : new[] { Compiled(new(CCompiler.GccName, gcc, s_flags)) },
    ];

    /// <summary>What a user of .NET has without Weft.</summary>
    public static ImmutableArray<SuiteRival> Managed { get; } =
    [
        In(DotNetPeer.Primitives, peer => peer.ByPrimitives),
        In(DotNetPeer.Loops, peer => peer.Plain),
    ];

    /// <summary>gcc, which shares the loops that it can among two threads.</summary>
    public static SuiteRival? Parallel { get; } =
        CCompiler.Gcc is { } gcc ? Compiled(new("gcc on two threads", gcc, [.. s_flags, "-ftree-parallelize-loops=2"])) : null;

    private static SuiteRival In(string name, Func<DotNetPeer, Action<SuiteArguments>?> choose) => new(name, (_, kernel, arguments) =>
        DotNetPeer.All.FirstOrDefault(peer => peer.Name == kernel.Identifier) is { } peer && choose(peer) is { } run
            ? new(name, _ => run(arguments)) : null);

    private static unsafe SuiteRival Compiled(CCompiler compiler) => new(compiler.Name, (suite, kernel, arguments) =>
    {
        if (!SuitePeer.Knows(compiler, suite, kernel)) return null;
        var peer = new SuitePeer(compiler, suite, kernel, arguments.Element, arguments.Extents);
        return new(compiler.Name, _ => arguments.Call(peer.Run), peer);
    });
}
