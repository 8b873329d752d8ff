using System.Globalization;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Backends.Llvm;

/// <summary><c>vector.print</c> as calls of the host's print functions, element by element.</summary>
internal static class PrintInstructions
{
    public static void Print(FunctionEmitter to, Operation op)
    {
        var print = (PrintOp)op;
        if (print.StringLiteral is { } text)
        {
            Text(to, op, text);
            return;
        }

        if (print.Source is { Type: VectorType } vector) Elements(to, op, vector, Lanes.Of(vector.Type), []);
        else if (print.Source is { } scalar) Scalar(to, op, scalar.Type, to[scalar]);
        switch (print.Punctuation)
        {
            case PrintPunctuation.NewLine: Call(to, op, "printNewline"); break;
            case PrintPunctuation.Comma: Call(to, op, "printComma"); break;
            case PrintPunctuation.Open: Call(to, op, "printOpen"); break;
            case PrintPunctuation.Close: Call(to, op, "printClose"); break;
        }
    }

    // ( ( 1, 2 ), ( 3, 4 ) )
    private static void Elements(FunctionEmitter to, Operation op, Value vector, Lanes lanes, long[] position)
    {
        if (lanes.Rank > 0 && position.Length == lanes.Rank)
        {
            Element(to, op, vector, lanes[position]);
            return;
        }

        Call(to, op, "printOpen");
        // A vector of rank 0 is written as one of a single element.
        if (lanes.Rank == 0) Element(to, op, vector, 0);
        for (var i = 0L; lanes.Rank > 0 && i < lanes.Shape[position.Length]; i++)
        {
            if (i > 0) Call(to, op, "printComma");
            Elements(to, op, vector, lanes, [.. position, i]);
        }

        Call(to, op, "printClose");
    }

    private static void Element(FunctionEmitter to, Operation op, Value vector, int lane) =>
        Scalar(to, op, TypeRules.ElementOf(vector.Type), to.Assign($"extractelement {to.TypeOf(vector, op)} {to[vector]}, i64 {lane}"));

    private static void Scalar(FunctionEmitter to, Operation op, IrType type, string value)
    {
        var text = to.TypeOf(type, op);
        switch (type)
        {
            case FloatType { Width: 64 }: Call(to, op, "printF64", to.Assign($"bitcast double {value} to i64")); break;
            case FloatType:
                var single = text == "float" ? value : to.Assign($"fpext {text} {value} to float");
                Call(to, op, "printF32", to.Assign($"zext i32 {to.Assign($"bitcast float {single} to i32")} to i64"));
                break;
            case IndexType: Call(to, op, "printU64", value); break;
            case IntegerType { Width: <= 64 } integer:
                var isUnsigned = integer.Width == 1 || integer.Signedness == Signedness.Unsigned;
                var wide = integer.Width == 64 ? value : to.Assign($"{(isUnsigned ? "zext" : "sext")} {text} {value} to i64");
                Call(to, op, integer.Signedness == Signedness.Unsigned ? "printU64" : "printI64", wide);
                break;
            default: throw EmissionException.Unsupported(op, $"printing '{type}'");
        }
    }

    // Four characters at a time, in the bits of one argument.
    private static void Text(FunctionEmitter to, Operation op, string text)
    {
        for (var i = 0; i < text.Length; i += 4)
        {
            var bits = 0UL;
            for (var c = Math.Min(4, text.Length - i) - 1; c >= 0; c--) bits = (bits << 16) | text[i + c];
            Call(to, op, "printCharacters", bits.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static void Call(FunctionEmitter to, Operation op, string function, string bits = "0") =>
        Call(to, op, HostFunctions.IndexOf(function), bits);

    /// <summary>Calls a function of the host by its number.</summary>
    public static void Call(FunctionEmitter to, Operation op, int function, string bits)
    {
        if (!to.Module.IsProgram) throw EmissionException.Unsupported(op, "printing from a kernel");
        to.Line($"call void {MemoryInstructions.Callback(to, ContextOffsets.HostCall)}(ptr {to.Context}, i32 {function}, i64 {bits})");
    }
}
