using Xunit;
using static Weft.Frontend.Tests.CSharp.GeneratorTest;

namespace Weft.Frontend.Tests.CSharp;

/// <summary>The graphs of small workflows, word for word.</summary>
public sealed class WorkflowLoweringTests
{
    private const string Kernels = """
        [Kernel] static void Step(ReadOnlySpan<float> x, Span<float> y) => y[0] = x[0];
        [Kernel] static float Norm(ReadOnlySpan<float> x) => x[0];
        """;

    [Fact]
    public void Names_that_change_places_are_carried_values() => Assert.Equal(
        """
        wf.graph @W(%arg0: A {wf.param = "x: f32[x_0]"}, %arg1: i32 {wf.param = "turns: i32"}, %arg2: A {wf.param = "y: inout f32[y_0]"})
        -> A attributes {wf.at = "gpu(0.2) else cpu", wf.deadline = "5ms"} {
          %c0 = arith.constant 0 : index
          %cst = arith.constant 0.000000e+00 : f32
          %c0_i32 = arith.constant 0 : i32
          %c1_i32 = arith.constant 1 : i32
          %dim = tensor.dim %arg0, %c0 : A
          %splat = tensor.splat %cst[%dim] : A
          %0:2 = scf.for %arg3 = %c0_i32 to %arg1 step %c1_i32 iter_args(%arg4 = %arg0, %arg5 = %splat) -> (A, A)  : i32 {
            %2 = wf.invoke @Step(%arg4, %arg5) : (A, A) -> A
            scf.yield %2, %arg4 : A, A
          }
          %dim_0 = tensor.dim %0#0, %c0 : A
          %dim_1 = tensor.dim %arg2, %c0 : A
          %1 = arith.cmpi sle, %dim_0, %dim_1 : index
          cf.assert %1, "ArgumentException: 'u.AsSpan().CopyTo(y)' has no room for all elements" {wf.fault = "thrown"}
          %inserted_slice = tensor.insert_slice %0#0 into %arg2[0] [%dim_0] [1] : A into A
          return %inserted_slice : A
        }
        """,
        Graph("""
            [Workflow(At = "gpu(0.2) else cpu", Deadline = "5ms")]
            static void W(float[] x, int turns, Span<float> y)
            {
                float[] u = x.ToArray(), v = new float[x.Length];
                for (var t = 0; t < turns; t++)
                {
                    Step(u, v);
                    (u, v) = (v, u);
                }

                u.AsSpan().CopyTo(y);
            }
            """));

    [Fact]
    public void Turns_at_the_same_time_are_a_forall() => Assert.Equal(
        """
        wf.graph @W(%arg0: A {wf.param = "x: f32[x_0]"}, %arg1: A {wf.param = "sums: inout f32[sums_0]"})
        -> A {
          %c0 = arith.constant 0 : index
          %c4 = arith.constant 4 : index
          %0 = scf.forall (%arg2) = (%c0) to (%c4) step (1) shared_outs(%arg3 = %arg1) -> (A) {
            %1 = arith.index_cast %arg2 : index to i64
            %2 = arith.index_cast %1 : i64 to index
            %dim = tensor.dim %arg3, %c0 : A
            wf.check_index %2 below %dim {subject = "sums"}
            %extracted = tensor.extract %arg3[%2] : A
            %3 = wf.invoke @Norm(%arg0) : (A) -> f32
            %from_elements = tensor.from_elements %3 : tensor<1xf32>
            scf.forall.in_parallel {
              tensor.parallel_insert_slice %from_elements into %arg3[%2] [1] [1] : tensor<1xf32> into A
            }
          }
          return %0 : A
        }
        """,
        Graph("[Workflow] static void W(float[] x, float[] sums) => Parallel.For(0L, 4L, i => sums[i] = Norm(x));"));

    // An array is A, to have room for it.
    private static string Graph(string workflow)
    {
        var sources = Good($"using System.Linq; static class C {{ {Kernels} {workflow} }}");
        var lines = IrText.WithoutLocations(IrText.Of(sources["WWorkflow.Program.g.cs"])).Split('\n');
        var graph = lines.SkipWhile(line => !line.StartsWith("  wf.graph", StringComparison.Ordinal)).TakeWhile(line => line != "}");
        return string.Join('\n', graph.Select(line => line[2..])).Replace("tensor<?xf32>", "A", StringComparison.Ordinal)
            .Replace("}) -> A", "})\n-> A", StringComparison.Ordinal);
    }
}
