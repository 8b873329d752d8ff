using Weft.IR;
using Weft.Runtime;
using Xunit;
using static Weft.Backends.Tests.Interpreting.Mlir;

namespace Weft.Backends.Tests.Interpreting;

public sealed class WorkflowTests
{
    /// <summary>Writes 2 x into an output that is one longer, counts in a scalar output, adds to an inout.</summary>
    private const string Kernel = """
        func.func @scale(%x: memref<?xi32> {wf.param = "x: i32[n]"}, %a: i32 {wf.param = "a: i32"},
                         %total: memref<?xi32> {wf.param = "total: inout i32[n]"},
                         %y: memref<?xi32> {wf.param = "y: out i32[n + 1]"},
                         %count: memref<i32> {wf.param = "count: out i32"}) attributes {wf.kernel} {
          %c0 = arith.constant 0 : index
          %c1 = arith.constant 1 : index
          %n = memref.dim %x, %c0 : memref<?xi32>
          scf.for %i = %c0 to %n step %c1 {
            %v = memref.load %x[%i] : memref<?xi32>
            %w = arith.muli %v, %a : i32
            memref.store %w, %y[%i] : memref<?xi32>
            %t = memref.load %total[%i] : memref<?xi32>
            %u = arith.addi %t, %w : i32
            memref.store %u, %total[%i] : memref<?xi32>
            %k = memref.load %count[] : memref<i32>
            %l = arith.addi %k, %a : i32
            memref.store %l, %count[] : memref<i32>
          }
          return
        }

        """;

    private const string Invocation = """
        wf.graph @main(%x: tensor<?xi32>, %a: i32, %t: tensor<?xi32>) -> (tensor<?xi32>, tensor<?xi32>, i32) {
          %r:3 = wf.invoke @scale(%x, %a, %t) : (tensor<?xi32>, i32, tensor<?xi32>) -> (tensor<?xi32>, tensor<?xi32>, i32)
          wf.return %r#0, %r#1, %r#2 : tensor<?xi32>, tensor<?xi32>, i32
        }
        """;

    private static RuntimeValue Array(params int[] numbers) =>
        RuntimeValue.Of(Elements.Of([numbers.Length], [.. numbers.Select(I32)]));

    private static IEnumerable<int> Numbers(RuntimeValue array) =>
        Enumerable.Range(0, array.AsElements.Count).Select(i => (int)array.AsElements[i].AsInteger);

    [Fact]
    public void Invoke_gives_outputs_and_new_states_and_writes_nothing_in_place()
    {
        var (x, total) = (Array(1, 2, 3), Array(10, 20, 30));
        var results = Run(Kernel + Invocation, x, I32(2), total);
        Assert.Equal([12, 24, 36], Numbers(results[0]));
        Assert.Equal([2, 4, 6, 0], Numbers(results[1]));
        Assert.Equal(6, results[2].AsInteger);
        Assert.Equal([10, 20, 30], Numbers(total));
        Assert.Equal([1, 2, 3], Numbers(x));
    }

    [Fact]
    public void Shapes_of_arguments_must_agree()
    {
        var error = Error(Kernel + Invocation, Array(0, 0, 0), I32(2), Array(0, 0, 0, 0));
        Assert.Equal("WF4015", error.Id);
        Assert.Equal("dimension 0 of 'total' of 'scale' is 'n' = 3, but the value given has 4", error.Message);
    }

    [Theory]
    [InlineData("y: out i32[m]", "WF4016")]
    [InlineData("y: out i32[n, n]", "WF4308")]
    [InlineData("y: out i32[n - 9]", "WF4017")]
    [InlineData("y: out i32[n] = x", "WF4309")]
    public void Outputs_need_a_shape(string parameter, string id)
    {
        var program = Kernel.Replace("y: out i32[n + 1]", parameter, StringComparison.Ordinal) + Invocation;
        Assert.Equal(id, Error(program, Array(0, 0, 0), I32(2), Array(0, 0, 0)).Id);
    }

