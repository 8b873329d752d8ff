using Weft.IR;
using Weft.Runtime;
using Xunit;
using static Weft.Backends.Tests.Interpreting.Mlir;

namespace Weft.Backends.Tests.Interpreting;

public sealed class MemRefTests
{
    private const string Read = """
        func.func @main(%x: memref<?x3xf32> {wf.param = "img: f32[h, 3]"}, %i: index, %j: index) -> f32 {
          %0 = memref.load %x[%i, %j] : memref<?x3xf32>
          return %0 : f32
        }
        """;

    [Fact]
    public void Loads_find_their_element()
    {
        var memory = RuntimeValue.Of(MemRef.Of<float>([1, 2, 3, 4, 5, 6], 2, 3));
        Assert.Equal(6f, Run1(Read, memory, RuntimeValue.Index(1), RuntimeValue.Index(2)).AsSingle);
    }

    [Theory]
    [InlineData(2, 0, 2, 2)]
    [InlineData(-1, 0, -1, 2)]
    [InlineData(0, 3, 3, 3)]
    public void Accesses_outside_fault_with_array_index_and_bound(long i, long j, long index, long bound)
    {
        var memory = RuntimeValue.Of(MemRef.Of<float>([1, 2, 3, 4, 5, 6], 2, 3));
        var fault = Fault(Read, memory, RuntimeValue.Index(i), RuntimeValue.Index(j));
        Assert.Equal(FaultKind.IndexOutOfRange, fault.Kind);
        Assert.Equal(("main", "img", index, bound), (fault.Kernel, fault.Subject, fault.Index, fault.Bound));
        Assert.Equal("test.mlir:2:8", fault.Location.ToString());
    }

    [Theory]
    [InlineData("%x", "%arg0")]
    [InlineData("%cast", "%arg0")]
    [InlineData("%own", "memref.alloc : memref<?xi32>")]
    [InlineData("%named", "scratch")]
    public void Faults_name_arrays_that_are_not_parameters(string memory, string subject)
    {
        var fault = Fault($$"""
            func.func @main(%x: memref<4xi32>) {
              %n = arith.constant 4 : index
              %v = arith.constant 1 : i32
              %own = memref.alloc(%n) : memref<?xi32>
              %named = memref.alloca(%n) {wf.name = "scratch"} : memref<?xi32>
              %cast = memref.cast %x : memref<4xi32> to memref<?xi32>
              memref.store %v, {{memory}}[%n] : {{(memory == "%x" ? "memref<4xi32>" : "memref<?xi32>")}}
              return
            }
            """, RuntimeValue.Of(MemRef.Zeros(IntegerType.I32, 4)));
        Assert.Equal(subject, fault.Subject);
    }

    [Theory]
    [InlineData("memref<2x3xi32>")]
    [InlineData("memref<2x3xi32, strided<[1, 2], offset: 5>>")]
    [InlineData("memref<2x3xi32, strided<[12, 4]>>")]
    [InlineData("memref<2x3xi32, affine_map<(d0, d1) -> (d1, d0)>>")]
    [InlineData("memref<2x3xi32, affine_map<(d0, d1) -> (d0 + d1 * 2 + 7)>>")]
    [InlineData("memref<2x3xi32, affine_map<(d0, d1) -> (d1 floordiv 2, d0, d1 mod 2)>>")]
    public void New_memory_is_zero_and_layouts_keep_elements_apart(string type)
    {
        var result = Run1($$"""
            func.func @main() -> memref<2x3xi32> {
              %c0 = arith.constant 0 : index
              %c1 = arith.constant 1 : index
              %c2 = arith.constant 2 : index
              %c3 = arith.constant 3 : index
              %m = memref.alloc() : {{type}}
              scf.for %i = %c0 to %c2 step %c1 {
                scf.for %j = %c0 to %c3 step %c1 {
                  %old = memref.load %m[%i, %j] : {{type}}
                  %t = arith.muli %i, %c3 : index
                  %k = arith.addi %t, %j : index
                  %v = arith.index_cast %k : index to i32
                  %new = arith.addi %old, %v : i32
                  memref.store %new, %m[%i, %j] : {{type}}
                }
              }
              %out = memref.alloca() : memref<2x3xi32>
              memref.copy %m, %out : {{type}} to memref<2x3xi32>
              memref.dealloc %m : {{type}}
              return %out : memref<2x3xi32>
            }
            """);
        Assert.Equal([0, 1, 2, 3, 4, 5], result.AsMemRef.ToArray<int>());
    }

