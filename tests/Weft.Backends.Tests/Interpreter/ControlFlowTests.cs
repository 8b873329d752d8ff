using Weft.IR;
using Weft.Runtime;
using Xunit;
using static Weft.Backends.Tests.Interpreting.Mlir;

namespace Weft.Backends.Tests.Interpreting;

public sealed class ControlFlowTests
{
    [Theory]
    [InlineData(0, 5, 2, 6)]
    [InlineData(3, 3, 1, 0)]
    [InlineData(5, 0, 1, 0)]
    [InlineData(-3, 2, 1, -5)]
    [InlineData(int.MaxValue - 1, int.MaxValue, 5, int.MaxValue - 1)]
    public void For_counts_as_signed_and_carries_values(int lower, int upper, int step, int expected) => Assert.Equal(expected, Run1("""
        func.func @main(%l: i32, %u: i32, %s: i32) -> i32 {
          %zero = arith.constant 0 : i32
          %sum = scf.for %i = %l to %u step %s iter_args(%acc = %zero) -> (i32) : i32 {
            %next = arith.addi %acc, %i : i32
            scf.yield %next : i32
          }
          return %sum : i32
        }
        """, I32(lower), I32(upper), I32(step)).AsInteger);

    [Fact]
    public void Carried_values_change_all_at_once()
    {
        var results = Run("""
            func.func @main(%n: index) -> (index, index) {
              %c0 = arith.constant 0 : index
              %c1 = arith.constant 1 : index
              %r:2 = scf.for %i = %c0 to %n step %c1 iter_args(%a = %c0, %b = %c1) -> (index, index) {
                scf.yield %b, %a : index, index
              }
              return %r#0, %r#1 : index, index
            }
            """, RuntimeValue.Index(3));
        Assert.Equal((1, 0), (results[0].AsInteger, results[1].AsInteger));
    }

