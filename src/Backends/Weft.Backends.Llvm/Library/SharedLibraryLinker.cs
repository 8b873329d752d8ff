using System.Diagnostics;
using Weft.Runtime;

namespace Weft.Backends.Llvm;

/// <summary>Makes a shared library of an object file with a linker of the system: libLLVM has none.</summary>
/// <param name="searchPath">Directories, as in the variable PATH.</param>
public sealed class SharedLibraryLinker(string searchPath)
{
    // The C library's mathematics and its vector variants, by their run-time names: a system without compilers has those.
    private static readonly string[] Libraries = ["--as-needed", "-l:libm.so.6", "-l:libmvec.so.1", "-l:libc.so.6"];

    // The plain linker takes a tenth of the time; a compiler passes on what it is told.
    private const string PlainLinker = "ld";

    private static readonly string[] Linkers = [PlainLinker, "cc", "gcc", "clang", "clang-22", "clang-19"];

    /// <summary>The library's bytes. Throws <see cref="WeftException"/> when there is no linker or it fails.</summary>
    /// <param name="name">The library's own name, which programs that link it look for.</param>
    public byte[] Link(ReadOnlyMemory<byte> objectCode, string name) => Link([objectCode], name);

    /// <summary>As the other, of several object files.</summary>
    public byte[] Link(IReadOnlyList<ReadOnlyMemory<byte>> objectCode, string name)
    {
        var linker = Linkers.Select(Find).FirstOrDefault(path => path is not null)
            ?? throw new WeftException(LlvmDiagnostics.LinkerMissing.At(default, string.Join(", ", Linkers)));
        var directory = Directory.CreateTempSubdirectory("weft-link-");
        try
        {
            var target = Path.Combine(directory.FullName, "kernels.so");
            string[] sources =
                [.. objectCode.Select((_, i) => Path.Combine(directory.FullName, FormattableString.Invariant($"kernels{i}.o")))];
            foreach (var (source, code) in sources.Zip(objectCode)) File.WriteAllBytes(source, code.Span);
            string[] flags = ["-soname", name, "-z", "noexecstack", .. Present()];
            // A compiler would add start-up files, which a kernel does not need and a small system does not have.
            string[] all = Path.GetFileName(linker) == PlainLinker
                ? ["-shared", "-o", target, .. sources, .. flags]
                : ["-shared", "-nostdlib", "-o", target, .. sources, .. flags.Select(ForCompiler)];
            Run(linker, all, name);
            return File.ReadAllBytes(target);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static string ForCompiler(string flag) => flag.StartsWith("-l", StringComparison.Ordinal) ? flag : $"-Wl,{flag}";

    private static IEnumerable<string> Present()
    {
        foreach (var library in Libraries)
            if (!library.StartsWith("-l:", StringComparison.Ordinal) || IsInstalled(library[3..]))
                yield return library;
    }

    // Found as the loader finds it: a system without the vector variants has kernels that do not call them.
    private static bool IsInstalled(string library)
    {
        if (!System.Runtime.InteropServices.NativeLibrary.TryLoad(library, out var handle)) return false;
        System.Runtime.InteropServices.NativeLibrary.Free(handle);
        return true;
    }

    private string? Find(string program) => searchPath.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(directory => Path.Combine(directory, program)).FirstOrDefault(File.Exists);

    private static void Run(string program, string[] arguments, string name)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        // Read together: either pipe may fill up while the other is waited for.
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new WeftException(LlvmDiagnostics.LinkFailed.At(default, program, name, (errors + output.Result).Trim()));
    }
}
