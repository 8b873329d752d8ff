using Weft.IR;
using Weft.Runtime;
using Xunit;
using static Weft.Backends.Tests.Interpreting.Mlir;

namespace Weft.Backends.Tests.Interpreting;

public sealed class GpuTests
{
    private static readonly IrType Index = IndexType.Instance;

    [Fact]
    public void Every_thread_of_every_block_runs_once()
    {
        var turns = MemRef.Zeros(Index, 24);
        Run(Launch("memref<24xindex>", (3, 1), (4, 2), """
            %row = arith.muli %ty, %lx : index
            %t = arith.addi %row, %tx : index
            %n = arith.muli %lx, %ly : index
            %b = arith.muli %bx, %n : index
            %i = arith.addi %b, %t : index
            %v = arith.addi %i, %gx : index
            memref.store %v, %out[%i] : memref<24xindex>
            """), RuntimeValue.Of(turns));
        Assert.Equal([.. Enumerable.Range(3, 24).Select(i => (long)i)], turns.ToArray<long>());
    }

    [Fact]
    public void Lane_0_sees_the_vectors_of_all_lanes_as_one()
    {
        var sums = MemRef.Zeros(Index, 64);
        Run(Launch("memref<64xindex>", (1, 1), (32, 1), """
            %mine = vector.splat %tx : vector<1xindex>
            %r:2 = vector.warp_execute_on_lane_0(%tx)[32] args(%mine : vector<1xindex>) -> (index, vector<2xindex>) {
            ^bb0(%all : vector<32xindex>):
              %sum = vector.reduction <add>, %all : vector<32xindex> into index
              %twice = vector.interleave %all, %all : vector<32xindex> -> vector<64xindex>
              vector.yield %sum, %twice : index, vector<64xindex>
            }
            %part = vector.extract %r#1[1] : index from vector<2xindex>
            %v = arith.addi %r#0, %part : index
            memref.store %v, %out[%tx] : memref<64xindex>
            """), RuntimeValue.Of(sums));
        Assert.Equal([.. Enumerable.Range(0, 32).Select(i => 496L + i), .. new long[32]], sums.ToArray<long>());
    }

    [Fact]
    public void What_is_written_before_a_barrier_is_read_after_it()
    {
        var reversed = MemRef.Zeros(Index, 8);
        Run(Launch("memref<8xindex>", (1, 1), (8, 1), """
            memref.store %tx, %shared[%tx] : memref<8xindex, #gpu.address_space<workgroup>>
            gpu.barrier
            %c7 = arith.constant 7 : index
            %j = arith.subi %c7, %tx : index
            %v = memref.load %shared[%j] : memref<8xindex, #gpu.address_space<workgroup>>
            memref.store %v, %out[%tx] : memref<8xindex>
            """, "workgroup(%shared : memref<8xindex, #gpu.address_space<workgroup>>)"), RuntimeValue.Of(reversed));
        Assert.Equal([7L, 6, 5, 4, 3, 2, 1, 0], reversed.ToArray<long>());
    }

    [Fact]
    public void A_reduction_in_shared_memory_gives_what_a_loop_gives()
    {
        var sum = MemRef.Zeros(Index, 1);
        Run(Launch("memref<1xindex>", (1, 1), (64, 1), """
            %sq = arith.muli %tx, %tx : index
            memref.store %sq, %shared[%tx] : memref<64xindex, #gpu.address_space<workgroup>>
            %c0 = arith.constant 0 : index
            %c1 = arith.constant 1 : index
            %c6 = arith.constant 6 : index
            %c32 = arith.constant 32 : index
            %half = scf.for %i = %c0 to %c6 step %c1 iter_args(%h = %c32) -> (index) {
              gpu.barrier
              %active = arith.cmpi ult, %tx, %h : index
              scf.if %active {
                %j = arith.addi %tx, %h : index
                %a = memref.load %shared[%tx] : memref<64xindex, #gpu.address_space<workgroup>>
                %b = memref.load %shared[%j] : memref<64xindex, #gpu.address_space<workgroup>>
                %c = arith.addi %a, %b : index
                memref.store %c, %shared[%tx] : memref<64xindex, #gpu.address_space<workgroup>>
              }
              %next = arith.shrui %h, %c1 : index
              scf.yield %next : index
            }
            %first = arith.cmpi eq, %tx, %c0 : index
            scf.if %first {
              %all = memref.load %shared[%c0] : memref<64xindex, #gpu.address_space<workgroup>>
              memref.store %all, %out[%c0] : memref<1xindex>
            }
            """, "workgroup(%shared : memref<64xindex, #gpu.address_space<workgroup>>)"), RuntimeValue.Of(sum));
        Assert.Equal(Enumerable.Range(0, 64).Sum(i => (long)i * i), sum.ToArray<long>()[0]);
    }

