using Weft.IR;
using Xunit;
using static Weft.Backends.Tests.Interpreting.Mlir;

namespace Weft.Backends.Tests.Interpreting;

public sealed class CastTests
{
    // One more than halfway between two floats: rounding to double first would make it a tie.
    [Theory]
    [InlineData("arith.sitofp", 0x0020_0000_2000_0001, "f32", 0x5A00_0001)]
    [InlineData("arith.uitofp", unchecked((long)0x8000_0080_0000_0001), "f32", 0x5F00_0001)]
    [InlineData("arith.sitofp", -0x0020_0000_2000_0001, "f32", 0xDA00_0001)]
    [InlineData("arith.uitofp", unchecked((long)0x8000_0000_0000_0401), "f64", 0x43E0_0000_0000_0001)]
    [InlineData("arith.sitofp", 0x0101_0000_0000_0001, "bf16", 0x5B81)]
    [InlineData("arith.uitofp", -1, "f16", 0x7C00)]
    public void Wide_integers_round_once(string op, long value, string type, long expected) =>
        Assert.Equal(expected, Run1(Cast(op, "i64", type), RuntimeValue.Integer(value, IntegerType.I64)).Bits);

    [Theory]
    [InlineData("arith.fptosi", "i8", 127.9, 127)]
    [InlineData("arith.fptosi", "i8", -128.9, -128)]
    [InlineData("arith.fptoui", "i8", 255.5, -1)]
    [InlineData("arith.fptoui", "i8", -0.5, 0)]
    [InlineData("arith.fptosi", "i64", -9223372036854775808.0, long.MinValue)]
    [InlineData("arith.fptoui", "i64", 18446744073709549568.0, -2048)]
    public void Floats_truncate_to_integers(string op, string type, double value, long expected) =>
        Assert.Equal(expected, Run1(Cast(op, "f64", type), RuntimeValue.Double(value)).AsInteger);

    [Theory]
    [InlineData("arith.fptosi", "i8", 128)]
    [InlineData("arith.fptoui", "i8", -1)]
    [InlineData("arith.fptoui", "i8", 256)]
    [InlineData("arith.fptosi", "i64", 9223372036854775808.0)]
    [InlineData("arith.fptosi", "i32", double.NaN)]
    public void Floats_that_do_not_fit_are_errors(string op, string type, double value) =>
        Assert.Equal("WF4302", Error(Cast(op, "f64", type), RuntimeValue.Double(value)).Id);

    [Theory]
    [InlineData("", 1.0 + 5.960464477539063e-08, 0x3F80_0000)]
    [InlineData("to_nearest_even", 1.0 + 5.960464477539063e-08, 0x3F80_0000)]
    [InlineData("to_nearest_away", 1.0 + 5.960464477539063e-08, 0x3F80_0001)]
    [InlineData("to_nearest_away", -1.0 - 5.960464477539063e-08, 0xBF80_0001)]
    [InlineData("to_nearest_away", 1.0 + 2.9802322387695312e-08, 0x3F80_0000)]
    [InlineData("upward", 1.0 + 9.094947017729282e-13, 0x3F80_0001)]
    [InlineData("upward", -1.0 - 9.094947017729282e-13, 0xBF80_0000)]
    [InlineData("downward", -1.0 - 9.094947017729282e-13, 0xBF80_0001)]
    [InlineData("downward", 1e300, 0x7F7F_FFFF)]
    [InlineData("upward", 1e300, 0x7F80_0000)]
    [InlineData("toward_zero", -1e300, 0xFF7F_FFFF)]
    [InlineData("toward_zero", 1.0 + 8.940696716308594e-08, 0x3F80_0000)]
    [InlineData("upward", 1e-300, 1)]
    [InlineData("downward", 0.5, 0x3F00_0000)]
    public void Truncf_rounds_as_told(string mode, double value, long expected) =>
        Assert.Equal(expected, Run1(Cast("arith.truncf", "f64", "f32", mode), RuntimeValue.Double(value)).Bits);

    [Theory]
    [InlineData("f32", "i32", 0x80000000)]
    [InlineData("i16", "bf16", 0xFFC1)]
    public void Bitcast_keeps_bits(string from, string to, long bits)
    {
        var value = RuntimeValue.FromRaw(bits, from == "f32" ? FloatType.F32 : IntegerType.I16);
        Assert.Equal(bits, Run1(Cast("arith.bitcast", from, to), value).ToRaw(to == "i32" ? IntegerType.I32 : FloatType.BF16));
    }

    [Fact]
    public void Bitcast_sees_memory_as_another_type()
    {
        var bits = Run1(Cast("arith.bitcast", "memref<2xf32>", "memref<2xi32>"), RuntimeValue.Of(MemRef.Of<float>([1, -2], 2)));
        Assert.Equal([0x3F800000, unchecked((int)0xC0000000)], bits.AsMemRef.ToArray<int>());
    }

    // The interpreter's casts and the folder's are written apart; they must agree wherever the folder gives a value.
    [Theory]
    [InlineData("arith.sitofp", "i64", "f32")]
    [InlineData("arith.uitofp", "i64", "f32")]
    [InlineData("arith.uitofp", "i64", "f64")]
    [InlineData("arith.uitofp", "i32", "f16")]
    [InlineData("arith.extui", "i16", "i64")]
    [InlineData("arith.trunci", "i64", "i7")]
    [InlineData("arith.index_castui", "i8", "index")]
    [InlineData("arith.bitcast", "i64", "f64")]
    public void Casts_agree_with_their_folds(string op, string from, string to)
    {
        var module = Parse(Cast(op, from, to));
        var cast = (CastOp)module.Members<FuncOp>().Single().Body.Entry.First!;
        var random = new Random(1);
        for (var i = 0; i < 1000; i++)
        {
            var bits = random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64);
            var constant = new IntegerAttr(bits, cast.In.Type);
            if (cast.Fold([constant]).Constant is not { } folded) continue;
            var value = Interpreter.Run(module, "main", RuntimeValue.Integer(bits, cast.In.Type))[0];
            Assert.Equal(folded is FloatAttr real ? (long)real.Bits : ((IntegerAttr)folded).Int64, value.Bits);
        }
    }

    private static string Cast(string op, string from, string to, string mode = "") => $$"""
        func.func @main(%a: {{from}}) -> {{to}} {
          %0 = {{op}} %a {{mode}} : {{from}} to {{to}}
          return %0 : {{to}}
        }
        """;
}
