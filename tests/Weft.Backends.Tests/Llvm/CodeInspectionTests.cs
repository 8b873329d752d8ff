using System.Globalization;
using System.Text.RegularExpressions;
using Weft.Backends.Llvm;
using Weft.Backends.Tests.EndToEnd;
using Weft.Backends.Tests.Interpreting;
using Weft.Frontend.Dsl;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Backends.Tests;

/// <summary>Debug info and perf maps: what they say, and that they change no instruction.</summary>
public sealed partial class CodeInspectionTests(LlvmFixture llvm)
{
    private const string Kernel = """
        func square(v: f32) -> f32 =
            v * v
        kernel saxpy(a: f32, x: f32[n], y: inout f32[n]) {
            parallel i in 0..n { y[i] = a * square(x[i]) + y[i] }
        }
        """;

    [Fact]
    public void Debug_info_adds_attachments_and_nothing_else()
    {
        var program = Load(Programs.Text);
        var debug = KernelLibrary.Lower(program, CpuTarget.Host(), new DebugInfo("/src")).LlvmText;
        Assert.Equal(KernelLibrary.Lower(program, CpuTarget.Host()).LlvmText, Attachment().Replace(debug, ""));
        // LLVM verifies it, passes and all.
        Assert.NotEmpty(llvm.Compiler.EmitAssembly("m", System.Text.Encoding.UTF8.GetBytes(debug), llvm.Host, PassPipeline.Vectorize));
    }

    [Fact]
    public void An_inlined_function_is_where_it_was_called()
    {
        var text = KernelLibrary.Lower(Load(Kernel), CpuTarget.Host(), new DebugInfo("/src")).LlvmText;
        string Node(string number) => Regex.Match(text, $"(?m)^!{number} = (.*)$").Groups[1].Value;
        var inner = Regex.Match(text, @"(?m)^!\d+ = !DILocation\(line: 2, .* scope: !(\d+), inlinedAt: !(\d+)\)$").Groups;
        Assert.Contains("!DISubprogram(name: \"square\"", Node(inner[1].Value), StringComparison.Ordinal);
        Assert.StartsWith("distinct !DILocation(line: 4, ", Node(inner[2].Value), StringComparison.Ordinal);
        Assert.Contains("!DIFile(filename: \"programs.weft\", directory: \"/src\")", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Code_of_an_unknown_source_has_no_debug_info()
    {
        var module = Mlir.Parse("""
            func.func @k(%x: memref<?xf32> {wf.param = "x: inout f32[n]"}) attributes {wf.kernel} { return loc(unknown) } loc(unknown)
            """);
        var program = KernelProgram.Of(module, new DiagnosticBag())!;
        var library = KernelLibrary.Lower(program, CpuTarget.Host(), new DebugInfo("/"));
        Assert.DoesNotContain("!dbg", library.LlvmText, StringComparison.Ordinal);
    }

    [Fact]
    public void A_perf_map_names_all_functions_of_a_kernel()
    {
        var map = new PerfMap(Path.GetTempFileName());
        File.WriteAllText(map.Path, "1000 10 someone else's\n");
        using var compiler = new CpuCompiler(pool: llvm.Pool, inspection: new(PerfMap: map));
        using var kernel = compiler.Compile(Load(Kernel), "saxpy", default);
        var lines = File.ReadAllLines(map.Path);
        File.Delete(map.Path);
        Assert.Equal("1000 10 someone else's", lines[0]);
        var functions = lines[1..].Select(line => line.Split(' ', 3)).ToDictionary(
            parts => parts[2], parts => (Address: Number(parts[0]), Size: Number(parts[1])));
        // The kernel and the loops that it runs in parallel, however many versions of one there are.
        Assert.Contains("weft::saxpy.tile0", functions.Keys);
        Assert.All(functions.Keys, name => Assert.Matches(@"^weft::saxpy(\.tile\d+)?$", name));
        // One section, one behind the other.
        var ordered = functions.Values.OrderBy(f => f.Address).ToList();
        Assert.All(ordered.Zip(ordered.Skip(1)), pair =>
            Assert.InRange(pair.Second.Address - pair.First.Address, pair.First.Size, pair.First.Size + 64));
        Assert.All(ordered, f => Assert.True(f.Size > 0));

        static long Number(string hex) => long.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    [Fact]
    public void A_perf_map_that_cannot_be_written_changes_nothing()
    {
        using var compiler = new CpuCompiler(pool: llvm.Pool, inspection: new(PerfMap: new("/proc/none/perf.map")));
        using var kernel = compiler.Compile(Load(Kernel), "saxpy", default);
        Assert.NotNull(kernel);
    }

    [Theory]
    [InlineData(null, null, false, false)]
    [InlineData("0", "", false, false)]
    [InlineData("1", null, true, false)]
    [InlineData(null, "1", false, true)]
    public void The_environment_asks(string? debug, string? perf, bool hasDebug, bool hasPerf)
    {
        var asked = CodeInspection.Of(name => name switch { "WEFT_DEBUG_INFO" => debug, "WEFT_PERF_MAP" => perf, _ => "1" }, "/here");
        Assert.Equal(hasDebug ? new DebugInfo("/here") : null, asked.DebugInfo);
        Assert.Equal(hasPerf ? $"/tmp/perf-{Environment.ProcessId}.map" : null, asked.PerfMap?.Path);
    }

    [Fact]
    public void A_file_of_another_form_has_no_functions() => Assert.Empty(ElfFunctions.Of("MZ..............."u8));

    private static KernelProgram Load(string text)
    {
        var (module, diagnostics) = WeftCompilation.Lower("programs.weft", text, new IrContext(StandardDialects.All));
        Assert.True(module is not null, string.Join('\n', diagnostics));
        return KernelProgram.Of(module, diagnostics)!;
    }

    [GeneratedRegex(@",? !dbg !\d+|(?m:^    #dbg_value.*\n)|(?ms:^!llvm\.dbg\.cu.*)")]
    private static partial Regex Attachment();
}
