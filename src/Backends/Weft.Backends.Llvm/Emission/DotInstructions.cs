using Weft.IR;
using Weft.Passes;

namespace Weft.Backends.Llvm;

/// <summary>Products of groups that go into one sum: an instruction where the machine has it, else a product after the other.</summary>
internal static class DotInstructions
{
    // What multiplies and adds up groups of so many elements; LLVM's name has the bits of the vector behind it.
    private sealed record Instruction(
        string Element, string Sum, int Group, bool UnsignedLhs, string Name, Func<CpuModel, bool> IsThere);

    private static readonly Instruction[] Table =
    [
        new("i8", "i32", 4, true, "llvm.x86.avx512.vpdpbusd", static machine => machine.HasByteProducts),
        new("i16", "i32", 2, false, "llvm.x86.avx512.vpdpwssd", static machine => machine.HasByteProducts),
        new("bf16", "f32", 2, false, "llvm.x86.avx512bf16.dpbf16ps", static machine => machine.HasBf16Products),
    ];

    public static void Dot(FunctionEmitter to, Operation op)
    {
        var dot = (DotOp)op;
        var (factor, sum) = (TypeRules.ElementOf(dot.Lhs.Type).ToString(), TypeRules.ElementOf(dot.Acc.Type).ToString());
        var bits = Lanes.Of(dot.Acc.Type).Count * 32;
        var instruction = Array.Find(Table, i => i.Element == factor && i.Sum == sum && i.Group == dot.Group
            && i.UnsignedLhs == dot.UnsignedLhs && bits is 128 or 256 or 512 && i.IsThere(to.Module.Machine));
        if (instruction is null) Expand(to, dot);
        else Call(to, dot, instruction, bits);
    }

    // Versions of LLVM differ in the type of the integers; the newer ones know what the older ones say.
    private static void Call(FunctionEmitter to, DotOp dot, Instruction instruction, int bits)
    {
        var (sums, factors) = (to.TypeOf(dot.Acc, dot), to.TypeOf(dot.Lhs, dot));
        var operand = TypeRules.ElementOf(dot.Lhs.Type) is IntegerType ? sums : factors;
        var callee = $"{instruction.Name}.{bits}";
        to.Module.Declare(callee, $"{sums} @{callee}({sums}, {operand}, {operand})");
        to.Bind(dot.Result, to.Assign(
            $"call {sums} @{callee}({sums} {to[dot.Acc]}, {operand} {Seen(dot.Lhs)}, {operand} {Seen(dot.Rhs)})"));

        string Seen(Value value) => operand == factors ? to[value] : to.Assign($"bitcast {factors} {to[value]} to {operand}");
    }

    private static void Expand(FunctionEmitter to, DotOp dot)
    {
        var (lanes, wide) = (Lanes.Of(dot.Acc.Type).Count, dot.Acc.Type);
        var (isFloat, sum) = (TypeRules.ElementOf(wide) is FloatType, to[dot.Acc]);
        var narrow = to.TypeOf(TypeRules.ElementOf(dot.Lhs.Type), dot);
        for (var i = 0; i < dot.Group; i++)
        {
            var product = VectorProducts.Combine(
                to, CombiningKind.Mul, wide, "", Widened(dot.Lhs, i, dot.UnsignedLhs ? "zext" : "sext"), Widened(dot.Rhs, i, "sext"));
            sum = VectorProducts.Combine(to, CombiningKind.Add, wide, "", sum, product);
        }

        to.Bind(dot.Result, sum);

        string Widened(Value factors, int first, string extend)
        {
            var elements = FlatVector.Shuffle(to, dot, factors, [.. Enumerable.Range(0, lanes).Select(lane => (lane * dot.Group) + first)]);
            return to.Assign($"{(isFloat ? "fpext" : extend)} <{lanes} x {narrow}> {elements} to {to.TypeOf(dot.Acc, dot)}");
        }
    }
}
