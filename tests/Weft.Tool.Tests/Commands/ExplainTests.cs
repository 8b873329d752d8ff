using System.Text.Json.Nodes;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Tool.Tests;

public sealed class ExplainTests
{
    [Theory]
    [InlineData("", "stages\n  apply-schedules")]
    [InlineData("", "y += a * x")]
    [InlineData("", "  proved   ")]
    [InlineData("--level ir", "// lowered IR")]
    [InlineData("--level ir", "wf.parallel_call")]
    [InlineData("--level linalg", "// structured operations, where arrays share no memory\n#map")]
    [InlineData("--level linalg", "raised: a linalg.generic of 'x' into 'y'")]
    [InlineData("--level affine", "affine.parallel (%arg3)")]
    [InlineData("--level vector", "affine.vector_store")]
    [InlineData("--level all", "// loops over vectors")]
    [InlineData("--level llvm", "define void @weft_saxpy(")]
    [InlineData("--level asm", "weft_saxpy:")]
    [InlineData("--level all", "; LLVM text")]
    [InlineData("--level all", "# assembly")]
    public void Explain_shows_each_level(string level, string content)
    {
        using var work = Sources.Prepare();
        Assert.Contains(content, work.Run($"explain k.weft saxpy {level}".TrimEnd()).Succeeds(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_became_of_a_schedule_is_explained_and_what_has_no_effect_is_a_note()
    {
        using var work = new Workplace().With("x.npy", Tensor.Of<float>([1, 2], 2)).With("s.weft", """
            kernel twice(x: f32[n]) -> y: f32[n] { y[i] = 2 * x[i] }
            schedule twice { tile i 64; fuse x }
            """);
        var explained = work.Run("explain s.weft").Succeeds();
        Assert.Contains("  schedule: s.weft:2:18: 'tile i 64' of 'twice' is applied\n", explained, StringComparison.Ordinal);
        const string Note = "'fuse x' of 'twice' has no effect: no two loops behind each other have it";
        Assert.Contains($"  schedule: s.weft:2:29: {Note}\n", explained, StringComparison.Ordinal);

        foreach (var command in new[] { "run s.weft --in x=x.npy", "build s.weft" })
        {
            var said = work.Run(command);
            said.Succeeds();
            Assert.StartsWith($"s.weft:2:29: note: {Note}\n", said.Error, StringComparison.Ordinal);
            Assert.Equal(1, said.Error.Split(Note).Length - 1);
            Assert.Empty(work.Run($"{command} --quiet").Error);
        }

        Assert.Empty(work.Run("run s.weft --in x=x.npy --target interp").Error);
    }

    [Theory]
    [InlineData("layout x 1, 0", "'x' is an argument, which lies as its caller has it; 'copy' gives loops that only read it a copy")]
    [InlineData("pad y 8", "'y' is an argument, which lies as its caller has it; 'copy' gives loops that only read it a copy")]
    [InlineData("copy y 1, 0", "it is not only read there, at affine subscripts")]
    [InlineData("copy t 1, 0", "no loop has the name any more")]
    [InlineData("block y 2, 2", "'y' is an argument, which lies as its caller has it; 'copy' gives loops that only read it a copy")]
    [InlineData("promote y", "no element of it is the same for all turns of a loop, and read before it is written")]
    [InlineData("prefetch t 8", "no loop has the name any more")]
    [InlineData("stream x", "nothing is stored in it there")]
    public void What_cannot_be_done_to_an_array_is_a_note(string directive, string reason)
    {
        using var work = new Workplace().With("s.weft", $$"""
            kernel turn(x: f32[n, 3]) -> y: f32[n, 3] {
                var t: f32[n, 3]
                for i in 0..n { for j in 0..3 { y[i, j] = 2 * x[i, j] } }
            }
            schedule turn { {{directive}} }
            """);
        var said = work.Run("build s.weft");
        said.Succeeds();
        Assert.StartsWith($"s.weft:5:17: note: '{directive}' of 'turn' has no effect: {reason}\n", said.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check s.weft")]
    [InlineData("run s.weft --in x=x.npy")]
    [InlineData("run s.weft --in x=x.npy --target interp")]
    [InlineData("build s.weft")]
    [InlineData("explain s.weft")]
    public void A_schedule_that_would_change_results_is_an_error_with_the_dependence(string command)
    {
        using var work = new Workplace().With("x.npy", Tensor.Of<float>([1, 2], 2)).With("s.weft", """
            kernel running(x: inout f32[n]) { for i in 1..n { x[i] += x[i - 1] } }
            schedule running { parallel i }
            """);
        var said = work.Run(command).Fails(ExitCode.BadInput, "WF3016");
        Assert.StartsWith(
            "s.weft:2:20: error WF3016: 'parallel i' of 'running' would change results: the read of x[i - 1] (1:59) needs what the write of "
            + "x[i] (1:51) brings, and would not wait for it; distance 1 in i\n",
            said.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Check_and_explain_say_the_same_of_schedules_events_and_places()
    {
        using var work = new Workplace().With("e.weft", """
            kernel shade(x: f32[n], by: u8, t: f32, up: bool = true, at: i16 = 0) -> y: f32[n] {
                y[i] = up ? t * x[i] : f32(by) + f32(at)
            }
            workflow both(x: f32[n]) -> y: f32[n] deadline 50ms {
                y = shade(x, 1, 2) @ cpu
            }
            schedule shade for cpu { tile i 64; parallel i }
            on s3("in/*.npy") as e -> shade(e.body, 200, 0.1, false, -3) -> s3("out/{name}.npy")
            on queue("q") as e -> both(e.body)
            """);
        var said = work.Run("check e.weft").Succeeds().TrimEnd().Split('\n');
        Assert.Equal(
        [
            "kernel shade(x: f32[n], by: u8, t: f32, up: bool = true, at: i16 = 0, y: out f32[n])",
            "workflow both(x: f32[n], y: out f32[n]) deadline 50ms",
            "schedule shade for cpu: tile i 64, parallel i",
            $"event {EventSource.Find("s3")!.Describe("in/*.npy")}: shade(its body, 200, 0.1, false, -3), "
            + "and the result goes to s3 'out/{name}.npy'",
            $"event {EventSource.Find("queue")!.Describe("q")}: both(its body)",
        ], said);
        var (shade, both) = (work.Run("explain e.weft shade").Succeeds(), work.Run("explain e.weft both").Succeeds());
        Assert.StartsWith($"{said[0]}\n{said[2]}\n{said[3]}\n  work ", shade, StringComparison.Ordinal);
        Assert.StartsWith($"{said[1]}\n{said[4]}\n  arrays ", both, StringComparison.Ordinal);
    }

    [Fact]
    public void Tools_get_all_remarks_as_JSON()
    {
        using var work = new Workplace().With("s.weft", "kernel s(x: f32[n], y: inout f32[1]) { for i in 0..n { y[0] += x[i] } }");
        var remarks = work.Run("explain s.weft --json").Succeeds().TrimEnd().Split('\n').Select(line => JsonNode.Parse(line)!).ToList();
        var blocked = Assert.Single(remarks, r => (string?)r["decision"] == "blocked");
        Assert.Equal(("vectorize-loops", "strict-order", 1, 40), (
            (string?)blocked["pass"], (string?)blocked["kind"], (int)blocked["line"]!, (int)blocked["column"]!));
        Assert.Contains("fast", (string?)blocked["advice"], StringComparison.Ordinal);
        Assert.Null(blocked["cost"]);
        Assert.Contains(remarks, r => (string?)r["decision"] == "fact" && (string?)r["pass"] == "check-bounds");
    }

    [Fact]
    public void A_level_that_is_not_there_is_wrong_usage()
    {
        using var work = Sources.Prepare();
        var misused = work.Run("explain k.weft saxpy --level quantum").Fails(ExitCode.BadUsage, "quantum");
        const string Known = "Must be one of: 'ir' 'linalg' 'affine' 'vector' 'llvm' 'asm' 'all'";
        Assert.EndsWith(Known, misused.Error.Split('\n')[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Devices_are_listed()
    {
        using var work = new Workplace();
        Assert.Matches(
            "^interp   the reference interpreter\ncpu      .+, [0-9]+ threads, LLVM [0-9.]+\n         [0-9]+ vectors of [0-9]+ bytes, "
            + "caches of [0-9]+, [0-9]+ and [0-9]+ KiB\n$", work.Run("devices").Succeeds());
        Assert.StartsWith("interp", work.Run("devices --explain").Succeeds(), StringComparison.Ordinal);
    }

    [Fact]
    public void Opt_runs_passes()
    {
        using var work = new Workplace().With("a.mlir", """
            func.func @f() -> i32 {
              %0 = arith.constant 1 : i32
              %1 = arith.constant 1 : i32
              return %0 : i32
            }
            """);
        Assert.DoesNotContain("%c1_i32_0", work.Run("opt a.mlir --cse").Succeeds(), StringComparison.Ordinal);
        Assert.Contains("canonicalize", work.Run("opt --list-passes").Succeeds(), StringComparison.Ordinal);
        Assert.Contains("--mlir-print-op-generic", work.Run("opt --help").Succeeds(), StringComparison.Ordinal);
        work.Run("opt missing.mlir").Fails(ExitCode.BadInput, "error: cannot open input file 'missing.mlir': there is no such file");
        work.Run("opt a.mlir --no-such-pass").Fails(ExitCode.BadUsage, "no-such-pass");
    }

    [Fact]
    public void Opt_writes_its_output_only_when_all_went_well()
    {
        const string Cut = "func.func @f() {\n";
        using var work = new Workplace().With("cut.mlir", Cut);
        work.Run("opt cut.mlir -o cut.mlir").Fails(ExitCode.BadInput, "cut.mlir:1:17: error: ");
        Assert.Equal(Cut, File.ReadAllText(work.At("cut.mlir")));
        Directory.CreateDirectory(work.At("out"));
        work.With("f.mlir", Cut + "  return\n}\n");
        work.Run("opt f.mlir -o out").Fails(ExitCode.BadInput, "error: cannot open output file 'out': it is a directory");
        work.Run("opt f.mlir -o f.mlir").Succeeds();
        Assert.StartsWith("module {", File.ReadAllText(work.At("f.mlir")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("error-re {{ {{(}} }}", "a.mlir:1:1: error: Invalid pattern")]
    [InlineData("error@+99999999999 {{x}}", "a.mlir:1:1: error: expected error \"x\" was not produced")]
    public void Expectations_that_cannot_be_met_are_mistakes(string expectation, string message)
    {
        using var work = new Workplace().With("a.mlir", $"// expected-{expectation}\n");
        work.Run("opt a.mlir --verify-diagnostics").Fails(ExitCode.BadInput, message);
    }

    [Theory]
    [InlineData("check")]
    [InlineData("build")]
    [InlineData("run")]
    [InlineData("explain")]
    [InlineData("tune")]
    [InlineData("devices")]
    [InlineData("serve")]
    [InlineData("deploy")]
    [InlineData("invoke")]
    [InlineData("list")]
    [InlineData("undeploy")]
    public void Every_command_has_help(string command)
    {
        using var work = new Workplace();
        var help = work.Run($"{command} --help").Succeeds();
        Assert.Contains($"  weft {command} ", help, StringComparison.Ordinal);
        Assert.Contains("--diagnostics <json|sarif|text>", help, StringComparison.Ordinal);
        Assert.Contains($"  {command}", work.Run("--help").Succeeds(), StringComparison.Ordinal);
        Assert.Equal(help, work.Run($"help {command}").Succeeds());
    }

    [Fact]
    public void The_version_is_told()
    {
        using var work = new Workplace();
        Assert.Matches(@"^weft \d+\.\d+\.\d+\n$", work.Run("--version").Succeeds());
    }
}
