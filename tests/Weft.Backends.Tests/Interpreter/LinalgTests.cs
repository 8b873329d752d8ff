using Weft.IR;
using Weft.Passes;
using Weft.Runtime;
using Xunit;
using static Weft.Backends.Tests.Interpreting.Mlir;

namespace Weft.Backends.Tests.Interpreting;

public sealed class LinalgTests
{
    private const string Product = """
        func.func @main(%a: memref<2x3xf32>, %b: memref<3x2xf32>, %c: memref<2x2xf32>) {
          linalg.matmul ins(%a, %b : memref<2x3xf32>, memref<3x2xf32>) outs(%c : memref<2x2xf32>)
          return
        }
        """;

    [Theory]
    [InlineData("")]
    [InlineData("linalg-generalize-named-ops")]
    [InlineData("convert-linalg-to-loops")]
    [InlineData("convert-linalg-to-parallel-loops")]
    public void A_product_is_the_same_in_every_form(string pass)
    {
        var c = MemRef.Of<float>([100, 0, 0, 0], 2, 2);
        var module = Parse(Product);
        if (pass.Length > 0) Apply(pass, module);
        Interpreter.Run(
            module, "main", RuntimeValue.Of(MemRef.Of<float>([1, 2, 3, 4, 5, 6], 2, 3)),
            RuntimeValue.Of(MemRef.Of<float>([1, 2, 3, 4, 5, 6], 3, 2)), RuntimeValue.Of(c));
        Assert.Equal([122f, 28, 49, 64], c.ToArray<float>());
    }

    [Fact]
    public void Tensors_that_are_destinations_do_not_change()
    {
        var given = Elements.Of([2, 2], I32(10), I32(20), I32(30), I32(40));
        var result = Run1("""
            func.func @main(%t: tensor<2x2xi32>) -> tensor<2x2xi32> {
              %0 = linalg.generic {
                  indexing_maps = [affine_map<(i, j) -> (j, i)>, affine_map<(i, j) -> (i, j)>], iterator_types = ["parallel", "parallel"]
                } ins(%t : tensor<2x2xi32>) outs(%t : tensor<2x2xi32>) {
              ^bb0(%x: i32, %y: i32):
                %j = linalg.index 1 : index
                %k = arith.index_cast %j : index to i32
                %1 = arith.addi %x, %k : i32
                linalg.yield %1 : i32
              } -> tensor<2x2xi32>
              return %0 : tensor<2x2xi32>
            }
            """, RuntimeValue.Of(given)).AsElements;
        Assert.Equal([10L, 31, 20, 41], Enumerable.Range(0, 4).Select(i => result[i].AsInteger));
        Assert.Equal(20, given[1].AsInteger);
    }

    [Fact]
    public void Reductions_without_turns_leave_what_is_there()
    {
        var sums = MemRef.Of<int>([7, 8], 2);
        Run("""
            func.func @main(%m: memref<?x2xi32>, %s: memref<2xi32>) {
              linalg.reduce { arith.addi } ins(%m : memref<?x2xi32>) outs(%s : memref<2xi32>) dimensions = [0]
              return
            }
            """, RuntimeValue.Of(MemRef.Zeros(IntegerType.I32, 0, 2)), RuntimeValue.Of(sums));
        Assert.Equal([7, 8], sums.ToArray<int>());
    }

    [Fact]
    public void Softmax_sums_to_one_along_its_dimension()
    {
        var result = Run1("""
            func.func @main(%t: tensor<2x2xf32>) -> tensor<2x2xf32> {
              %0 = linalg.softmax dimension(0) ins(%t : tensor<2x2xf32>) outs(%t : tensor<2x2xf32>) -> tensor<2x2xf32>
              return %0 : tensor<2x2xf32>
            }
            """, RuntimeValue.Of(Elements.Of([2, 2], F32(1000), F32(0), F32(1000), F32(float.NegativeInfinity)))).AsElements;
        Assert.Equal([0.5f, 1, 0.5f, 0], Enumerable.Range(0, 4).Select(i => result[i].AsSingle));
    }

    [Fact]
    public void An_operand_that_is_too_small_at_run_time_faults()
    {
        var fault = Fault("""
            func.func @main(%a: memref<?xf32>, %b: memref<?xf32>) {
              linalg.exp ins(%a : memref<?xf32>) outs(%b : memref<?xf32>)
              return
            }
            """, RuntimeValue.Of(MemRef.Of<float>([1, 2, 3], 3)), RuntimeValue.Of(MemRef.Of<float>([0, 0], 2)));
        Assert.Equal((FaultKind.IndexOutOfRange, "linalg.exp, operand 1", 2L, 2L), (fault.Kind, fault.Subject, fault.Index, fault.Bound));
    }

    private static void Apply(string pass, ModuleOp module)
    {
        var diagnostics = new DiagnosticBag();
        var context = new PassContext(new IrContext(StandardDialects.All), diagnostics, new RemarkLog());
        PassRegistry.Find(pass)!.Create(new PassOptions(new Dictionary<string, string>(), diagnostics, pass)).Run(module, context);
        Assert.False(diagnostics.HasErrors);
    }
}
