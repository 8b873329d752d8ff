using System.Text;

namespace Weft.IR.Tests.Passes;

/// <summary>
/// A random function of affine loop nests, each of which writes all elements of a memory of its own and reads elements of an earlier one,
/// each once. It gives a number that depends on every element. Where memory is written again, or a nest reads only some elements or
/// several at once, mlir-opt fuses nests that it must not, and so do we.
/// </summary>
internal sealed class RandomAffineProgram
{
    private const string Type = "memref<8x8xi64>";

    private static readonly string[] Memories = ["%a", "%b", "%c", "%d", "%e", "%f", "%g"];

    private readonly Random _random;
    private readonly StringBuilder _text = new();
    private int _next;

    private RandomAffineProgram(int seed) => _random = new(seed);

    /// <summary>The text of a module with a function <c>@main() -> i64</c>, and one <c>@work</c> that begins with a nest.</summary>
    public static string Write(int seed) => new RandomAffineProgram(seed).Write();

    private string Write()
    {
        _text.Append($"func.func @work({string.Join(", ", Memories.Select(m => $"{m}: {Type}"))}) {{\n");
        Nest("%b", "%a");
        _text.Append("  return\n}\nfunc.func @main() -> i64 {\n");
        foreach (var memory in Memories) _text.Append($"  {memory} = memref.alloc() : {Type}\n");
        Nest("%a", null);
        for (var i = 1; i < Memories.Length; i++) Nest(Memories[i], Memories[_random.Next(i)]);
        if (_random.Next(2) == 0)
            _text.Append($"  call @work({string.Join(", ", Memories)}) : ({string.Join(", ", Memories.Select(_ => Type))}) -> ()\n");
        var sum = Memories.Aggregate("%first", Sum);
        return _text.Append($"  return {sum} : i64\n}}\n").ToString();
    }

    private string Name(string kind) => $"%{kind}{_next++}";

    private void Nest(string target, string? source)
    {
        var (i, j) = (Name("i"), Name("j"));
        _text.Append($"  affine.for {i} = 0 to 8 {{\n    affine.for {j} = 0 to 8 {{\n");
        var (value, weight) = (Name("v"), Name("w"));
        Line($"{weight} = arith.constant {_random.Next(2, 99)} : i64");
        Line($"{value} = arith.index_cast {(_random.Next(2) == 0 ? i : j)} : index to i64");
        var place = Subscripts(i, j);
        for (var reads = source is null ? 0 : _random.Next(1, 3); reads > 0; reads--)
        {
            var (loaded, scaled, sum) = (Name("l"), Name("s"), Name("v"));
            Line($"{loaded} = affine.load {source}[{place}] : {Type}");
            Line($"{scaled} = arith.muli {loaded}, {weight} : i64");
            Line($"{sum} = arith.addi {scaled}, {value} : i64");
            value = sum;
        }

        Line($"affine.store {value}, {target}[{i}, {j}] : {Type}");
        if (source is not null && _random.Next(3) == 0)
        {
            var (again, more) = (Name("again"), Name("more"));
            Line($"{again} = affine.load {target}[{i}, {j}] : {Type}");
            Line($"{more} = arith.muli {again}, {weight} : i64");
            Line($"affine.store {more}, {target}[{i}, {j}] : {Type}");
        }

        _text.Append("    }\n  }\n");

        void Line(string text) => _text.Append($"      {text}\n");
    }

    private string Subscripts(string i, string j) => _random.Next(4) switch
    {
        0 => $"{j}, {i}",
        1 => $"7 - {i}, {j}",
        _ => $"{i}, {j}",
    };

    private string Sum(string carried, string memory)
    {
        if (carried == "%first") _text.Append("  %first = arith.constant 1 : i64\n");
        var sum = Name("sum");
        _text.Append($$"""
              {{sum}} = affine.for %i = 0 to 8 iter_args(%outer = {{carried}}) -> (i64) {
                %row = affine.for %j = 0 to 8 iter_args(%inner = %outer) -> (i64) {
                  %x = affine.load {{memory}}[%i, %j] : {{Type}}
                  %c31 = arith.constant 31 : i64
                  %y = arith.muli %inner, %c31 : i64
                  %z = arith.addi %x, %y : i64
                  affine.yield %z : i64
                }
                affine.yield %row : i64
              }

            """);
        return sum;
    }
}
