using Weft.IR;
using Weft.Runtime;
using Xunit;
using static Weft.Backends.Tests.Interpreting.Mlir;

namespace Weft.Backends.Tests.Interpreting;

public sealed class ArithTests
{
    [Theory]
    [InlineData("i7", 63, 1, -64)]
    [InlineData("i24", 0x7FFFFF, 2, -0x7FFFFF)]
    [InlineData("i64", long.MaxValue, 1, long.MinValue)]
    public void Integers_of_any_width_wrap(string type, long a, long b, long expected)
    {
        var integer = IntegerType.Get(int.Parse(type[1..], System.Globalization.CultureInfo.InvariantCulture));
        var sum = Run1(Binary("arith.addi", type), RuntimeValue.Integer(a, integer), RuntimeValue.Integer(b, integer));
        Assert.Equal(expected, sum.AsInteger);
    }

    [Theory]
    [InlineData("arith.divsi", 1, 0, FaultKind.DivisionByZero)]
    [InlineData("arith.divui", 1, 0, FaultKind.DivisionByZero)]
    [InlineData("arith.ceildivsi", 1, 0, FaultKind.DivisionByZero)]
    [InlineData("arith.ceildivui", 1, 0, FaultKind.DivisionByZero)]
    [InlineData("arith.floordivsi", 1, 0, FaultKind.DivisionByZero)]
    [InlineData("arith.remsi", 1, 0, FaultKind.DivisionByZero)]
    [InlineData("arith.remui", 1, 0, FaultKind.DivisionByZero)]
    [InlineData("arith.divsi", int.MinValue, -1, FaultKind.DivisionOverflow)]
    [InlineData("arith.floordivsi", int.MinValue, -1, FaultKind.DivisionOverflow)]
    public void Division_without_result_faults(string op, int a, int b, FaultKind kind)
    {
        var fault = Fault(Binary(op, "i32"), I32(a), I32(b));
        Assert.Equal((kind, "main", 2), (fault.Kind, fault.Kernel, fault.Location.Line));
    }

    [Theory]
    [InlineData("arith.shli", "", 1, 32)]
    [InlineData("arith.shrsi", "", 1, -1)]
    [InlineData("math.ipowi", "", 0, -1)]
    [InlineData("arith.addi", " overflow<nsw>", int.MaxValue, 1)]
    [InlineData("arith.subi", " overflow<nuw>", 0, 1)]
    [InlineData("arith.muli", " overflow<nsw, nuw>", 0x10000, 0x8000)]
    [InlineData("arith.shli", " overflow<nsw>", 1, 31)]
    public void Undefined_integer_results_are_errors(string op, string flags, int a, int b)
    {
        var error = Error(Binary(op, "i32", flags), I32(a), I32(b));
        Assert.Equal("WF4302", error.Id);
        Assert.Equal($"kernel 'main': '{op}' of ({a}, {b}) has no defined result", error.Message);
    }

    [Theory]
    [InlineData("arith.addi", "nsw, nuw", 1, 2, 3)]
    [InlineData("arith.addi", "nuw", int.MaxValue, 1, int.MinValue)]
    [InlineData("arith.addi", "nsw", -1, 1, 0)]
    [InlineData("arith.muli", "nuw", 0x10000, 0x8000, int.MinValue)]
    public void Overflow_flags_allow_what_does_not_overflow(string op, string flags, int a, int b, int expected) =>
        Assert.Equal(expected, Run1(Binary(op, "i32", $" overflow<{flags}>"), I32(a), I32(b)).AsInteger);

    [Fact]
    public void Nan_results_are_the_quiet_nan_whatever_the_operands()
    {
        var nan = RuntimeValue.FromRaw(0xFFC12345, FloatType.F32);
        Assert.Equal(0x7FC00000, Run1(Binary("arith.addf", "f32"), nan, F32(1)).Bits);
        Assert.Equal(0x7FC00000, Run1(Binary("arith.subf", "f32"), F32(float.PositiveInfinity), F32(float.PositiveInfinity)).Bits);
    }

    [Fact]
    public void Sign_operations_keep_a_nan()
    {
        var nan = RuntimeValue.FromRaw(0xFFC12345, FloatType.F32);
        Assert.Equal(0x7FC12345, Run1(Unary("arith.negf", "f32"), nan).Bits);
        Assert.Equal(0x7FC12345, Run1(Unary("math.absf", "f32"), nan).Bits);
        Assert.Equal(0x7FC12345, Run1(Binary("math.copysign", "f32"), nan, F32(1)).Bits);
    }

    [Fact]
    public void Formats_without_negative_zero_keep_zero()
    {
        var zero = RuntimeValue.FromRaw(0, FloatType.All.First(type => type.Name == "f8E4M3FNUZ"));
        Assert.Equal(0, Run1(Unary("arith.negf", "f8E4M3FNUZ"), zero).Bits);
        Assert.Equal(0, Run1(Unary("math.absf", "f8E4M3FNUZ"), zero).Bits);
        Assert.Equal(0, Run1(Binary("math.copysign", "f8E4M3FNUZ"), zero, zero).Bits);
    }

    [Fact]
    public void Select_takes_any_value()
    {
        var results = Run("""
            func.func @main(%c: i1, %a: memref<2xf32>, %b: memref<2xf32>) -> memref<2xf32> {
              %0 = arith.select %c, %a, %b : memref<2xf32>
              return %0 : memref<2xf32>
            }
            """, RuntimeValue.Bool(false), RuntimeValue.Of(MemRef.Of<float>([1, 2], 2)), RuntimeValue.Of(MemRef.Of<float>([3, 4], 2)));
        Assert.Equal([3f, 4f], results[0].AsMemRef.ToArray<float>());
    }

    [Theory]
    [InlineData("i65", "values of type 'i65'")]
    [InlineData("f80", "values of type 'f80'")]
    public void Scalars_wider_than_64_bits_are_refused(string type, string what)
    {
        var op = type[0] == 'i' ? "arith.addi" : "arith.addf";
        var error = Error(Binary(op, type), default, default);
        Assert.Equal(("WF4301", $"the interpreter does not support {what}"), (error.Id, error.Message));
    }

    public static string Binary(string op, string type, string flags = "") => $$"""
        func.func @main(%a: {{type}}, %b: {{type}}) -> {{type}} {
          %0 = {{op}} %a, %b{{flags}} : {{type}}
          return %0 : {{type}}
        }
        """;

    public static string Unary(string op, string type) => $$"""
        func.func @main(%a: {{type}}) -> {{type}} {
          %0 = {{op}} %a : {{type}}
          return %0 : {{type}}
        }
        """;
}
