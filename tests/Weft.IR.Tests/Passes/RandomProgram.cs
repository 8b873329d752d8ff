using System.Globalization;
using System.Text;

namespace Weft.IR.Tests.Passes;

/// <summary>
/// A random function with arithmetic, choices, branches and loops that always ends and has no undefined results: divisors and
/// shift amounts are constants. Small numbers and repeated values make rules fire.
/// </summary>
internal sealed class RandomProgram
{
    private static readonly string[] Types = ["i1", "i8", "i32", "i64", "index", "f32"];

    private static readonly string[] IntegerOps =
    [
        "addi", "subi", "muli", "andi", "ori", "xori", "maxsi", "minsi", "maxui", "minui", "divui", "divsi", "remsi", "remui",
        "shli", "shrsi", "shrui",
    ];

    private static readonly string[] FloatOps = ["addf", "subf", "mulf", "divf", "maximumf", "minimumf", "maxnumf", "minnumf"];

    private static readonly string[] IntegerPredicates = ["eq", "ne", "slt", "sle", "sgt", "sge", "ult", "ule", "ugt", "uge"];

    private static readonly string[] FloatPredicates = ["oeq", "olt", "one", "ord", "ueq", "uge", "une", "uno", "true", "false"];

    private static readonly string[] Casts =
    [
        "extsi i8 i32", "extui i8 i32", "extsi i32 i64", "extui i32 i64", "extui i1 i8", "extsi i8 i64",
        "trunci i64 i32", "trunci i32 i8", "trunci i64 i8",
        "index_cast i32 index", "index_cast index i32", "index_castui i8 index", "index_cast index i64", "index_cast i64 index",
        "index_castui index i8", "sitofp i32 f32", "uitofp i8 f32",
    ];

    private readonly Random _random;
    private readonly StringBuilder _text = new();
    private int _next;

    private RandomProgram(int seed) => _random = new(seed);

    /// <summary>The text of a module with a function <c>@main(i1, i8, i32, i64, index, f32)</c>.</summary>
    public static string Write(int seed) => new RandomProgram(seed).Write();

    private string Write()
    {
        var values = Types.ToDictionary(t => t, t => new List<string> { $"%{t}" });
        _text.Append($"func.func @main({string.Join(", ", Types.Select(t => $"%{t}: {t}"))}) -> ({string.Join(", ", Types)}) {{\n");
        Steps(values, 25, depth: 0);
        _text.Append($"  return {string.Join(", ", Types.Select(t => values[t][^1]))} : {string.Join(", ", Types)}\n}}\n");
        return _text.ToString();
    }

    private void Steps(Dictionary<string, List<string>> values, int count, int depth)
    {
        for (var i = 0; i < count; i++)
        {
            var kind = _random.Next(depth < 2 ? 12 : 10);
            if (kind < 5) Binary(values);
            else if (kind < 7) Compare(values);
            else if (kind == 7) Select(values);
            else if (kind < 10) Cast(values);
            else if (kind == 10) If(values, depth);
            else For(values, depth);
        }
    }

    private void Binary(Dictionary<string, List<string>> values)
    {
        var type = Pick(Types);
        if (type == "f32")
        {
            Define(values, type, name => $"{name} = arith.{Pick(FloatOps)} {Use(values, type)}, {Use(values, type)} : f32");
            return;
        }

        var op = Pick(IntegerOps);
        var right = op switch
        {
            ['d' or 'r', ..] => Constant(type, type == "i1" ? "true" : Pick(["3", "2", "1"])), // a quotient or remainder
            ['s', 'h', ..] => Constant(type, type == "i1" ? "false" : Pick(["0", "1", "5"])),
            _ => Use(values, type),
        };
        // -1 / -1 overflows one bit.
        if (type == "i1" && op is "divsi" or "remsi") op = "andi";
        Define(values, type, name => $"{name} = arith.{op} {Use(values, type)}, {right} : {type}");
    }

