using System.Globalization;
using Weft.IR;
using Weft.Passes;

namespace Weft.Backends.Llvm;

/// <summary>Arithmetic that takes more than one instruction.</summary>
internal static class ScalarInstructions
{
    public static void Constant(FunctionEmitter to, Operation op)
    {
        // Scalars are written where they are used; a splat of a vector is made of its element.
        var value = ((ConstantOp)op).Value;
        if (value is IntegerAttr or FloatAttr) return;
        if (value is DenseElementsAttr { ShapedType: VectorType vector } dense && LlvmTypes.Register(vector) is not null)
        {
            var elements = Enumerable.Range(0, (int)vector.ElementCount).Select(i => Element(dense, dense.IsSplat ? 0 : i));
            to.Bind(op.Results[0], $"<{string.Join(", ", elements.Select(e => $"{LlvmTypes.Register(vector.Element)} {e}"))}>");
            return;
        }

        throw EmissionException.Unsupported(op, $"a constant of type '{value.Type}'");
    }

    /// <summary>0, so that nothing undefined reaches LLVM.</summary>
    public static void Poison(FunctionEmitter to, Operation op)
    {
        to.TypeOf(op.Results[0], op);
        to.Bind(op.Results[0], "zeroinitializer");
    }

    public static void Select(FunctionEmitter to, Operation op)
    {
        var select = (SelectOp)op;
        if (select.Result.Type is MemRefType memory)
        {
            var parts = to.MemRef(select.TrueValue).Parts(memory).Zip(to.MemRef(select.FalseValue).Parts(memory)).GetEnumerator();
            to.Bind(select.Result, MemRefOperand.Of(memory, part =>
            {
                parts.MoveNext();
                var (a, b) = (parts.Current.First.Operand, parts.Current.Second.Operand);
                return a == b ? a : to.Assign($"select i1 {to[select.Condition]}, {part} {a}, {part} {b}");
            }));
            return;
        }

        var type = to.TypeOf(select.Result, op);
        var condition = $"{to.TypeOf(select.Condition, op)} {to[select.Condition]}";
        to.Bind(select.Result, to.Assign($"select {condition}, {type} {to[select.TrueValue]}, {type} {to[select.FalseValue]}"));
    }

    // The smallest value % -1 traps on some processors though its result is 0: divide by 1 then.
    public static void SignedRemainder(FunctionEmitter to, Operation op)
    {
        var (type, lhs, rhs) = Operands(to, op);
        var one = to.Assign($"icmp eq {type} {rhs}, {Splat(op, "-1")}");
        var safe = to.Assign($"select {BoolLike(to, op)} {one}, {type} {Splat(op, "1")}, {type} {rhs}");
        to.Bind(op.Results[0], to.Assign($"srem {type} {lhs}, {safe}"));
    }

    // a / b + (a % b != 0 and the signs agree)
    public static void CeilingDivision(FunctionEmitter to, Operation op) => RoundedDivision(to, op, "sge", "add");

    // a / b - (a % b != 0 and the signs differ)
    public static void FloorDivision(FunctionEmitter to, Operation op) => RoundedDivision(to, op, "slt", "sub");

    public static void UnsignedCeilingDivision(FunctionEmitter to, Operation op)
    {
        var (type, lhs, rhs) = Operands(to, op);
        var quotient = to.Assign($"udiv {type} {lhs}, {rhs}");
        var rest = to.Assign($"urem {type} {lhs}, {rhs}");
        var inexact = to.Assign($"icmp ne {type} {rest}, {Splat(op, "0")}");
        var more = Widened(to, op, inexact);
        to.Bind(op.Results[0], to.Assign($"add {type} {quotient}, {more}"));
    }

    // The amount modulo the width: front ends that mean it write it, too, and LLVM drops the second mask.
    public static void Shift(FunctionEmitter to, Operation op, string instruction)
    {
        var (type, lhs, rhs) = Operands(to, op);
        var width = IntegerBits.Width(TypeRules.ElementOf(op.Results[0].Type));
        var amount = (width & (width - 1)) == 0
            ? to.Assign($"and {type} {rhs}, {Splat(op, (width - 1).ToString(CultureInfo.InvariantCulture))}")
            : to.Assign($"urem {type} {rhs}, {Splat(op, width.ToString(CultureInfo.InvariantCulture))}");
        to.Bind(op.Results[0], to.Assign($"{instruction} {type} {lhs}, {amount}"));
    }

    public static void AddExtended(FunctionEmitter to, Operation op)
    {
        var (type, lhs, rhs) = Operands(to, op);
        var sum = to.Assign($"add {type} {lhs}, {rhs}");
        to.Bind(op.Results[0], sum);
        to.Bind(op.Results[1], to.Assign($"icmp ult {type} {sum}, {lhs}"));
    }

