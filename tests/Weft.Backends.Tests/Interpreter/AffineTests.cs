using Weft.IR;
using Weft.Passes;
using Weft.Runtime;
using Xunit;
using static Weft.Backends.Tests.Interpreting.Mlir;

namespace Weft.Backends.Tests.Interpreting;

public sealed class AffineTests
{
    // Sums over a triangle, a condition, quotients, a min, and values carried round: what every pass has to preserve.
    private const string Program = """
        func.func @main(%n: index) -> (index, index) {
          %c0 = arith.constant 0 : index
          %c1 = arith.constant 1 : index
          %m = memref.alloc() : memref<100xindex>
          affine.for %i = 0 to 100 {
            %v = affine.apply affine_map<(d0) -> (d0 * 3 mod 7 - d0 floordiv 4 + d0 ceildiv 3)>(%i)
            affine.store %v, %m[%i] : memref<100xindex>
          }
          %sum = affine.for %i = 1 to min affine_map<(d0) -> (d0, 90)>(%n) step 2 iter_args(%a = %c0) -> index {
            %inner = affine.for %j = affine_map<(d0) -> (d0)>(%i) to affine_map<(d0) -> (d0 + 9)>(%i) iter_args(%b = %a) -> index {
              %x = affine.load %m[%j] : memref<100xindex>
              %y = affine.if affine_set<(d0, d1) : (d0 + d1 - 20 >= 0)>(%i, %j) -> index {
                affine.yield %x : index
              } else {
                affine.yield %c1 : index
              }
              %s = arith.addi %b, %y : index
              affine.yield %s : index
            }
            affine.yield %inner : index
          }
          affine.for %i = 0 to 50 {
            %w = affine.load %m[%i * 2 + 1] : memref<100xindex>
            %l = affine.min affine_map<(d0)[s0] -> (d0 * 2, s0 - 1)>(%i)[%n]
            %t = arith.addi %w, %l : index
            affine.store %t, %m[%i * 2] : memref<100xindex>
          }
          %at = affine.load %m[symbol(%n) mod 100] : memref<100xindex>
          return %sum, %at : index, index
        }
        """;

    [Theory]
    [InlineData(0, 0, 3)]
    [InlineData(1, 0, 4)]
    [InlineData(50, 1260, 60)]
    [InlineData(117, 3043, 4)]
    public void Loops_conditions_and_maps(int n, int sum, int at)
    {
        var results = Run(Program, RuntimeValue.Index(n));
        Assert.Equal((sum, at), ((int)results[0].AsInteger, (int)results[1].AsInteger));
    }

    public static TheoryData<IPass> Passes =>
    [
        new LowerAffine(), new AffineLoopUnroll(3), new AffineLoopUnroll(UnrollFull: true), new AffineLoopTile(7),
        new AffineLoopNormalize(), new AffineSimplifyStructures(),
        new AffineParallelize(ParallelReductions: false), new AffineLoopInvariantCodeMotion(),
        new Canonicalize(),
    ];

    [Theory]
    [MemberData(nameof(Passes), DisableDiscoveryEnumeration = true)]
    public void Passes_preserve_results(IPass pass)
    {
        for (var n = 0; n < 120; n += 17)
        {
            var module = Parse(Program);
            var context = new IrContext(StandardDialects.All);
            var diagnostics = new DiagnosticBag();
            pass.Run(module, new(context, diagnostics, new()));
            Assert.True(Verifier.Verify(module, context, diagnostics), string.Join("\n", diagnostics));
            var (before, after) = (Run(Program, RuntimeValue.Index(n)), Interpreter.Run(module, "main", [RuntimeValue.Index(n)]));
            Assert.Equal(before.Select(v => v.AsInteger), after.Select(v => v.AsInteger));
        }
    }

    [Fact]
    public void Parallel_turns_are_joined_from_the_neutral_value() => Assert.Equal(3 * (0 + 2 + 4) + 3 * (5 + 6 + 7), Run1("""
        func.func @main() -> i32 {
          %r = affine.parallel (%i, %j) = (0, 5) to (6, min(8, 10)) step (2, 1) reduce ("addi") -> i32 {
            %s = arith.addi %i, %j : index
            %x = arith.index_cast %s : index to i32
            affine.yield %x : i32
          }
          return %r : i32
        }
        """).AsInteger);

    [Fact]
    public void An_access_out_of_range_is_a_fault() => Assert.Equal((4, 4), Fault("""
        func.func @main(%i: index) {
          %m = memref.alloc() : memref<4xf32>
          %x = affine.load %m[%i + 1] : memref<4xf32>
          return
        }
        """, RuntimeValue.Index(3)) is var fault ? ((int)fault.Index, (int)fault.Bound) : default);

    [Fact]
    public void Positions_are_split_by_extents()
    {
        var results = Run("""
            func.func @main(%i: index) -> (index, index, index) {
              %c3 = arith.constant 3 : index
              %c5 = arith.constant 5 : index
              %0:3 = affine.delinearize_index %i into (%c3, %c3, %c5) : index, index, index
              return %0#0, %0#1, %0#2 : index, index, index
            }
            """, RuntimeValue.Index(38));
        Assert.Equal([2, 1, 3], results.Select(r => (int)r.AsInteger));
    }
}