    private void Compare(Dictionary<string, List<string>> values)
    {
        var type = Pick(Types);
        var (op, predicate) = type == "f32" ? ("cmpf", Pick(FloatPredicates)) : ("cmpi", Pick(IntegerPredicates));
        Define(values, "i1", name => $"{name} = arith.{op} {predicate}, {Use(values, type)}, {Use(values, type)} : {type}");
    }

    private void Select(Dictionary<string, List<string>> values)
    {
        var type = Pick(Types);
        Define(values, type, name => $"{name} = arith.select {Use(values, "i1")}, {Use(values, type)}, {Use(values, type)} : {type}");
    }

    private void Cast(Dictionary<string, List<string>> values)
    {
        var cast = Pick(Casts).Split(' ');
        Define(values, cast[2], name => $"{name} = arith.{cast[0]} {Use(values, cast[1])} : {cast[1]} to {cast[2]}");
    }

    private void If(Dictionary<string, List<string>> values, int depth)
    {
        var (a, b) = (Pick(Types), Pick(Types));
        var (condition, name) = (Use(values, "i1"), Name());
        _text.Append($"  {name}:2 = scf.if {condition} -> ({a}, {b}) {{\n");
        Yield(values, depth, a, b);
        _text.Append("  } else {\n");
        Yield(values, depth, a, b);
        _text.Append("  }\n");
        values[a].Add($"{name}#0");
        values[b].Add($"{name}#1");
    }

    private void For(Dictionary<string, List<string>> values, int depth)
    {
        var (a, b) = (Pick(Types), Pick(Types));
        var (lower, upper, step) = (Constant("index", "0"), Constant("index", Pick(["0", "1", "3"])), Constant("index", "1"));
        var (counter, first, second) = (Name(), Name(), Name());
        var (firstInit, secondInit, name) = (Use(values, a), Use(values, b), Name());
        _text.Append($"  {name}:2 = scf.for {counter} = {lower} to {upper} step {step} ");
        _text.Append($"iter_args({first} = {firstInit}, {second} = {secondInit}) -> ({a}, {b}) {{\n");
        var inside = values.ToDictionary(pair => pair.Key, pair => pair.Value.ToList());
        inside["index"].Add(counter);
        inside[a].Add(first);
        inside[b].Add(second);
        Yield(inside, depth, a, b);
        _text.Append("  }\n");
        values[a].Add($"{name}#0");
        values[b].Add($"{name}#1");
    }

    private void Yield(Dictionary<string, List<string>> values, int depth, string a, string b)
    {
        var inside = values.ToDictionary(pair => pair.Key, pair => pair.Value.ToList());
        Steps(inside, _random.Next(4), depth + 1);
        var (first, second) = (Use(inside, a), Use(inside, b));
        _text.Append($"  scf.yield {first}, {second} : {a}, {b}\n");
    }

    private void Define(Dictionary<string, List<string>> values, string type, Func<string, string> operation)
    {
        // Operands may add constants, which stand before their use.
        var name = Name();
        var line = operation(name);
        _text.Append($"  {line}\n");
        values[type].Add(name);
    }

    // Late values are likely, so that chains grow.
    private string Use(Dictionary<string, List<string>> values, string type)
    {
        if (_random.Next(4) == 0) return Constant(type, type switch
        {
            "i1" => Pick(["true", "false"]),
            "f32" => Pick(["0.0", "-0.0", "1.0", "-2.5", "0x7FC00000", "0x7F800000"]),
            "i8" => Pick(["0", "1", "-1", "127", "-128", "3"]),
            "i32" => Pick(["0", "1", "-1", "2147483647", "-2147483648", "7"]),
            _ => Pick(["0", "1", "-1", "9223372036854775807", "-9223372036854775808", "300"]),
        });
        var list = values[type];
        return list[Math.Max(_random.Next(list.Count), _random.Next(list.Count))];
    }

    private string Constant(string type, string value)
    {
        var name = Name();
        _text.Append(type == "i1" ? $"  {name} = arith.constant {value}\n" : $"  {name} = arith.constant {value} : {type}\n");
        return name;
    }

    private T Pick<T>(T[] items) => items[_random.Next(items.Length)];

    private string Name() => string.Create(CultureInfo.InvariantCulture, $"%v{_next++}");
}
