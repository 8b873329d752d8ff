using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Weft.Benchmarks;

/// <summary>A compiler of C or C++, and how it is called.</summary>
/// <param name="Name">What tables call it.</param>
internal sealed record CCompiler(string Name, string Command, params string[] Flags)
{
    public const string GccName = "gcc";

    private static readonly string[] s_clangs = ["clang-22", "clang-21", "clang-20", "clang-19", "clang", "clang-14"];

    /// <summary>The newest clang on the path; null when there is none.</summary>
    public static string? Clang { get; } = s_clangs.FirstOrDefault(IsOnPath);

    public static string? Gcc { get; } = IsOnPath(GccName) ? GccName : null;

    /// <summary>What the names of its files end in: it compiles those of its kernels that there are.</summary>
    public string Ending { get; init; } = ".c";

    /// <summary>What is linked.</summary>
    public string[] Libraries { get; init; } = [];

    /// <summary>Compiles a file now, and loads what comes out. Throws with what the compiler says.</summary>
    /// <param name="more">Further flags, such as the values of macros.</param>
    public nint Compile(string source, params IEnumerable<string> more)
    {
        var folder = Directory.CreateTempSubdirectory("weft-peers-").FullName;
        try
        {
            var output = Path.Combine(folder, "peers.so");
            string[] arguments = [.. Flags, .. more, "-fPIC", "-shared", "-o", output, source, .. Libraries, "-lm"];
            using var process = Process.Start(new ProcessStartInfo(Command, arguments) { RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? NativeLibrary.Load(output)
                : throw new InvalidOperationException($"{Command} {string.Join(' ', arguments)} failed: {errors}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static bool IsOnPath(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(directory => File.Exists(Path.Combine(directory, name)));
}
