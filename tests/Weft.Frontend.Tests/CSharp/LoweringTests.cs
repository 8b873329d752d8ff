using Xunit;
using static Weft.Frontend.Tests.CSharp.GeneratorTest;

namespace Weft.Frontend.Tests.CSharp;

/// <summary>The IR of small kernels, word for word.</summary>
public sealed class LoweringTests
{
    [Fact]
    public void Signatures_name_access_element_and_shape()
    {
        string[] parameters =
        [
            """%arg0: i1 {wf.param = "a: bool"}""",
            """%arg1: f16 {wf.param = "b: f16"}""",
            """%arg2: memref<?xi8> {wf.param = "c: u8[c_0]"}""",
            """%arg3: memref<?xindex> {wf.param = "d: inout index[d_0]"}""",
            """%arg4: memref<?x?xi16> {wf.param = "e: u16[e_0, e_1]"}""",
            """%arg5: memref<?x?x?xf64> {wf.param = "in: f64[in_0, in_1, in_2]"}""",
        ];
        Assert.Equal(
            $$"""
            module {
              func.func @All({{string.Join(", ", parameters)}}) attributes {wf.doc = "Uses a & b.", wf.kernel} {
                %c0 = arith.constant 0 : index
                %c3 = arith.constant 3 : index
                memref.store %c3, %arg3[%c0] : memref<?xindex>
                return
              }
            }
            """,
            Ir("""
                public class C
                {
                    /// <summary>Uses <paramref name="a"/>
                    /// &amp; b.</summary>
                    [Kernel]
                    public static void All(bool a, Half b, ReadOnlySpan<byte> c, Span<nint> d, char[,] e, double[,,] @in) => d[0] = 3;
                }
                """));
    }

    [Fact]
    public void A_counted_loop_is_an_scf_for() => Assert.Equal(
        """
        %c0_i32 = arith.constant 0 : i32
        %c1_i32 = arith.constant 1 : i32
        scf.for %arg8 = %c0_i32 to %arg0 step %c1_i32  : i32 {
          %0 = arith.index_cast %arg8 : i32 to index
          %1 = arith.index_cast %arg8 : i32 to index
          %2 = memref.load %arg5[%1] : memref<?xf32>
          %3 = arith.mulf %arg1, %2 : f32
          memref.store %3, %arg6[%0] : memref<?xf32>
        }
        """,
        Body("for (var i = 0; i < n; i++) y[i] = s * x[i];"));

    [Fact]
    public void What_a_loop_assigns_is_carried() => Assert.Equal(
        """
        %c0_i32 = arith.constant 0 : i32
        %c1_i32 = arith.constant 1 : i32
        %c0 = arith.constant 0 : index
        %0:2 = scf.for %arg8 = %c0_i32 to %arg0 step %c1_i32 iter_args(%arg9 = %arg1, %arg10 = %arg0) -> (f32, i32)  : i32 {
          %3 = arith.addf %arg9, %arg1 : f32
          %4 = arith.subi %arg10, %arg8 : i32
          scf.yield %3, %4 : f32, i32
        }
        %1 = arith.sitofp %0#1 : i32 to f32
        %2 = arith.addf %0#0, %1 : f32
        memref.store %2, %arg6[%c0] : memref<?xf32>
        """,
        Body("var t = s; var k = n; for (var i = 0; i < n; i++) { t += s; k -= i; } y[0] = t + k;"));

    [Fact]
    public void Counting_down_counts_the_distance() => Assert.Equal(
        """
        %c0 = arith.constant 0 : index
        %dim = memref.dim %arg6, %c0 : memref<?xf32>
        %c1_i32 = arith.constant 1 : i32
        %c0_i32 = arith.constant 0 : i32
        %0 = arith.index_cast %dim : index to i32
        %1 = arith.subi %0, %c1_i32 : i32
        %2 = arith.addi %1, %c1_i32 : i32
        scf.for %arg8 = %c0_i32 to %2 step %c1_i32  : i32 {
          %3 = arith.subi %1, %arg8 : i32
          %4 = arith.index_cast %3 : i32 to index
          memref.store %arg1, %arg6[%4] : memref<?xf32>
        }
        """,
        Body("for (var i = y.Length - 1; i >= 0; i--) y[i] = s;"));

    [Fact]
    public void A_bound_that_may_wrap_is_counted_in_64_bits() => Assert.Equal(
        """
        %c0_i64 = arith.constant 0 : i64
        %c1_i64 = arith.constant 1 : i64
        %0 = arith.extsi %arg0 : i32 to i64
        %1 = arith.addi %0, %c1_i64 : i64
        scf.for %arg8 = %c0_i64 to %1 step %c1_i64  : i64 {
          %2 = arith.trunci %arg8 : i64 to i32
          %3 = arith.index_cast %2 : i32 to index
          memref.store %arg1, %arg6[%3] : memref<?xf32>
        }
        """,
        Body("for (var i = 0; i <= n; i++) y[i] = s;"));

    [Fact]
    public void A_bound_that_changes_makes_a_while() => Assert.Equal(
        """
        %c0_i32 = arith.constant 0 : i32
        %c1_i32 = arith.constant 1 : i32
        %0:2 = scf.while (%arg8 = %arg0, %arg9 = %c0_i32) : (i32, i32) -> (i32, i32) {
          %1 = arith.cmpi slt, %arg9, %arg8 : i32
          scf.condition(%1) %arg8, %arg9 : i32, i32
        } do {
        ^bb0(%arg8: i32, %arg9: i32):
          %1 = arith.subi %arg8, %c1_i32 : i32
          %2 = arith.addi %arg9, %c1_i32 : i32
          scf.yield %1, %2 : i32, i32
        }
        """,
        Body("for (var i = 0; i < n; i++) n--;"));

