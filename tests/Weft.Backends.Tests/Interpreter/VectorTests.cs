using Weft.IR;
using Weft.Runtime;
using Xunit;
using static Weft.Backends.Tests.Interpreting.Mlir;

namespace Weft.Backends.Tests.Interpreting;

public sealed class VectorTests
{
    [Fact]
    public void Arithmetic_applies_to_each_element()
    {
        var result = Run1("""
            func.func @main(%a: vector<3xf32>) -> vector<3xi1> {
              %b = arith.constant dense<[1.0, -2.0, 4.0]> : vector<3xf32>
              %half = arith.constant dense<0.5> : vector<3xf32>
              %s = arith.addf %a, %b : vector<3xf32>
              %m = math.fma %s, %half, %b : vector<3xf32>
              %n = arith.negf %m : vector<3xf32>
              %i = arith.fptosi %n : vector<3xf32> to vector<3xi16>
              %f = arith.sitofp %i : vector<3xi16> to vector<3xf32>
              %c = arith.cmpf olt, %f, %half : vector<3xf32>
              return %c : vector<3xi1>
            }
            """, RuntimeValue.Of(Elements.Of([3], F32(1), F32(2), F32(-9)))).AsElements;
        // -((a + b) / 2 + b) = -2, 2, -1.5
        Assert.Equal([true, false, true], Enumerable.Range(0, 3).Select(i => result[i].AsBool));
    }

    [Fact]
    public void Select_takes_a_condition_per_element()
    {
        var result = Run1("""
            func.func @main(%a: tensor<2x2xi32>, %b: tensor<2x2xi32>) -> tensor<2x2xi32> {
              %c = arith.cmpi ugt, %a, %b : tensor<2x2xi32>
              %0 = arith.select %c, %a, %b : tensor<2x2xi1>, tensor<2x2xi32>
              return %0 : tensor<2x2xi32>
            }
            """, Tensor(1, -2, 3, 4), Tensor(4, 3, 2, 1)).AsElements;
        Assert.Equal([4L, -2, 3, 4], Enumerable.Range(0, 4).Select(i => result[i].AsInteger));
        Assert.Equal([2L, 2], result.Shape);
    }

    [Fact]
    public void Operations_with_two_results_give_vectors_too()
    {
        var results = Run("""
            func.func @main(%a: vector<2xi8>, %b: vector<2xi8>) -> (vector<2xi8>, vector<2xi1>, vector<2xi8>, vector<2xi8>, vector<2xi8>) {
              %s, %o = arith.addui_extended %a, %b : vector<2xi8>, vector<2xi1>
              %l, %h = arith.mulsi_extended %a, %b : vector<2xi8>
              %m, %u = arith.mului_extended %a, %b : vector<2xi8>
              return %s, %o, %l, %h, %u : vector<2xi8>, vector<2xi1>, vector<2xi8>, vector<2xi8>, vector<2xi8>
            }
            """, Bytes(-1, 100), Bytes(2, 100));
        var elements = results.SelectMany(r => new[] { r.AsElements[0].AsInteger, r.AsElements[1].AsInteger });
        Assert.Equal([1L, -56, -1, 0, -2, 16, -1, 39, 1, 39], elements);
    }

    [Fact]
    public void Memory_may_hold_vectors()
    {
        var memory = MemRef.Zeros(new VectorType([2], FloatType.F32), 3);
        Run("""
            func.func @main(%m: memref<3xvector<2xf32>>) {
              %c2 = arith.constant 2 : index
              %v = arith.constant dense<[1.0, 2.0]> : vector<2xf32>
              memref.store %v, %m[%c2] : memref<3xvector<2xf32>>
              %w = memref.load %m[%c2] : memref<3xvector<2xf32>>
              %s = arith.addf %v, %w : vector<2xf32>
              %c0 = arith.constant 0 : index
              memref.store %s, %m[%c0] : memref<3xvector<2xf32>>
              return
            }
            """, RuntimeValue.Of(memory));
        Assert.Equal([2f, 4, 0, 0, 1, 2], memory.ToArray<(float, float)>().SelectMany(pair => new[] { pair.Item1, pair.Item2 }));
    }

    [Fact]
    public void Memory_of_a_vector_is_memory_of_its_parts()
    {
        var result = Run1("""
            func.func @main() -> vector<3xi32> {
              %v = arith.constant dense<[[1, 2, 3], [4, 5, 6]]> : vector<2x3xi32>
              %m = memref.alloca() : memref<vector<2x3xi32>>
              memref.store %v, %m[] : memref<vector<2x3xi32>>
              %rows = vector.type_cast %m : memref<vector<2x3xi32>> to memref<2xvector<3xi32>>
              %c1 = arith.constant 1 : index
              %row = memref.load %rows[%c1] : memref<2xvector<3xi32>>
              return %row : vector<3xi32>
            }
            """).AsElements;
        Assert.Equal([4L, 5, 6], Enumerable.Range(0, 3).Select(i => result[i].AsInteger));
    }

    [Fact]
    public void Arrays_in_pieces_take_another_shape()
    {
        // 2x3 in pieces of 2 becomes 1x6: the second piece of each row is half full.
        var result = Run1("""
            func.func @main() -> vector<1x3x2xi32> {
              %v = arith.constant dense<[[[1, 2], [3, 0]], [[4, 5], [6, 0]]]> : vector<2x2x2xi32>
              %c1 = arith.constant 1 : index
              %c2 = arith.constant 2 : index
              %c3 = arith.constant 3 : index
              %c6 = arith.constant 6 : index
              %0 = vector.reshape %v, [%c2, %c3], [%c1, %c6], [2] : vector<2x2x2xi32> to vector<1x3x2xi32>
              return %0 : vector<1x3x2xi32>
            }
            """).AsElements;
        Assert.Equal([1L, 2, 3, 4, 5, 6], Enumerable.Range(0, 6).Select(i => result[i].AsInteger));
    }

    [Fact]
    public void Undefined_elements_are_errors_and_shapes_must_agree()
    {
        Assert.Equal(FaultKind.DivisionByZero, Fault(ArithTests.Binary("arith.divsi", "vector<2xi8>"), Bytes(1, 2), Bytes(1, 0)).Kind);
        var shorter = RuntimeValue.Of(Elements.Of([1], default(RuntimeValue)));
        var error = Error(ArithTests.Binary("arith.addi", "tensor<?xi8>"), Bytes(1, 2), shorter);
        Assert.Equal(("WF4308", "kernel 'main': 'arith.addi' needs the shape [2], but got [1]"), (error.Id, error.Message));
    }

    private static RuntimeValue Tensor(int a, int b, int c, int d) => RuntimeValue.Of(Elements.Of([2, 2], I32(a), I32(b), I32(c), I32(d)));

    private static RuntimeValue Bytes(int a, int b) =>
        RuntimeValue.Of(Elements.Of([2], RuntimeValue.Integer(a, IntegerType.I8), RuntimeValue.Integer(b, IntegerType.I8)));
}
