namespace Weft.Tool.Tests;

/// <summary>The machine's C compiler, for programs that call our libraries.</summary>
internal static class CCompiler
{
    /// <summary>Compiles a source of the workplace without warnings. The test is skipped where there is no compiler.</summary>
    /// <param name="flags">Objects and libraries stand behind the flags that come before the source.</param>
    public static void Compile(Workplace work, string source, params string[] flags)
    {
        var compiler = InstalledTool.Find("cc", "gcc", "clang", "clang-22", "clang-19");
        Assert.SkipWhen(compiler is null, "no C compiler (cc, gcc or clang) on this machine");
        // A source comes before the libraries that it needs and behind what says its language.
        var options = flags.TakeWhile(f => Path.GetExtension(f) is not (".o" or ".so")).ToList();
        compiler!.Run(work.Path, [.. options, "-Wall", "-Wextra", "-Werror", source, .. flags.Skip(options.Count)]);
    }
}