    [Fact]
    public void What_follows_a_guard_goes_into_its_other_branch() => Assert.Equal(
        """
        %c0_i32 = arith.constant 0 : i32
        %c0 = arith.constant 0 : index
        %0 = arith.cmpi slt, %arg0, %c0_i32 : i32
        scf.if %0 {
        } else {
          memref.store %arg1, %arg6[%c0] : memref<?xf32>
        }
        """,
        Body("if (n < 0) return; y[0] = s;"));

    [Fact]
    public void Break_is_a_flag() => Assert.Equal(
        """
        %false = arith.constant false
        %true = arith.constant true
        %0 = scf.while (%arg8 = %false) : (i1) -> i1 {
          %1 = arith.xori %arg8, %true : i1
          scf.condition(%1) %arg8 : i1
        } do {
        ^bb0(%arg8: i1):
          %1 = scf.if %arg3 -> (i1) {
            scf.yield %true : i1
          } else {
            scf.yield %arg8 : i1
          }
          scf.yield %1 : i1
        }
        """,
        Body("while (true) { if (b) break; }"));

    [Fact]
    public void Safe_operands_are_computed_and_unsafe_ones_are_not() => Assert.Equal(
        """
        %c0_i32 = arith.constant 0 : i32
        %c0 = arith.constant 0 : index
        %false = arith.constant false
        %0 = arith.cmpi sgt, %arg0, %c0_i32 : i32
        %1 = arith.andi %arg3, %0 : i1
        %2 = scf.if %1 -> (i1) {
          %4 = memref.load %arg4[%c0] : memref<?xi32>
          %5 = arith.cmpi sgt, %4, %c0_i32 : i32
          scf.yield %5 : i1
        } else {
          scf.yield %false : i1
        }
        %3 = arith.select %2, %arg0, %c0_i32 : i32
        memref.store %3, %arg4[%c0] : memref<?xi32>
        """,
        Body("v[0] = b && n > 0 && v[0] > 0 ? n : 0;"));

    [Fact]
    public void Divisions_are_checked_where_they_can_fault() => Assert.Equal(
        """
        %c0 = arith.constant 0 : index
        %c3_i32 = arith.constant 3 : i32
        wf.check_division %arg0, %arg0 : i32
        %0 = arith.divsi %arg0, %arg0 : i32
        %1 = arith.divsi %0, %c3_i32 : i32
        wf.check_division %arg2, %arg2 {zero_only} : i32
        %2 = arith.remui %arg2, %arg2 : i32
        %3 = arith.addi %1, %2 : i32
        memref.store %3, %arg4[%c0] : memref<?xi32>
        """,
        Body("v[0] = n / n / 3 + (int)(u % u);"));

    [Fact]
    public void Signs_choose_the_operation() => Assert.Equal(
        """
        %c0 = arith.constant 0 : index
        %c31_i32 = arith.constant 31 : i32
        %c2_i32 = arith.constant 2 : i32
        %0 = arith.andi %arg0, %c31_i32 : i32
        %1 = arith.shrsi %arg0, %0 : i32
        %2 = arith.shrui %arg2, %c2_i32 : i32
        %3 = arith.xori %1, %2 : i32
        memref.store %3, %arg4[%c0] : memref<?xi32>
        """,
        Body("v[0] = (n >> n) ^ (int)(u >> 34);"));

    [Fact]
    public void Functions_are_lowered_in_place() => Assert.Equal(
        """
        %c0 = arith.constant 0 : index
        %cst = arith.constant 0.000000e+00 : f32
        wf.check_access %arg1[%c0] : memref<?xf32>
        %0 = arith.cmpf olt, %arg0, %cst : f32
        %1 = scf.if %0 -> (f32) {
          %2 = arith.negf %arg0 : f32
          scf.yield %2 : f32
        } else {
          %2 = math.sqrt %arg0 : f32
          scf.yield %2 : f32
        }
        memref.store %1, %arg1[%c0] : memref<?xf32>
        """,
        IrText.Body(Ir("""
            static class Kernels
            {
                [Kernel] static void K(float x, Span<float> y) => y[0] = F(x);

                static float F(float x)
                {
                    if (x < 0) return -x;
                    return MathF.Sqrt(x);
                }
            }
            """)));

    [Fact]
    public void Parallel_loops_nest() => Assert.Equal(
        """
        %c0 = arith.constant 0 : index
        %dim = memref.dim %arg7, %c0 : memref<?x?xf32>
        %c1 = arith.constant 1 : index
        %0 = arith.index_cast %dim : index to i32
        %1 = arith.index_cast %0 : i32 to index
        %2 = arith.index_cast %arg0 : i32 to index
        scf.parallel (%arg8, %arg9) = (%c0, %c0) to (%1, %2) step (%c1, %c1) {
          %3 = arith.index_cast %arg8 : index to i32
          %4 = arith.index_cast %arg9 : index to i32
          %5 = arith.index_cast %3 : i32 to index
          %6 = arith.index_cast %4 : i32 to index
          memref.store %arg1, %arg7[%5, %6] : memref<?x?xf32>
          scf.reduce 
        }
        """,
        Body("Parallel.For(0, m.GetLength(0), i => Parallel.For(0, n, j => m[i, j] = s));"));

    [Fact]
    public void Accesses_name_their_line_and_column()
    {
        var text = IrOf("""
            static class Kernels
            {
                [Kernel] static void K(Span<float> y)
                {
                    y[7] = 1;
                }
            }
            """);
        Assert.Matches("memref.store .* loc\\(#(loc\\d+)\\)", text);
        Assert.Contains("loc(\"Test.cs\":6:9)", text, StringComparison.Ordinal);
    }
}
