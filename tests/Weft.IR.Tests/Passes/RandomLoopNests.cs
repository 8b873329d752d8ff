using System.Text;

namespace Weft.IR.Tests.Passes;

/// <summary>A random function with nests of affine loops over square matrices, which gives a sum of what is in them at the end. No two
/// turns of a loop write to the same place. Loops go to multiples of 8, except those that join values.</summary>
internal sealed class RandomLoopNests
{
    private const string Matrix = "memref<32x32xi32>";

    private static readonly string[] Matrices = ["%a", "%b", "%c"];

    private static readonly string[] Ops = ["addi", "subi", "muli", "xori", "maxsi", "minui"];

    private static readonly string[] Joins = ["addi", "muli", "andi", "ori", "minsi", "maxsi", "minui", "maxui"];

    private readonly Random _random;
    private readonly StringBuilder _text = new();
    private int _next;

    private RandomLoopNests(int seed) => _random = new(seed);

    /// <summary>The text of a module with a function <c>@main(i32) -> i32</c>.</summary>
    public static string Write(int seed) => new RandomLoopNests(seed).Write();

    private string Write()
    {
        Line("func.func @main(%given: i32) -> i32 {");
        Line("%seven = arith.constant 7 : i32");
        foreach (var matrix in Matrices) Fill(matrix);
        var sum = "%given";
        for (var i = 0; i < 4; i++)
        {
            if (_random.Next(3) > 0) Nest([], _random.Next(1, 4));
            else sum = Binary("xori", sum, Reduction());
        }

        foreach (var matrix in Matrices) sum = Digest(matrix, sum);
        Line($"return {sum} : i32");
        Line("}");
        return _text.ToString();
    }

    private void Fill(string matrix)
    {
        Line($"{matrix} = memref.alloc() : {Matrix}");
        Line($"affine.for %i = 0 to 32 {{ affine.for %j = 0 to 32 {{");
        var (i, j) = (Fresh(), Fresh());
        Line($"{i} = arith.index_cast %i : index to i32");
        Line($"{j} = arith.index_cast %j : index to i32");
        var value = Binary("subi", Binary("muli", Binary("addi", i, "%given"), j), "%seven");
        Line($"affine.store {value}, {matrix}[%i, %j] : {Matrix} }} }}");
    }

    // Statements before inner loops, sometimes; stores only where all loops have a subscript.
    private void Nest(IReadOnlyList<string> outer, int depth)
    {
        var counter = Fresh();
        IReadOnlyList<string> counters = [.. outer, counter];
        Line($"affine.for {counter} = 0 to {8 * _random.Next(1, 3)} {{");
        var values = new List<string> { "%given", "%seven" };
        if (depth == 1 || _random.Next(3) == 0)
        {
            for (var i = _random.Next(1, 4); i > 0; i--) values.Add(Load(counters));
            for (var i = _random.Next(1, 5); i > 0; i--) values.Add(Binary(Pick(Ops), Pick(values), Pick(values)));
        }

        if (depth > 1) Nest(counters, depth - 1);
        else if (counters.Count <= 2) Line($"affine.store {values[^1]}, {Pick(Matrices)}[{Place(counters)}] : {Matrix}");
        Line("}");
    }

    private string Reduction()
    {
        var (result, join) = (Fresh(), Pick(Joins));
        var (counter, carried) = (Fresh(), Fresh());
        Line($"{result} = affine.for {counter} = {_random.Next(3)} to {_random.Next(5, 20)} iter_args({carried} = %given) -> (i32) {{");
        var value = Binary(Pick(Ops), Load([counter]), _random.Next(2) == 0 ? "%given" : Load([counter]));
        Line($"affine.yield {Binary(join, carried, value)} : i32 }}");
        return result;
    }

    // Not a reduction: two operations join.
    private string Digest(string matrix, string sum)
    {
        var (outer, inner, element, total, row) = (Fresh(), Fresh(), Fresh(), Fresh(), Fresh());
        Line($"{total} = affine.for %i = 0 to 32 iter_args({outer} = {sum}) -> (i32) {{");
        Line($"{row} = affine.for %j = 0 to 32 iter_args({inner} = {outer}) -> (i32) {{");
        Line($"{element} = affine.load {matrix}[%i, %j] : {Matrix}");
        Line($"affine.yield {Binary("addi", Binary("muli", inner, "%seven"), element)} : i32 }}");
        Line($"affine.yield {row} : i32 }}");
        return total;
    }

    private string Load(IReadOnlyList<string> counters)
    {
        var result = Fresh();
        Line($"{result} = affine.load {Pick(Matrices)}[{Subscript(counters)}, {Subscript(counters)}] : {Matrix}");
        return result;
    }

    private string Subscript(IReadOnlyList<string> counters) =>
        _random.Next(4) == 0 ? $"{_random.Next(32)}" : $"{Pick(counters)} + {_random.Next(8)}";

    private string Place(IReadOnlyList<string> counters)
    {
        if (counters.Count == 2) return string.Join(", ", _random.Next(2) == 0 ? counters : counters.Reverse());
        return _random.Next(2) == 0 ? $"{counters[0]}, {_random.Next(32)}" : $"{_random.Next(32)}, {counters[0]} + {_random.Next(8)}";
    }

    private string Binary(string op, string left, string right)
    {
        var result = Fresh();
        Line($"{result} = arith.{op} {left}, {right} : i32");
        return result;
    }

    private T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    private string Fresh() => $"%v{_next++}";

    private void Line(string line) => _text.Append(line).Append('\n');
}