    [Theory]
    [InlineData("add", 0 + 1 + 2 + 3 + 4 + 5)]
    [InlineData("maxsi", 5)]
    [InlineData("minui", 0)]
    [InlineData("xor", 0 ^ 1 ^ 2 ^ 3 ^ 4 ^ 5)]
    public void All_threads_of_a_block_get_the_reduction(string operation, int expected)
    {
        var results = MemRef.Zeros(IntegerType.I32, 6);
        Run(Launch("memref<6xi32>", (1, 1), (6, 1), $$"""
            %v = arith.index_cast %tx : index to i32
            %r = gpu.all_reduce {{operation}} %v {} : (i32) -> i32
            memref.store %r, %out[%tx] : memref<6xi32>
            """), RuntimeValue.Of(results));
        Assert.All(results.ToArray<int>(), value => Assert.Equal(expected, value));
    }

    [Fact]
    public void A_region_says_how_values_are_joined()
    {
        var results = MemRef.Zeros(IntegerType.I32, 4);
        Run(Launch("memref<4xi32>", (1, 1), (4, 1), """
            %c1 = arith.constant 1 : i32
            %t = arith.index_cast %tx : index to i32
            %v = arith.addi %t, %c1 : i32
            %r = gpu.all_reduce %v {
            ^bb0(%a: i32, %b: i32):
              %c = arith.muli %a, %b : i32
              gpu.yield %c : i32
            } : (i32) -> i32
            memref.store %r, %out[%tx] : memref<4xi32>
            """), RuntimeValue.Of(results));
        Assert.Equal([24, 24, 24, 24], results.ToArray<int>());
    }

    [Theory]
    [InlineData("xor", 1, new[] { 1, 0, 3, 2, 5, 4, 7, 6 })]
    [InlineData("down", 1, new[] { 1, 2, 3, -1, 5, 6, 7, -1 })]
    [InlineData("up", 1, new[] { -1, 0, 1, 2, -1, 4, 5, 6 })]
    [InlineData("idx", 2, new[] { 2, 2, 2, 2, 6, 6, 6, 6 })]
    public void Shuffles_take_from_lanes_of_the_same_group(string mode, int by, int[] expected)
    {
        var results = MemRef.Zeros(IntegerType.I32, 8);
        Run(Launch("memref<8xi32>", (1, 1), (8, 1), $$"""
            %lanes = arith.constant {{by}} : i32
            %width = arith.constant 4 : i32
            %none = arith.constant -1 : i32
            %v = arith.index_cast %tx : index to i32
            %s, %valid = gpu.shuffle {{mode}} %v, %lanes, %width : i32
            %r = arith.select %valid, %s, %none : i32
            memref.store %r, %out[%tx] : memref<8xi32>
            """), RuntimeValue.Of(results));
        Assert.Equal(expected, results.ToArray<int>());
    }

    [Fact]
    public void Subgroups_reduce_by_themselves()
    {
        var results = MemRef.Zeros(IntegerType.I32, 40);
        Run(Launch("memref<40xi32>", (1, 1), (40, 1), """
            %v = arith.constant 1 : i32
            %r = gpu.subgroup_reduce add %v : (i32) -> i32
            memref.store %r, %out[%tx] : memref<40xi32>
            """), RuntimeValue.Of(results));
        Assert.Equal([.. Enumerable.Repeat(32, 32), .. Enumerable.Repeat(8, 8)], results.ToArray<int>());
    }

