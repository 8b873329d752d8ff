using Weft.Backends;
using Weft.IR.Text;
using Weft.Passes;
using Xunit;

namespace Weft.IR.Tests.Passes;

/// <summary>Loops whose bounds come at run time, in whatever order these lie, turn as often before as after several turns become one.
/// </summary>
public sealed class UnrollMeaningTests
{
    // What the loop of the function is, for bounds %lo and %hi.
    public static TheoryData<string, string, string> Loops
    {
        get
        {
            var loops = new TheoryData<string, string, string>();
            foreach (var (pass, option) in new[]
            {
                ("affine-loop-unroll", "unroll-factor"), ("affine-loop-unroll-jam", "unroll-jam-factor"),
            })
            {
                loops.Add(pass, option, "%lo to %hi");
                loops.Add(pass, option, "%lo to %hi step 3");
                loops.Add(pass, option, "0 to %hi");
                loops.Add(pass, option, "%lo to 2");
                loops.Add(pass, option, "affine_map<(d0) -> (d0 * 2)>(%lo) to affine_map<(d0) -> (d0 * 2 + 6)>(%hi) step 2");
                loops.Add(pass, option, "affine_map<(d0)[s0] -> (d0 + s0)>(%lo)[%hi] to affine_map<(d0)[s0] -> (d0 + s0 * 4)>(%lo)[%hi]");
            }

            return loops;
        }
    }

    [Theory]
    [MemberData(nameof(Loops))]
    public void Bounds_lie_in_any_order(string pass, string option, string bounds)
    {
        var text = Program(bounds);
        foreach (var factor in new[] { "3", "4" })
        {
            var (module, context) = Parse(text);
            var (written, before) = (module.ToString(), Results(module));
            var diagnostics = new DiagnosticBag();
            var work = module.Body.Entry.Ops.OfType<FuncOp>().First(f => f.SymName == "work");
            // The loop over the two turns inside is one of the innermost.
            if (pass == "affine-loop-unroll") new AffineLoopUnroll(UnrollFull: true).Run(work, new(context, diagnostics, new RemarkLog()));
            PassRegistry.Find(pass)!.Create(new PassOptions(new Dictionary<string, string> { [option] = factor }, diagnostics, pass))
                .Run(work, new(context, diagnostics, new RemarkLog()));
            Assert.True(Verifier.Verify(module, context, diagnostics), $"{string.Join('\n', diagnostics)}\n{module}");
            Assert.NotEqual(written, module.ToString());
            Assert.True(before.SequenceEqual(Results(module)), $"{pass} by {factor}:\n{module}");
        }
    }

    [Fact]
    public void Loops_whose_numbers_of_turns_are_negative_are_left()
    {
        var (module, context) = Parse(Program("affine_map<(d0) -> (d0)>(%lo) to affine_map<(d0) -> (d0 - 6)>(%lo)"));
        var before = Results(module);
        new AffineLoopUnroll(UnrollFull: true, UnrollNumReps: 2).Run(module, new(context, new DiagnosticBag(), new RemarkLog()));
        Assert.True(before.SequenceEqual(Results(module)), $"{module}");
    }

    private static string Program(string bounds) => $$"""
        func.func @work(%m: memref<40xi64>, %lo: index, %hi: index) {
          affine.for %i = {{bounds}} {
            %c31 = arith.constant 31 : i64
            %n = arith.index_cast %i : index to i64
            affine.for %j = 0 to 2 {
              %x = affine.load %m[%i + 20] : memref<40xi64>
              %y = arith.muli %x, %c31 : i64
              %z = arith.addi %y, %n : i64
              affine.store %z, %m[%i + 20] : memref<40xi64>
            }
          }
          return
        }
        func.func @main(%lo: index, %hi: index) -> i64 {
          %m = memref.alloc() : memref<40xi64>
          %one = arith.constant 1 : i64
          affine.for %i = 0 to 40 {
            affine.store %one, %m[%i] : memref<40xi64>
          }
          call @work(%m, %lo, %hi) : (memref<40xi64>, index, index) -> ()
          %sum = affine.for %i = 0 to 40 iter_args(%s = %one) -> i64 {
            %x = affine.load %m[%i] : memref<40xi64>
            %c7 = arith.constant 7 : i64
            %t = arith.muli %s, %c7 : i64
            %u = arith.addi %t, %x : i64
            affine.yield %u : i64
          }
          return %sum : i64
        }
        """;

    private static (ModuleOp Module, IrContext Context) Parse(string text)
    {
        var (context, diagnostics) = (new IrContext(StandardDialects.All), new DiagnosticBag());
        var module = IrParser.ParseModule(context, text, "loop", diagnostics);
        Assert.True(module is not null && Verifier.Verify(module, context, diagnostics), $"{string.Join('\n', diagnostics)}\n{text}");
        return (module, context);
    }

    private static ulong[] Results(ModuleOp module) =>
    [
        .. from low in Enumerable.Range(-3, 7)
           from high in Enumerable.Range(-3, 7)
           select (ulong)Interpreter.Run(
               module, "main", RuntimeValue.Integer(low, IndexType.Instance), RuntimeValue.Integer(high, IndexType.Instance))[0].Bits,
    ];
}
