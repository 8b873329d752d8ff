using Weft.Backends;
using Weft.IR.Text;
using Weft.Passes;
using Xunit;

namespace Weft.IR.Tests.Passes;

/// <summary>Emulated arithmetic gives what arithmetic gives, bit for bit. (Not so shifts: they have poison that is not used, which the
/// interpreter refuses.)</summary>
public sealed class EmulationTests
{
    private static readonly long[] Numbers =
    [
        0, 1, -1, 2, 31, 32, 33, 63, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 0x1_0000_0000, long.MinValue, long.MaxValue,
        0x0123_4567_89AB_CDEF, -0x0123_4567_89AB_CDEF,
    ];

    [Theory]
    [InlineData("arith.addi %a, %b : i64")]
    [InlineData("arith.muli %a, %b : i64")]
    [InlineData("arith.andi %a, %b : i64")]
    [InlineData("arith.ori %a, %b : i64")]
    [InlineData("arith.xori %a, %b : i64")]
    [InlineData("arith.maxui %a, %b : i64")]
    [InlineData("arith.maxsi %a, %b : i64")]
    [InlineData("arith.minui %a, %b : i64")]
    [InlineData("arith.minsi %a, %b : i64")]
    [InlineData("arith.extsi %n : i32 to i64")]
    [InlineData("arith.extui %n : i32 to i64")]
    public void Wide_integers(string op) => Agrees($"%r = {op}");

    [Theory]
    [InlineData("eq")]
    [InlineData("ne")]
    [InlineData("slt")]
    [InlineData("sle")]
    [InlineData("sgt")]
    [InlineData("sge")]
    [InlineData("ult")]
    [InlineData("ule")]
    [InlineData("ugt")]
    [InlineData("uge")]
    public void Comparisons(string predicate) => Agrees(
        $"%c = arith.cmpi {predicate}, %a, %b : i64\n%s = arith.select %c, %a, %b : i64\n"
        + "%e = arith.extui %c : i1 to i64\n%r = arith.xori %s, %e : i64");

    private static void Agrees(string computation)
    {
        var context = new IrContext(StandardDialects.All);
        var (plain, emulated) = (Read(computation, context), Read(computation, context));
        var diagnostics = new DiagnosticBag();
        new ArithEmulateWideInt().Run(emulated, new PassContext(context, diagnostics, new RemarkLog()));
        Assert.True(!diagnostics.HasErrors && Verifier.Verify(emulated, context, diagnostics), string.Join('\n', diagnostics));
        Assert.DoesNotContain("i64", emulated.ToString(), StringComparison.Ordinal);
        foreach (var a in Numbers)
            foreach (var b in Numbers)
                Assert.Equal(Run(plain, Whole(a), Whole(b)), Run(emulated, Halves(a), Halves(b)));
    }

    private static ModuleOp Read(string computation, IrContext context)
    {
        var text = $$"""
            func.func @main(%a: i64, %b: i64, %n: i32) -> i64 {
              {{computation}}
              return %r : i64
            }
            """;
        var diagnostics = new DiagnosticBag();
        var module = IrParser.ParseModule(context, text, "test.mlir", diagnostics);
        Assert.True(module is not null && Verifier.Verify(module, context, diagnostics), string.Join('\n', diagnostics));
        return module!;
    }

    private static long Run(ModuleOp module, params RuntimeValue[] numbers)
    {
        var result = Assert.Single(Interpreter.Run(module, "main", [.. numbers, Half(-5)]));
        return module.Members<FuncOp>().Single().Type.Results[0] is VectorType
            ? (result.AsElements[1].AsInteger << 32) | (uint)result.AsElements[0].AsInteger
            : result.AsInteger;
    }

    private static RuntimeValue Whole(long number) => RuntimeValue.Integer(number, IntegerType.I64);

    private static RuntimeValue Halves(long number) => RuntimeValue.Of(Elements.Of([2], Half(number), Half(number >> 32)));

    private static RuntimeValue Half(long number) => RuntimeValue.Integer(number, IntegerType.I32);
}