    [Fact]
    public void Threads_that_wait_at_different_barriers_are_a_fault()
    {
        var fault = Fault(Launch("memref<1xindex>", (1, 1), (4, 1), """
            %c1 = arith.constant 1 : index
            %some = arith.cmpi ugt, %tx, %c1 : index
            scf.if %some {
              gpu.barrier
            }
            gpu.barrier
            """), RuntimeValue.Of(MemRef.Zeros(Index, 1)));
        Assert.Equal((FaultKind.AssertionFailed, GpuFaults.Divergence), (fault.Kind, fault.Subject));
    }

    [Fact]
    public void Threads_that_have_ended_take_part_in_nothing()
    {
        var sums = MemRef.Zeros(IntegerType.I32, 8);
        Run(Launch("memref<8xi32>", (1, 1), (8, 1), """
            %c5 = arith.constant 5 : index
            %some = arith.cmpi ult, %tx, %c5 : index
            scf.if %some {
              %mark = arith.constant 1 : i32
              %width = arith.constant 32 : i32
              %v = arith.index_cast %tx : index to i32
              gpu.barrier
              %sum = gpu.all_reduce add %mark {} : (i32) -> i32
              %next, %valid = gpu.shuffle down %v, %mark, %width : i32
              %none = arith.constant -1 : i32
              %known = arith.select %valid, %next, %none : i32
              %r = arith.addi %sum, %known : i32
              memref.store %r, %out[%tx] : memref<8xi32>
            }
            """), RuntimeValue.Of(sums));
        Assert.Equal([6, 7, 8, 9, 4, 0, 0, 0], sums.ToArray<int>());
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1025)]
    [InlineData(1, 0)]
    public void Sizes_of_a_launch_are_in_their_limits(int blocks, int threads)
    {
        var fault = Fault(Launch("memref<1xindex>", (blocks, 1), (threads, 1), ""), RuntimeValue.Of(MemRef.Zeros(Index, 1)));
        Assert.Equal((FaultKind.AssertionFailed, GpuFaults.Sizes), (fault.Kind, fault.Subject));
    }

    [Fact]
    public void A_fault_of_one_thread_ends_the_launch()
    {
        var fault = Fault(Launch("memref<2xindex>", (1, 1), (4, 1), """
            gpu.barrier
            memref.store %tx, %out[%tx] : memref<2xindex>
            """), RuntimeValue.Of(MemRef.Zeros(Index, 2)));
        Assert.Equal((FaultKind.IndexOutOfRange, 2L), (fault.Kind, fault.Index));
    }

    [Fact]
    public void Kernels_are_launched_by_name()
    {
        var scaled = MemRef.Of<float>([1, 2, 3, 4], 4);
        Run("""
            module attributes {gpu.container_module} {
              gpu.module @kernels {
                gpu.func @scale(%x: memref<4xf32>, %by: f32) private(%own : memref<1xf32, #gpu.address_space<private>>) kernel {
                  %i = gpu.global_id x
                  %c0 = arith.constant 0 : index
                  %v = memref.load %x[%i] : memref<4xf32>
                  %p = arith.mulf %v, %by : f32
                  memref.store %p, %own[%c0] : memref<1xf32, #gpu.address_space<private>>
                  gpu.barrier
                  %o = memref.load %own[%c0] : memref<1xf32, #gpu.address_space<private>>
                  memref.store %o, %x[%i] : memref<4xf32>
                  gpu.return
                }
              }
              func.func @main(%x: memref<4xf32>) {
                %c1 = arith.constant 1 : index
                %c2 = arith.constant 2 : index
                %by = arith.constant 2.5 : f32
                %t = gpu.wait async
                %d, %a = gpu.alloc async [%t] () : memref<4xf32>
                %b = gpu.memcpy async [%a] %d, %x : memref<4xf32>, memref<4xf32>
                %k = gpu.launch_func async [%b] @kernels::@scale blocks in (%c2, %c1, %c1) threads in (%c2, %c1, %c1)
                    args(%d : memref<4xf32>, %by : f32)
                gpu.wait [%k]
                gpu.memcpy %x, %d : memref<4xf32>, memref<4xf32>
                gpu.dealloc %d : memref<4xf32>
                return
              }
            }
            """, RuntimeValue.Of(scaled));
        Assert.Equal([2.5f, 5, 7.5f, 10], scaled.ToArray<float>());
    }

    [Theory]
    [InlineData("%d|%5d|%-5d|%05d|%+d", "i32", "-7|   -7|-7   |-0007|-7")]
    [InlineData("%u %x", "i8", "249 f9")]
    [InlineData("%%%lld", "i64", "%-7")]
    public void Integers_are_printed_as_in_C(string format, string type, string expected)
    {
        var count = format.Replace("%%", "").Count(c => c == '%');
        var arguments = string.Join(", ", Enumerable.Repeat("%v", count));
        // An argument of 8 bits is passed as an unsigned char.
        var text = format.Replace("%u", "%hhu").Replace("%x", "%hhx");
        Assert.Equal(expected, Printed($"""
            %v = arith.constant -7 : {type}
            gpu.printf "{text}" {arguments} : {string.Join(", ", Enumerable.Repeat(type, count))}
            """));
    }

    [Theory]
    [InlineData("%f", 1.5, "1.500000")]
    [InlineData("%.0f", 2.5, "2")]
    [InlineData("%.2e", 12345.0, "1.23e+04")]
    [InlineData("%g", 0.0001, "0.0001")]
    [InlineData("%g", 1000000.0, "1e+06")]
    [InlineData("%8.3f|", 3.14159, "   3.142|")]
    [InlineData("%.20f", 0.1, "0.10000000000000000555")]
    public void Floats_are_printed_as_in_C(string format, double value, string expected) => Assert.Equal(expected, Printed($"""
        %v = arith.constant {value.ToString("0.0##################", System.Globalization.CultureInfo.InvariantCulture)} : f64
        gpu.printf "{format}" %v : f64
        """));

    [Fact]
    public void Matrices_are_multiplied_and_added()
    {
        var (a, b, c) = (MemRef.Of<float>([1, 2, 3, 4], 2, 2), MemRef.Of<float>([5, 6, 7, 8], 2, 2), MemRef.Of<float>([1, 1, 1, 1], 2, 2));
        Run("""
            func.func @main(%a: memref<2x2xf32>, %b: memref<2x2xf32>, %c: memref<2x2xf32>) {
              %i = arith.constant 0 : index
              %x = gpu.subgroup_mma_load_matrix %a[%i, %i] {leadDimension = 2 : index} : memref<2x2xf32> -> !gpu.mma_matrix<2x2xf32, "AOp">
              %y = gpu.subgroup_mma_load_matrix %b[%i, %i] {leadDimension = 2 : index} : memref<2x2xf32> -> !gpu.mma_matrix<2x2xf32, "BOp">
              %z = gpu.subgroup_mma_load_matrix %c[%i, %i] {leadDimension = 2 : index} : memref<2x2xf32> -> !gpu.mma_matrix<2x2xf32, "COp">
              %p = gpu.subgroup_mma_compute %x, %y, %z
                  : !gpu.mma_matrix<2x2xf32, "AOp">, !gpu.mma_matrix<2x2xf32, "BOp"> -> !gpu.mma_matrix<2x2xf32, "COp">
              gpu.subgroup_mma_store_matrix %p, %c[%i, %i] {leadDimension = 2 : index} : !gpu.mma_matrix<2x2xf32, "COp">, memref<2x2xf32>
              return
            }
            """, RuntimeValue.Of(a), RuntimeValue.Of(b), RuntimeValue.Of(c));
        Assert.Equal([20f, 23, 44, 51], c.ToArray<float>());
    }

    private static string Printed(string body)
    {
        using var output = new StringWriter();
        var module = Parse($"func.func @main() {{\n{body}\nreturn\n}}");
        new Interpreter(module) { Output = output }.Run("main", []);
        return output.ToString();
    }

    // One function that launches a body over a grid, with memory to write results to.
    private static string Launch(string memory, (int X, int Y) grid, (int X, int Y) block, string body, string attributions = "") => $$"""
        func.func @main(%out: {{memory}}) {
          %one = arith.constant 1 : index
          %x = arith.constant {{grid.X}} : index
          %y = arith.constant {{grid.Y}} : index
          %u = arith.constant {{block.X}} : index
          %v0 = arith.constant {{block.Y}} : index
          gpu.launch blocks(%bx, %by, %bz) in (%gx = %x, %gy = %y, %gz = %one)
              threads(%tx, %ty, %tz) in (%lx = %u, %ly = %v0, %lz = %one) {{attributions}} {
            {{body}}
            gpu.terminator
          }
          return
        }
        """;
}
