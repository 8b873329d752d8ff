namespace Weft.Tool.Tests;

/// <summary><c>weft run FILE.mlir -e</c>: both targets print the same.</summary>
public sealed class ProgramTests
{
    private const string Declarations = """
        func.func private @printI64(i64)
        func.func private @printU64(i64)
        func.func private @printF32(f32)
        func.func private @printF64(f64)
        func.func private @printOpen()
        func.func private @printClose()
        func.func private @printComma()
        func.func private @printNewline()

        """;

    public static TheoryData<string, string> Programs => new()
    {
        {
            """
            func.func @main() -> i32 {
              %c0 = arith.constant 0 : index
              %c1 = arith.constant 1 : index
              %c3 = arith.constant 3 : index
              call @printOpen() : () -> ()
              scf.for %i = %c0 to %c3 step %c1 {
                %v = arith.index_cast %i : index to i64
                func.call @printI64(%v) : (i64) -> ()
                func.call @printComma() : () -> ()
              }
              call @printClose() : () -> ()
              call @printNewline() : () -> ()
              %r = arith.constant -42 : i32
              return %r : i32
            }
            """,
            "( 0, 1, 2,  )\n-42\n"
        },
        {
            """
            func.func @main() {
              %a = arith.constant 1.0e-5 : f32
              %b = arith.constant 999999.5 : f64
              %c = arith.constant -1 : i64
              %d = arith.constant 0x7FC00000 : f32
              call @printF32(%a) : (f32) -> ()
              call @printNewline() : () -> ()
              call @printF64(%b) : (f64) -> ()
              call @printNewline() : () -> ()
              call @printU64(%c) : (i64) -> ()
              call @printNewline() : () -> ()
              call @printF32(%d) : (f32) -> ()
              return
            }
            """,
            "1e-05\n1e+06\n18446744073709551615\nnan"
        },
        {
            """
            func.func @square(%x: f32) -> f32 {
              %y = arith.mulf %x, %x : f32
              return %y : f32
            }
            func.func @main() -> f32 {
              %m = memref.alloc() : memref<4xf32>
              %c2 = arith.constant 2 : index
              %x = arith.constant 1.5 : f32
              %y = call @square(%x) : (f32) -> f32
              memref.store %y, %m[%c2] : memref<4xf32>
              %z = memref.load %m[%c2] : memref<4xf32>
              memref.dealloc %m : memref<4xf32>
              return %z : f32
            }
            """,
            "2.250000e+00\n"
        },
        { "func.func @main() -> i64 {\n  %r = arith.constant 9223372036854775807 : i64\n  return %r : i64\n}", "9223372036854775807\n" },
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_program_prints_the_same_everywhere(string program, string expected)
    {
        using var work = new Workplace().With("p.mlir", Declarations + program);
        Assert.Equal(expected, work.Run("run p.mlir -e main --target interp").Succeeds());
        Assert.Equal(expected, work.Run("run p.mlir -e main --target cpu").Succeeds());
    }

    [Theory]
    [InlineData("-e mian", "no function 'mian' with a body; it has: main, takes, many, calls, typed, far, away; did you mean", "WF1220")]
    [InlineData("-e takes", "'takes' takes arguments", "WF1221")]
    [InlineData("-e many", "'many' gives i32, i32", "WF1222")]
    [InlineData("-e main --entry-result=i64", "'main' gives i32, but --entry-result says i64", "WF1223")]
    [InlineData("-e main --entry-result=void", "'main' gives i32, but --entry-result says void", "WF1223")]
    [InlineData("-e calls", "'launch_missiles' is only declared, and nothing here provides it; programs can call: printI64(i64)", "WF1224")]
    [InlineData("-e typed", "'printF32' is declared as (f64) -> (), but what is provided is (f32) -> ()", "WF1225")]
    [InlineData("-e far", "'launch_missiles' is only declared", "WF1224")]
    public void What_is_not_a_program_is_an_error(string arguments, string message, string id)
    {
        using var work = new Workplace().With("p.mlir", """
            func.func private @launch_missiles()
            func.func private @printF32(f64)
            func.func @main() -> i32 {
              %r = arith.constant 1 : i32
              return %r : i32
            }
            func.func @takes(%x: i32) {
              return
            }
            func.func @many() -> (i32, i32) {
              %r = arith.constant 1 : i32
              return %r, %r : i32, i32
            }
            func.func @calls() {
              call @launch_missiles() : () -> ()
              return
            }
            func.func @typed() {
              %r = arith.constant 1.0 : f64
              call @printF32(%r) : (f64) -> ()
              return
            }
            func.func @far() {
              call @away() : () -> ()
              return
            }
            func.func @away() {
              call @launch_missiles() : () -> ()
              return
            }
            """);
        foreach (var target in RunTests.Targets)
            work.Run($"run p.mlir {arguments} --target {target.Data}").Fails(ExitCode.BadInput, message).Fails(ExitCode.BadInput, id);
        // Only what the entry reaches must be there.
        Assert.Equal("1\n", work.Run("run p.mlir -e main").Succeeds());
    }

    [Theory]
    [InlineData("cpu")]
    [InlineData("interp")]
    public void A_fault_names_the_function_and_what_was_printed_stays(string target)
    {
        using var work = new Workplace().With("p.mlir", Declarations + """
            func.func @main() {
              %c0 = arith.constant 0 : i64
              %c1 = arith.constant 1 : i64
              call @printI64(%c1) : (i64) -> ()
              %q = arith.divsi %c1, %c0 : i64
              call @printI64(%q) : (i64) -> ()
              return
            }
            """);
        var result = work.Run($"run p.mlir -e main --target {target}");
        result.Fails(ExitCode.BadInput, "p.mlir:13:8: error WF4002: kernel 'main': integer division by zero");
        Assert.Equal("1", result.Out);
    }

    [Theory]
    [InlineData("run p.mlir --entry-result=i32", "--entry-result goes with -e")]
    [InlineData("run p.mlir main -e main", "with -e there is no ENTRY")]
    [InlineData("run p.mlir -e main --arg x=1", "with -e there is no ENTRY")]
    [InlineData("run p.mlir -e main --entry-result=f16", "f16")]
    public void Wrong_usage(string commandLine, string message)
    {
        using var work = new Workplace().With("p.mlir", "func.func @main() {\n  return\n}\n");
        work.Run(commandLine).Fails(ExitCode.BadUsage, message);
    }

    [Fact]
    public void Kernels_cannot_print()
    {
        using var work = new Workplace().With("k.mlir", """
            func.func private @printNewline()
            func.func @k(%x: i32 {wf.param = "x: i32"}) attributes {wf.kernel} {
              call @printNewline() : () -> ()
              return
            }
            """);
        work.Run("run k.mlir --arg x=1").Fails(ExitCode.BadInput, "'printNewline' is called but has no body here");
        work.Run("build k.mlir --emit obj").Fails(ExitCode.BadInput, "WF3011");
    }

    [Fact]
    public void What_the_processor_cannot_do_is_named()
    {
        using var work = new Workplace().With("k.mlir", """
            func.func @k(%x: i32 {wf.param = "x: i32"}, %y: memref<?xf32> {wf.param = "y: inout f32[n]"}) attributes {wf.kernel} {
              %0 = builtin.unrealized_conversion_cast %x : i32 to f32
              %c0 = arith.constant 0 : index
              memref.store %0, %y[%c0] : memref<?xf32>
              return
            }
            """);
        work.Run("build k.mlir --emit obj").Fails(ExitCode.BadInput, "WF3012");
    }
}