    [Theory]
    [InlineData("scf.for %i = %n to %n step %n {\n}")]
    [InlineData("scf.parallel (%i) = (%n) to (%n) step (%n) {\n}")]
    public void Steps_must_be_positive(string loop)
    {
        var error = Error($"func.func @main(%n: index) {{\n{loop}\nreturn\n}}", RuntimeValue.Index(0));
        Assert.Equal("WF4308", error.Id);
        Assert.EndsWith("needs a step of at least 1, but got 0", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(27, 111)]
    [InlineData(1, 0)]
    public void While_runs_until_its_condition_fails(int start, int expected) => Assert.Equal(expected, Run1("""
        func.func @main(%n: i64) -> i64 {
          %c0 = arith.constant 0 : i64
          %c1 = arith.constant 1 : i64
          %c2 = arith.constant 2 : i64
          %c3 = arith.constant 3 : i64
          %r:2 = scf.while (%x = %n, %s = %c0) : (i64, i64) -> (i64, i64) {
            %more = arith.cmpi sgt, %x, %c1 : i64
            scf.condition(%more) %s, %x : i64, i64
          } do {
          ^bb0(%s: i64, %x: i64):
            %rest = arith.remsi %x, %c2 : i64
            %even = arith.cmpi eq, %rest, %c0 : i64
            %next = scf.if %even -> (i64) {
              %half = arith.divsi %x, %c2 : i64
              scf.yield %half : i64
            } else {
              %triple = arith.muli %x, %c3 : i64
              %up = arith.addi %triple, %c1 : i64
              scf.yield %up : i64
            }
            %t = arith.addi %s, %c1 : i64
            scf.yield %next, %t : i64, i64
          }
          return %r#0 : i64
        }
        """, RuntimeValue.Integer(start, IntegerType.I64)).AsInteger);

    [Fact]
    public void Parallel_joins_values_in_order()
    {
        // a -> 2a + b is neither commutative nor associative: the order shows.
        var result = Run1("""
            func.func @main(%n: index, %m: index) -> (index) {
              %c0 = arith.constant 0 : index
              %c1 = arith.constant 1 : index
              %c2 = arith.constant 2 : index
              %c10 = arith.constant 10 : index
              %r = scf.parallel (%i, %j) = (%c0, %c0) to (%n, %m) step (%c1, %c2) init (%c0) -> index {
                %t = arith.muli %i, %c10 : index
                %v = arith.addi %t, %j : index
                scf.reduce(%v : index) {
                ^bb0(%a: index, %b: index):
                  %d = arith.addi %a, %a : index
                  %s = arith.addi %d, %b : index
                  scf.reduce.return %s : index
                }
              }
              return %r : index
            }
            """, RuntimeValue.Index(2), RuntimeValue.Index(3));
        // Turns (0,0), (0,2), (1,0), (1,2) give 0, 2, 10, 12.
        Assert.Equal((((((0 * 2) + 2) * 2) + 10) * 2) + 12, result.AsInteger);
    }

    [Fact]
    public void Forall_runs_every_turn()
    {
        var memory = MemRef.Zeros(IndexType.Instance, 2, 3);
        Run("""
            func.func @main(%n: index, %m: memref<2x3xindex>) {
              scf.forall (%i, %j) = (0, 1) to (%n, 3) step (1, 1) {
                %s = arith.addi %i, %j : index
                memref.store %s, %m[%i, %j] : memref<2x3xindex>
              }
              return
            }
            """, RuntimeValue.Index(2), RuntimeValue.Of(memory));
        Assert.Equal([0L, 1, 2, 0, 2, 3], memory.ToArray<long>());
    }

    [Theory]
    [InlineData(2, 20)]
    [InlineData(-5, 50)]
    [InlineData(7, 0)]
    public void Index_switch_and_cf_switch_choose_by_value(int value, int expected)
    {
        Assert.Equal(expected, Run1("""
            func.func @main(%x: index) -> i32 {
              %r = scf.index_switch %x -> i32
              case 2 {
                %c = arith.constant 20 : i32
                scf.yield %c : i32
              }
              case -5 {
                %c = arith.constant 50 : i32
                scf.yield %c : i32
              }
              default {
                %c = arith.constant 0 : i32
                scf.yield %c : i32
              }
              return %r : i32
            }
            """, RuntimeValue.Index(value)).AsInteger);
        Assert.Equal(expected, Run1("""
            func.func @main(%x: i8) -> i32 {
              %a = arith.constant 20 : i32
              %b = arith.constant 50 : i32
              %d = arith.constant 0 : i32
              cf.switch %x : i8, [
                default: ^bb1(%d : i32),
                2: ^bb1(%a : i32),
                -5: ^bb1(%b : i32)
              ]
            ^bb1(%r: i32):
              return %r : i32
            }
            """, RuntimeValue.Integer(value, IntegerType.I8)).AsInteger);
    }

    [Fact]
    public void Branches_loop_and_swap()
    {
        // Euclid: (a, b) -> (b, a mod b) swaps on the back edge.
        var result = Run1("""
            func.func @main(%x: i32, %y: i32) -> i32 {
              %r = scf.execute_region -> i32 {
                %c0 = arith.constant 0 : i32
                cf.br ^head(%x, %y : i32, i32)
              ^head(%a: i32, %b: i32):
                %done = arith.cmpi eq, %b, %c0 : i32
                cf.cond_br %done, ^exit, ^body
              ^body:
                %m = arith.remsi %a, %b : i32
                cf.br ^head(%b, %m : i32, i32)
              ^exit:
                scf.yield %a : i32
              }
              return %r : i32
            }
            """, I32(1071), I32(462));
        Assert.Equal(21, result.AsInteger);
    }

    [Fact]
    public void Assertions_fault_with_their_message()
    {
        const string Program = """
            func.func @main(%c: i1) {
              cf.assert %c, "x must be sorted"
              return
            }
            """;
        Assert.Empty(Run(Program, RuntimeValue.Bool(true)));
        var fault = Fault(Program, RuntimeValue.Bool(false));
        Assert.Equal((FaultKind.AssertionFailed, "x must be sorted"), (fault.Kind, fault.Subject));
    }

    [Theory]
    [InlineData("scf.while : () -> () {\n%t = arith.constant true\nscf.condition(%t)\n} do {\nscf.yield\n}\nreturn")]
    [InlineData("cf.br ^a\n^a:\ncf.br ^a")]
    [InlineData("wf.check_stop\nreturn")]
    public void Cancellation_ends_a_run(string body)
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var interpreter = new Interpreter(Parse($"func.func @main() {{\n{body}\n}}"));
        Assert.Throws<OperationCanceledException>(() => interpreter.Run("main", [], source.Token));
    }
}