    [Fact]
    public void Workflows_invoke_workflows_and_faults_name_the_kernel()
    {
        const string Program = """
            func.func @get(%x: memref<?xi32> {wf.param = "x: i32[n]"}, %i: index {wf.param = "i: index"},
                           %y: memref<i32> {wf.param = "y: out i32"}) attributes {wf.kernel} {
              %v = func.call @at(%x, %i) : (memref<?xi32>, index) -> i32
              memref.store %v, %y[] : memref<i32>
              return
            }
            func.func private @at(%x: memref<?xi32>, %i: index) -> i32 {
              %v = memref.load %x[%i] : memref<?xi32>
              return %v : i32
            }
            wf.graph @inner(%x: tensor<?xi32>, %i: index) -> i32 {
              %r = wf.invoke @get(%x, %i) : (tensor<?xi32>, index) -> i32
              wf.return %r : i32
            }
            wf.graph @main(%x: tensor<?xi32>, %i: index) -> i32 {
              %r = wf.invoke @inner(%x, %i) : (tensor<?xi32>, index) -> i32
              wf.return %r : i32
            }
            """;
        Assert.Equal(6, Run1(Program, Array(5, 6), RuntimeValue.Index(1)).AsInteger);
        var fault = Fault(Program, Array(5, 6), RuntimeValue.Index(2));
        Assert.Equal(("get", "%arg0", 2L, 2L), (fault.Kernel, fault.Subject, fault.Index, fault.Bound));
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(0, 0)]
    public void Parallel_call_covers_the_whole_range(long count, long expected)
    {
        var total = MemRef.Zeros(IndexType.Instance);
        Run("""
            func.func private @tile(%begin: index, %end: index, %total: memref<index>) {
              %c1 = arith.constant 1 : index
              scf.for %i = %begin to %end step %c1 {
                %t = memref.load %total[] : memref<index>
                %u = arith.addi %t, %i : index
                memref.store %u, %total[] : memref<index>
              }
              return
            }
            func.func @main(%n: index, %total: memref<index>) {
              wf.parallel_call @tile, %n by %n(%total) : memref<index>
              return
            }
            """, RuntimeValue.Index(count), RuntimeValue.Of(total));
        Assert.Equal(expected, total[[]].AsInteger);
    }

    [Theory]
    [InlineData(-1, 4, true)]
    [InlineData(4, 4, true)]
    [InlineData(3, 4, false)]
    [InlineData(0, 0, true)]
    [InlineData(1, -1, true)]
    public void Check_index_faults_outside_its_bound(long index, long bound, bool faults)
    {
        const string Program = """
            func.func @main(%i: index, %n: index) {
              "wf.check_index"(%i, %n) <{subject = "img"}> : (index, index) -> ()
              return
            }
            """;
        if (!faults)
        {
            Run(Program, RuntimeValue.Index(index), RuntimeValue.Index(bound));
            return;
        }

        var fault = Fault(Program, RuntimeValue.Index(index), RuntimeValue.Index(bound));
        Assert.Equal((FaultKind.IndexOutOfRange, "img", index, bound), (fault.Kind, fault.Subject, fault.Index, fault.Bound));
    }

    [Theory]
    [InlineData("", 1, 0, FaultKind.DivisionByZero)]
    [InlineData(" {zero_only}", 1, 0, FaultKind.DivisionByZero)]
    [InlineData("", -128, -1, FaultKind.DivisionOverflow)]
    [InlineData(" {zero_only}", -128, -1, null)]
    [InlineData("", -127, -1, null)]
    public void Check_division_faults_without_quotient(string form, int lhs, int rhs, FaultKind? kind)
    {
        var program = $"func.func @main(%a: i8, %b: i8) {{\nwf.check_division %a, %b{form} : i8\nreturn\n}}";
        RuntimeValue[] arguments = [RuntimeValue.Integer(lhs, IntegerType.I8), RuntimeValue.Integer(rhs, IntegerType.I8)];
        if (kind is null) Run(program, arguments);
        else Assert.Equal(kind, Fault(program, arguments).Kind);
    }
}