    [Fact]
    public void Layouts_may_use_symbols()
    {
        Assert.Equal(9, Run1("""
            func.func @main(%s: index) -> i32 {
              %c1 = arith.constant 1 : index
              %v = arith.constant 9 : i32
              %m = memref.alloc()[%s] : memref<2x2xi32, affine_map<(d0, d1)[s0] -> (d0 * s0 + d1)>>
              memref.store %v, %m[%c1, %c1] : memref<2x2xi32, affine_map<(d0, d1)[s0] -> (d0 * s0 + d1)>>
              %r = memref.load %m[%c1, %c1] : memref<2x2xi32, affine_map<(d0, d1)[s0] -> (d0 * s0 + d1)>>
              return %r : i32
            }
            """, RuntimeValue.Index(100)).AsInteger);
    }

    [Theory]
    [InlineData("%r = memref.load %m[%c0] : memref<4xf32>")]
    [InlineData("memref.dealloc %m : memref<4xf32>")]
    [InlineData("memref.copy %m, %m : memref<4xf32> to memref<4xf32>")]
    public void Memory_is_not_used_after_dealloc(string use)
    {
        var fault = Fault($$"""
            func.func @main() {
              %c0 = arith.constant 0 : index
              %m = memref.alloc() : memref<4xf32>
              memref.dealloc %m : memref<4xf32>
              {{use}}
              return
            }
            """);
        Assert.Equal((FaultKind.UseAfterFree, 5), (fault.Kind, fault.Location.Line));
    }

    [Theory]
    [InlineData("memref<?xi8>", "memref<5xi8>", false)]
    [InlineData("memref<?xi8>", "memref<4xi8>", true)]
    [InlineData("memref<?xi8>", "memref<?xi8, strided<[1]>>", true)]
    [InlineData("memref<?xi8>", "memref<?xi8, strided<[?], offset: ?>>", true)]
    [InlineData("memref<?xi8>", "memref<*xi8>", true)]
    public void Casts_of_memory_must_be_true(string from, string to, bool fits)
    {
        var program = $"func.func @main(%x: {from}) -> {to} {{\n%0 = memref.cast %x : {from} to {to}\nreturn %0 : {to}\n}}";
        var memory = RuntimeValue.Of(MemRef.Of<byte>([1, 2, 3, 4], 4));
        if (fits) Assert.Equal([1, 2, 3, 4], Run1(program, memory).AsMemRef.ToArray<byte>());
        else Assert.Equal("WF4308", Error(program, memory).Id);
    }

    [Fact]
    public void Dim_gives_extents()
    {
        const string Program = """
            func.func @main(%x: memref<*xf32>, %d: index) -> index {
              %0 = memref.dim %x, %d : memref<*xf32>
              return %0 : index
            }
            """;
        var memory = RuntimeValue.Of(MemRef.Zeros(FloatType.F32, 7, 9));
        Assert.Equal(9, Run1(Program, memory, RuntimeValue.Index(1)).AsInteger);
        var fault = Fault(Program, memory, RuntimeValue.Index(2));
        Assert.Equal((FaultKind.IndexOutOfRange, 2L, 2L), (fault.Kind, fault.Index, fault.Bound));
    }

    [Theory]
    [InlineData(1L << 20, 1L << 43)]
    [InlineData(1L << 40, long.MaxValue)]
    public void Memory_that_is_not_there_faults(long size, long bytes)
    {
        var fault = Fault(Allocation, RuntimeValue.Index(size));
        Assert.Equal((FaultKind.OutOfMemory, bytes), (fault.Kind, fault.Index));
    }

    [Fact]
    public void Extents_are_not_negative() => Assert.Equal("WF4308", Error(Allocation, RuntimeValue.Index(-1)).Id);

    [Fact]
    public void Copies_need_one_shape() => Assert.Equal("WF4308", Error("""
        func.func @main(%x: memref<?xi8>, %y: memref<?xi8>) {
          memref.copy %x, %y : memref<?xi8> to memref<?xi8>
          return
        }
        """, RuntimeValue.Of(MemRef.Zeros(IntegerType.I8, 3)), RuntimeValue.Of(MemRef.Zeros(IntegerType.I8, 4))).Id);

    [Fact]
    public void Bits_and_odd_widths_take_whole_bytes()
    {
        var memory = MemRef.Zeros(IntegerType.I1, 2);
        Run("""
            func.func @main(%x: memref<2xi1>) {
              %c1 = arith.constant 1 : index
              %true = arith.constant true
              memref.store %true, %x[%c1] : memref<2xi1>
              return
            }
            """, RuntimeValue.Of(memory));
        Assert.Equal([0, 1], memory.ToArray<byte>());
        Assert.True(memory[1].AsBool);
    }

    private const string Allocation = """
        func.func @main(%n: index) {
          %0 = memref.alloc(%n, %n) : memref<?x?xf64>
          return
        }
        """;
}
