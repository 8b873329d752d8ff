using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Weft.Runtime;

namespace Weft.Tool.Tests;

/// <summary>What debuggers and profilers of this machine say about compiled kernels.</summary>
public sealed partial class DebugInfoTests
{
    private const string Source = """
        func square(v: f32) -> f32 =
            v * v
        kernel saxpy(a: f32, x: f32[n], y: inout f32[n]) {
            parallel i in 0..n {
                y[i] = a * square(x[i]) + y[i]
            }
        }
        """;

    // A debugger wants the program itself, not what starts it.
    private static readonly string Host = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet"));

    private const string Program = """
        #include "k.h"
        int main(void) {
          float x[64] = {1, 2, 3, 4}, y[64] = {10, 20, 30, 40};
          weft_context context;
          weft_context_init(&context);
          return weft_call_saxpy(&context, 64, 2, x, y) == WEFT_OK && y[3] == 72 ? 0 : 1;
        }
        """;

    [Theory]
    [InlineData("so", "k.so")]
    [InlineData("obj", "k.o")]
    public void Lines_are_those_of_the_source(string form, string file)
    {
        var objdump = InstalledTool.Find("objdump", "llvm-objdump");
        Assert.SkipWhen(objdump is null, "no objdump on this machine");
        using var work = new Workplace().With("k.weft", Source);
        work.Run($"build k.weft --emit {form} -g").Succeeds();
        var table = objdump!.Run(work.Path, ["--dwarf=decodedline", file]);
        // Line 0 is what the compiler added. The kernel begins on line 3; lines 4 and 5 are its loop, line 2 is inlined.
        var lines = Row().Matches(table).Select(row => int.Parse(row.Groups[1].Value, CultureInfo.InvariantCulture)).Where(n => n > 0);
        Assert.Equal([2, 3, 4, 5], lines.Distinct().Order());
    }

    [Fact]
    public void Without_the_option_there_is_no_debug_info()
    {
        using var work = new Workplace().With("k.weft", Source);
        Assert.DoesNotContain("!dbg", work.Run("build k.weft --emit llvm -o -").Succeeds(), StringComparison.Ordinal);
        work.Run("build k.weft --emit obj -o plain.o").Succeeds();
        work.Run("build k.weft --emit obj --debug -o debug.o").Succeeds();
        Assert.DoesNotContain(".debug_line", File.ReadAllText(work.At("plain.o")), StringComparison.Ordinal);
        Assert.Contains(".debug_line", File.ReadAllText(work.At("debug.o")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_debugger_stops_a_c_program_at_a_line_of_a_kernel()
    {
        using var work = new Workplace().With("k.weft", Source).With("main.c", Program);
        work.Run("build k.weft --emit header").Succeeds();
        work.Run("build k.weft --emit so -g").Succeeds();
        CCompiler.Compile(work, "main.c", "-g", work.At("k.so"), "-lm", "-Wl,-rpath," + work.Path, "-o", "main");
        var said = Debug(
            work, [work.At("main")],
            "break main", "run", "break saxpy", "break k.weft:2", "continue", "info args", "print *x@4", "continue", "bt");
        Assert.Contains("saxpy (a=2, x=", said, StringComparison.Ordinal);
        Assert.Contains("{1, 2, 3, 4}", said, StringComparison.Ordinal);
        Assert.Contains("2\t    v * v", said, StringComparison.Ordinal);
        Assert.Matches(@"(?s)square \(\) at k\.weft:2\n.*saxpy[^\n]* at k\.weft:5\n.*main \(\) at main\.c:6", said);
    }

    [Fact]
    public void A_debugger_stops_at_a_line_of_a_kernel_that_is_compiled_while_the_program_runs()
    {
        // Enough elements for whole vectors: a line's first instruction is theirs.
        var x = Tensor.Of<float>(new float[4096], 4096);
        using var work = new Workplace().With("s.weft", Source).With("x.npy", x).With("y.npy", x);
        var tool = Path.Combine(AppContext.BaseDirectory, "weft.dll");
        var said = Debug(
            work, [Host, "exec", tool, "run", "s.weft", "--in", "x=x.npy", "--in", "y=y.npy", "--arg", "a=2"],
            "break s.weft:5", "run", "bt");
        Assert.Contains("y[i] = a * square(x[i]) + y[i]", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_debugger_stops_at_a_line_of_a_method()
    {
        using var work = new Workplace();
        var source = Checkout.At("samples", "Saxpy", "Program.cs");
        var line = Array.FindIndex(File.ReadAllLines(source), text => text.Contains("for (var i", StringComparison.Ordinal)) + 1;
        var said = Debug(
            work, [Host, "exec", SampleTests.ProgramOf("Saxpy")], $"directory {Path.GetDirectoryName(source)}",
            "break Saxpy", "run");
        Assert.Matches($@"Saxpy \(a=2, x=0x.*\) at Program\.cs:{line}\n{line}\t +for \(var i = 0;", said);
    }

    // What gdb prints. A runtime stops itself with signals, and its libraries load when it runs.
    private static string Debug(Workplace work, string[] program, params string[] commands)
    {
        var gdb = InstalledTool.Find("gdb");
        Assert.SkipWhen(gdb is null, "no gdb on this machine");
        string[] before =
        [
            "set pagination off", "set breakpoint pending on", "set width 0", "set debuginfod enabled off", "set auto-load off",
            "handle SIGUSR1 SIG34 SIG35 SIG36 nostop noprint pass",
        ];
        return gdb!.Run(
            work.Path, ["--batch", "-nx", .. before.Concat(commands).SelectMany(c => new[] { "-ex", c }), "--args", .. program],
            ("WEFT_DEBUG_INFO", "1"), ("WEFT_CACHE", work.At("cache")));
    }

    [GeneratedRegex(@"^k\.weft\s+(\d+)\s+0", RegexOptions.Multiline)]
    private static partial Regex Row();
}
