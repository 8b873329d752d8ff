using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Weft.Benchmarks;

/// <summary>A compiler of C, and how it is called.</summary>
/// <param name="Name">What tables call it.</param>
internal sealed record CCompiler(string Name, string Command, params string[] Flags)
{
    private static readonly string[] s_clangs = ["clang-22", "clang-21", "clang-20", "clang-19", "clang", "clang-14"];

    /// <summary>The newest clang on the path; null when there is none.</summary>
    public static string? Clang { get; } = s_clangs.FirstOrDefault(IsOnPath);

    public static string? Gcc { get; } = IsOnPath("gcc") ? "gcc" : null;

    /// <summary>Compiles a file now, and loads what comes out.</summary>
    /// <param name="more">Further flags, such as the values of macros.</param>
    public nint Compile(string source, params IEnumerable<string> more)
    {
        var folder = Directory.CreateTempSubdirectory("weft-peers-").FullName;
        var output = Path.Combine(folder, "peers.so");
        string[] arguments = [.. Flags, .. more, "-fPIC", "-shared", "-o", output, source, "-lm"];
        using var process = Process.Start(Command, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{Command} {string.Join(' ', arguments)} failed");
        var library = NativeLibrary.Load(output);
        Directory.Delete(folder, recursive: true);
        return library;
    }

    private static bool IsOnPath(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(directory => File.Exists(Path.Combine(directory, name)));
}