    public static void MultiplyExtended(FunctionEmitter to, Operation op, string extend, string shift)
    {
        var (type, lhs, rhs) = Operands(to, op);
        var width = IntegerBits.Width(TypeRules.ElementOf(op.Results[0].Type));
        var wideType = TypeRules.WithElement(op.Results[0].Type, IntegerType.Get(2 * width));
        var (wide, half) = (LlvmTypes.Register(wideType), Splat(wideType, width.ToString(CultureInfo.InvariantCulture)));
        var a = to.Assign($"{extend} {type} {lhs} to {wide}");
        var b = to.Assign($"{extend} {type} {rhs} to {wide}");
        var product = to.Assign($"mul {wide} {a}, {b}");
        to.Bind(op.Results[0], to.Assign($"trunc {wide} {product} to {type}"));
        to.Bind(op.Results[1], to.Assign($"trunc {wide} {to.Assign($"{shift} {wide} {product}, {half}")} to {type}"));
    }

    /// <summary>Toward zero, to the nearest value that fits; NaN gives 0.</summary>
    public static void Saturate(FunctionEmitter to, Operation op, string name)
    {
        var (from, target) = (to.TypeOf(op.Operands[0], op), to.TypeOf(op.Results[0], op));
        var callee = $"llvm.{name}.sat.{LlvmTypes.Suffix(op.Results[0].Type)}.{LlvmTypes.Suffix(op.Operands[0].Type)}";
        to.Module.Declare(callee, $"{target} @{callee}({from})");
        to.Bind(op.Results[0], to.Assign($"call {target} @{callee}({from} {to[op.Operands[0]]})"));
    }

    /// <summary>To a narrower float. There is no function for double to bfloat: that goes by float, rounded to odd, so that the second
    /// rounding gives what rounding once would.</summary>
    public static void Truncate(FunctionEmitter to, Operation op)
    {
        var (from, target, value) = (to.TypeOf(op.Operands[0], op), to.TypeOf(op.Results[0], op), to[op.Operands[0]]);
        if (TypeRules.ElementOf(op.Operands[0].Type) == FloatType.F64 && TypeRules.ElementOf(op.Results[0].Type) == FloatType.BF16)
        {
            var lanes = op.Results[0].Type is VectorType vector ? (int)vector.ElementCount : 0;
            string Of(string element) => lanes == 0 ? element : $"<{lanes} x {element}>";
            string All(string number) => lanes == 0 ? number : $"<{string.Join(", ", Enumerable.Repeat($"i32 {number}", lanes))}>";
            var (single, bits) = (Of("float"), Of("i32"));
            var near = to.Assign($"fptrunc {from} {value} to {single}");
            var back = to.Assign($"fpext {single} {near} to {from}");
            var magnitude = $"llvm.fabs.{LlvmTypes.Suffix(op.Operands[0].Type)}";
            to.Module.Declare(magnitude, $"{from} @{magnitude}({from})");
            string Magnitude(string x) => to.Assign($"call {from} @{magnitude}({from} {x})");
            var isAbove = to.Assign($"fcmp ogt {from} {Magnitude(back)}, {Magnitude(value)}");
            var isInexact = to.Assign($"fcmp une {from} {back}, {value}");
            var number = to.Assign($"bitcast {single} {near} to {bits}");
            var toZero = to.Assign($"sub {bits} {number}, {to.Assign($"zext {Of("i1")} {isAbove} to {bits}")}");
            var odd = to.Assign($"or {bits} {toZero}, {All("1")}");
            var chosen = to.Assign($"select {Of("i1")} {isInexact}, {bits} {odd}, {bits} {number}");
            (from, value) = (single, to.Assign($"bitcast {bits} {chosen} to {single}"));
        }

        to.Bind(op.Results[0], to.Assign($"fptrunc {from} {value} to {target}"));
    }

    public static void IndexCast(FunctionEmitter to, Operation op, string extend)
    {
        static int Width(Value value) => IntegerBits.Width(TypeRules.ElementOf(value.Type));
        var (from, target) = (Width(op.Operands[0]), Width(op.Results[0]));
        if (from == target)
        {
            to.Bind(op.Results[0], to[op.Operands[0]]);
            return;
        }

        var instruction = from < target ? extend : "trunc";
        to.Bind(
            op.Results[0],
            to.Assign($"{instruction} {to.TypeOf(op.Operands[0], op)} {to[op.Operands[0]]} to {to.TypeOf(op.Results[0], op)}"));
    }

    public static void ReciprocalSquareRoot(FunctionEmitter to, Operation op)
    {
        var type = to.TypeOf(op.Results[0], op);
        var callee = $"llvm.sqrt.{LlvmTypes.Suffix(op.Results[0].Type)}";
        to.Module.Declare(callee, $"{type} @{callee}({type})");
        var root = to.Assign($"call {type} @{callee}({type} {to[op.Operands[0]]})");
        var one = LlvmTypes.Constant(FloatAttr.Of(1, (FloatType)TypeRules.ElementOf(op.Results[0].Type)));
        to.Bind(op.Results[0], to.Assign($"fdiv {Instructions.Flags(op)}{type} {Splat(op, one)}, {root}"));
    }

    public static void FloatPower(FunctionEmitter to, Operation op)
    {
        var exponent = to.Assign($"sitofp {to.TypeOf(op.Operands[1], op)} {to[op.Operands[1]]} to {to.TypeOf(op.Results[0], op)}");
        to.Bind(op.Results[0], CallLibrary(to, op, "pow", [to[op.Operands[0]], exponent], op.Results[0].Type));
    }

