using Weft.IR;
using Weft.Runtime;
using Xunit;
using static Weft.Backends.Tests.Interpreting.Mlir;

namespace Weft.Backends.Tests.Interpreting;

public sealed class FunctionTests
{
    private const string Factorial = """
        func.func @main(%n: i64) -> i64 {
          %c0 = arith.constant 0 : i64
          %c1 = arith.constant 1 : i64
          %done = arith.cmpi eq, %n, %c0 : i64
          %r = scf.if %done -> (i64) {
            scf.yield %c1 : i64
          } else {
            %m = arith.subi %n, %c1 : i64
            %f = func.call @main(%m) : (i64) -> i64
            %p = arith.muli %n, %f : i64
            scf.yield %p : i64
          }
          return %r : i64
        }
        """;

    [Fact]
    public void Functions_may_call_themselves() =>
        Assert.Equal(2432902008176640000, Run1(Factorial, RuntimeValue.Integer(20, IntegerType.I64)).AsInteger);

    [Fact]
    public void Endless_recursion_is_an_error()
    {
        var error = Error(Factorial, RuntimeValue.Integer(-1, IntegerType.I64));
        Assert.Equal("WF4303", error.Id);
        Assert.Equal("kernel 'main': the call of 'main' nests deeper than 1000 calls; check that the recursion ends", error.Message);
    }

    [Fact]
    public void Functions_are_values()
    {
        var result = Run1("""
            func.func private @twice(%x: i32) -> i32 {
              %0 = arith.addi %x, %x : i32
              return %0 : i32
            }
            func.func private @square(%x: i32) -> i32 {
              %0 = arith.muli %x, %x : i32
              return %0 : i32
            }
            func.func @main(%c: i1, %x: i32) -> i32 {
              %f = func.constant @twice : (i32) -> i32
              %g = func.constant @square : (i32) -> i32
              %h = arith.select %c, %f, %g : (i32) -> i32
              %r = func.call_indirect %h(%x) : (i32) -> i32
              return %r : i32
            }
            """, RuntimeValue.Bool(false), I32(7));
        Assert.Equal(49, result.AsInteger);
    }

    [Fact]
    public void What_cannot_be_called_is_an_error()
    {
        var declared = Error("""
            func.func private @elsewhere(i32)
            func.func @main(%x: i32) {
              call @elsewhere(%x) : (i32) -> ()
              return
            }
            """, I32(1));
        Assert.Equal(("WF4306", "function 'elsewhere' is only declared; give it a body to run it"), (declared.Id, declared.Message));
        var missing = Error("func.func @f() {\nreturn\n}\nfunc.func @g() {\nreturn\n}");
        Assert.Equal(("WF4304", "the module has no function or workflow 'main'; known: f, g"), (missing.Id, missing.Message));
        var count = Error("func.func @main(%x: i32) {\nreturn\n}");
        Assert.Equal(("WF4305", "'main' takes 1 values, but 0 were given"), (count.Id, count.Message));
    }

    [Fact]
    public void Faults_in_a_helper_name_the_function_that_was_run()
    {
        var fault = Fault("""
            func.func private @helper(%x: i32) -> i32 {
              %c0 = arith.constant 0 : i32
              %0 = arith.divsi %x, %c0 : i32
              return %0 : i32
            }
            func.func @main(%x: i32) -> i32 {
              %0 = call @helper(%x) : (i32) -> i32
              return %0 : i32
            }
            """, I32(1));
        Assert.Equal(("main", 3), (fault.Kernel, fault.Location.Line));
    }

    [Fact]
    public void Conversion_casts_pass_values_that_are_kept_alike()
    {
        Assert.Equal(-1, Run1("""
            func.func @main(%x: i64) -> index {
              %0 = builtin.unrealized_conversion_cast %x : i64 to index
              return %0 : index
            }
            """, RuntimeValue.Integer(-1, IntegerType.I64)).AsInteger);
        Assert.Equal("WF4301", Error("""
            func.func @main(%x: i64) -> f64 {
              %0 = builtin.unrealized_conversion_cast %x : i64 to f64
              return %0 : f64
            }
            """, default(RuntimeValue)).Id);
    }
}
