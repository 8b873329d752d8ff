using System.Globalization;
using System.Text;

namespace Weft.Benchmarks;

/// <summary>Functions as frontends make them, many: integer and float arithmetic, a loop that loads and stores, a condition, a call. The
/// text is in the form in which IR is printed, so that reading and printing it gives it back.</summary>
internal sealed class LargeModule
{
    private const string Signature = "(%arg0: memref<?xf32>, %arg1: index, %arg2: f32, %arg3: i32) -> f32";

    private static readonly string[] s_integerOps = ["addi", "subi", "muli", "andi", "ori", "xori"];
    private static readonly string[] s_floatOps = ["addf", "subf", "mulf", "maximumf", "divf"];

    private readonly StringBuilder _text = new();
    private readonly Random _random = new(1);
    private int _next;

    /// <param name="functions">How many; each is about 3.5 KB of text.</param>
    public static byte[] Text(int functions)
    {
        var module = new LargeModule();
        module.Line(0, "module {");
        for (var i = 0; i < functions; i++) module.Function(i);
        module.Line(0, "}");
        module.Line(0, "");
        return Encoding.ASCII.GetBytes(module._text.ToString());
    }

    private void Function(int index)
    {
        _next = 0;
        Line(2, $"func.func @f{index}{Signature} {{");
        Line(4, "%c0 = arith.constant 0 : index");
        Line(4, "%c1 = arith.constant 1 : index");
        Line(4, $"%cst = arith.constant {_random.Next(1, 10)}.500000e+00 : f32");
        var factor = _random.Next(2, 100);
        Line(4, $"%c{factor}_i32 = arith.constant {factor} : i32");
        var integers = new List<string> { "%arg3", $"%c{factor}_i32" };
        Chain(4, integers, s_integerOps, "i32", _random.Next(10, 25));
        var loop = Loop(namesBehind: index == 0 ? 0 : 1);
        var result = index == 0 ? loop : Call(_random.Next(index), loop, integers[^1]);
        Line(4, $"return {result} : f32");
        Line(2, "}");
    }

    private string Call(int callee, string value, string integer)
    {
        var result = Name();
        Line(4, $"{result} = call @f{callee}(%arg0, %arg1, {value}, {integer}) : (memref<?xf32>, index, f32, i32) -> f32");
        return result;
    }

    private string Loop(int namesBehind)
    {
        var result = Name();
        Line(4, $"{result} = scf.for %arg4 = %c0 to %arg1 step %c1 iter_args(%arg5 = %cst) -> (f32) {{");
        // Names inside begin where those of the block outside end.
        var behind = _next;
        _next += namesBehind;
        var floats = new List<string> { "%arg2", "%cst", "%arg5", Name() };
        Line(6, $"{floats[^1]} = memref.load %arg0[%arg4] : memref<?xf32>");
        Chain(6, floats, s_floatOps, "f32", _random.Next(12, 30));
        var (condition, chosen) = (Name(), Name());
        Line(6, $"{condition} = arith.cmpf olt, {floats[^1]}, %cst : f32");
        Line(6, $"{chosen} = scf.if {condition} -> (f32) {{");
        Line(8, $"%{_next} = arith.addf {floats[^2]}, {floats[^1]} : f32");
        Line(8, $"scf.yield %{_next} : f32");
        Line(6, "} else {");
        Line(8, $"%{_next} = math.sqrt {floats[^3]} : f32");
        Line(8, $"memref.store %{_next}, %arg0[%arg4] : memref<?xf32>");
        Line(8, $"scf.yield %{_next} : f32");
        Line(6, "}");
        Line(6, $"scf.yield {chosen} : f32");
        Line(4, "}");
        _next = behind;
        return result;
    }

    private void Chain(int indent, List<string> values, string[] ops, string type, int length)
    {
        for (var i = 0; i < length; i++)
        {
            var (op, left, right) = (Any(ops), Any(values), Any(values));
            values.Add(Name());
            Line(indent, $"{values[^1]} = arith.{op} {left}, {right} : {type}");
        }
    }

    private string Any(IReadOnlyList<string> choices) => choices[_random.Next(choices.Count)];

    private string Name() => "%" + (_next++).ToString(CultureInfo.InvariantCulture);

    private void Line(int indent, string text) => _text.Append(' ', indent).Append(text).Append('\n');
}