    public static void IntegerPower(FunctionEmitter to, Operation op)
    {
        if (op.Results[0].Type is not (IndexType or IntegerType { Width: <= 64 }))
            throw EmissionException.Unsupported(op, $"type '{op.Results[0].Type}'");
        var type = to.TypeOf(op.Results[0], op);
        string Wide(string value) => type == "i64" ? value : to.Assign($"sext {type} {value} to i64");
        var (power, x, n) = (to.Module.Use(ModuleFunctions.Power), Wide(to[op.Operands[0]]), Wide(to[op.Operands[1]]));
        var result = to.Assign($"call i64 @{power}(i64 {x}, i64 {n})");
        to.Bind(op.Results[0], type == "i64" ? result : to.Assign($"trunc i64 {result} to {type}"));
    }

    /// <summary>Calls a function of the C library, for vectors once per lane; 16-bit floats are computed in 32 bits.</summary>
    public static string CallLibrary(FunctionEmitter to, Operation op, string name, IReadOnlyList<string> arguments, IrType type)
    {
        if (type is VectorType vector)
        {
            var (lanes, result) = (to.TypeOf(type, op), "poison");
            for (var i = 0; i < vector.ElementCount; i++)
            {
                var lane = arguments.Select(a => to.Assign($"extractelement {lanes} {a}, i64 {i}")).ToList();
                var value = CallLibrary(to, op, name, lane, vector.Element);
                result = to.Assign($"insertelement {lanes} {result}, {to.TypeOf(vector.Element, op)} {value}, i64 {i}");
            }

            return result;
        }

        var narrow = type is FloatType { Width: 16 };
        var compute = narrow ? FloatType.F32 : type as FloatType;
        if (compute is not { Name: "f32" or "f64" })
            throw EmissionException.Unsupported(op, $"type '{type}'");
        var (llvm, callee) = compute.Width == 32 ? ("float", name + "f") : ("double", name);
        to.Module.Declare(callee, $"{llvm} @{callee}({string.Join(", ", arguments.Select(_ => llvm))}) #1");
        var values = narrow ? arguments.Select(a => to.Assign($"fpext {LlvmTypes.Register(type)} {a} to float")).ToList() : arguments;
        var called = to.Assign($"call {llvm} @{callee}({string.Join(", ", values.Select(v => $"{llvm} {v}"))}) #1");
        return narrow ? to.Assign($"fptrunc float {called} to {LlvmTypes.Register(type)}") : called;
    }

    private static (string Type, string Lhs, string Rhs) Operands(FunctionEmitter to, Operation op) =>
        (to.TypeOf(op.Operands[0], op), to[op.Operands[0]], to[op.Operands[1]]);

    // 0 or 1 in the type of the result, which may be that of conditions.
    private static string Widened(FunctionEmitter to, Operation op, string condition) =>
        BoolLike(to, op) is var flag && to.TypeOf(op.Results[0], op) is var type && flag == type ? condition
            : to.Assign($"zext {flag} {condition} to {type}");

    private static string BoolLike(FunctionEmitter to, Operation op) => to.TypeOf(TypeRules.I1SameShape(op.Results[0].Type), op);

    /// <summary>A scalar literal as a constant of the operation's result type.</summary>
    private static string Splat(Operation op, string element) => Splat(op.Results[0].Type, element);

    private static string Splat(IrType type, string element) => type is VectorType vector
        ? $"<{string.Join(", ", Enumerable.Repeat($"{LlvmTypes.Register(vector.Element)} {element}", (int)vector.ElementCount))}>"
        : element;

    private static string Element(DenseElementsAttr dense, int index)
    {
        var (size, bits) = (dense.ElementSize, 0UL);
        for (var i = 0; i < size; i++) bits |= (ulong)dense.Data[(index * size) + i] << (8 * i);
        return dense.ShapedType.Element is FloatType format
            ? LlvmTypes.Constant(new FloatAttr(format, bits))
            : LlvmTypes.Constant(new IntegerAttr(bits, dense.ShapedType.Element));
    }

    private static void RoundedDivision(FunctionEmitter to, Operation op, string signTest, string adjust)
    {
        var (type, lhs, rhs) = Operands(to, op);
        var flag = BoolLike(to, op);
        var quotient = to.Assign($"sdiv {type} {lhs}, {rhs}");
        var rest = to.Assign($"sub {type} {lhs}, {to.Assign($"mul {type} {quotient}, {rhs}")}");
        var inexact = to.Assign($"icmp ne {type} {rest}, {Splat(op, "0")}");
        var signs = to.Assign($"icmp {signTest} {type} {to.Assign($"xor {type} {lhs}, {rhs}")}, {Splat(op, "0")}");
        var off = Widened(to, op, to.Assign($"and {flag} {inexact}, {signs}"));
        to.Bind(op.Results[0], to.Assign($"{adjust} {type} {quotient}, {off}"));
    }
}
