using System.Text;

namespace Weft.IR.Tests.Passes;

/// <summary>
/// A random function of affine loop nests that compute memory from memory: each nest writes one and reads others, all subscripts in range.
/// It gives a number that depends on every element at the end.
/// </summary>
internal sealed class RandomAffineProgram
{
    private const int Extent = 12;

    private readonly Random _random;
    private readonly StringBuilder _text = new();
    private readonly List<(string Name, int Rank)> _memories = [];
    private int _next;

    private RandomAffineProgram(int seed) => _random = new(seed);

    /// <summary>The text of a module with a function <c>@main() -> i64</c>, and one <c>@work</c> that begins with a nest whose turns do not
    /// need each other.</summary>
    public static string Write(int seed) => new RandomAffineProgram(seed).Write();

    private string Write()
    {
        _memories.AddRange([("%a", 1), ("%b", 2), ("%c", 1), ("%d", 2)]);
        _text.Append($"func.func @work({string.Join(", ", _memories.Select(m => $"{m.Name}: {Type(m.Rank)}"))}) {{\n");
        Nest(_memories[1], _memories[0], isWhole: true);
        _text.Append("  return\n}\nfunc.func @main() -> i64 {\n");
        foreach (var (name, rank) in _memories) _text.Append($"  {name} = memref.alloc() : {Type(rank)}\n");
        foreach (var memory in _memories) Nest(memory, null, isWhole: true);
        _text.Append($"  call @work({string.Join(", ", _memories.Select(m => m.Name))}) : ({string.Join(", ", _memories.Select(m => Type(m.Rank)))}) -> ()\n");
        for (var i = 0; i < 4; i++)
        {
            var target = _random.Next(_memories.Count);
            Nest(_memories[target], _memories[(target + 1 + _random.Next(_memories.Count - 1)) % _memories.Count], isWhole: _random.Next(3) > 0);
        }

        var sums = _memories.ConvertAll(Sum);
        _text.Append($"  %sum = arith.addi {sums[0]}, {sums[1]} : i64\n  %rest = arith.addi {sums[2]}, {sums[3]} : i64\n");
        return _text.Append("  %all = arith.muli %sum, %rest : i64\n  return %all : i64\n}\n").ToString();
    }

    private static string Type(int rank) => $"memref<{string.Concat(Enumerable.Repeat($"{Extent}x", rank))}i64>";

    private string Name(string kind) => $"%{kind}{_next++}";

    private void Nest((string Name, int Rank) target, (string Name, int Rank)? source, bool isWhole)
    {
        var counters = Enumerable.Range(0, isWhole ? target.Rank : _random.Next(target.Rank) + 1).Select(_ => Name("i")).ToList();
        var indent = "  ";
        foreach (var counter in counters)
        {
            var end = isWhole ? Extent : _random.Next(2, Extent + 1);
            _text.Append($"{indent}affine.for {counter} = 0 to {end} {{\n");
            indent += "  ";
        }

        var (value, weight) = (Name("v"), Name("w"));
        _text.Append($"{indent}{weight} = arith.constant {_random.Next(2, 99)} : i64\n");
        _text.Append($"{indent}{value} = arith.index_cast {counters[^1]} : index to i64\n");
        foreach (var read in source is { } one ? Enumerable.Repeat(one, _random.Next(1, 3)) : [])
        {
            var (loaded, scaled, sum) = (Name("l"), Name("s"), Name("v"));
            _text.Append($"{indent}{loaded} = affine.load {read.Name}[{Subscripts(counters, read.Rank)}] : {Type(read.Rank)}\n");
            _text.Append($"{indent}{scaled} = arith.muli {loaded}, {weight} : i64\n");
            _text.Append($"{indent}{sum} = arith.addi {scaled}, {value} : i64\n");
            value = sum;
        }

        var place = isWhole ? string.Join(", ", counters) : Subscripts(counters, target.Rank);
        _text.Append($"{indent}affine.store {value}, {target.Name}[{place}] : {Type(target.Rank)}\n");
        if (source is not null && _random.Next(4) == 0)
            _text.Append($"{indent}{Name("again")} = affine.load {target.Name}[{place}] : {Type(target.Rank)}\n");
        foreach (var _ in counters) _text.Append($"{indent = indent[2..]}}}\n");
    }

    private string Subscripts(List<string> counters, int rank) => string.Join(", ", Enumerable.Range(0, rank).Select(_ =>
    {
        var counter = counters[_random.Next(counters.Count)];
        return _random.Next(7) switch
        {
            0 => $"{Extent - 1} - {counter}",
            1 => $"{counter} floordiv 2",
            2 => $"{counter} mod 4",
            3 => $"{_random.Next(Extent)}",
            _ => counter,
        };
    }));

    private string Sum((string Name, int Rank) memory)
    {
        var (first, result) = (Name("zero"), Name("sum"));
        _text.Append($"  {first} = arith.constant {_next} : i64\n");
        var row = memory.Rank == 1 ? "%i" : "%i, %j";
        var inner = memory.Rank == 1 ? "" : $"  %row = affine.for %j = 0 to {Extent} iter_args(%carried = %outer) -> (i64) {{\n";
        var carried = memory.Rank == 1 ? "%outer" : "%carried";
        _text.Append($"  {result} = affine.for %i = 0 to {Extent} iter_args(%outer = {first}) -> (i64) {{\n{inner}");
        _text.Append($"    %x = affine.load {memory.Name}[{row}] : {Type(memory.Rank)}\n    %c31 = arith.constant 31 : i64\n");
        _text.Append($"    %y = arith.muli {carried}, %c31 : i64\n    %z = arith.addi %x, %y : i64\n    affine.yield %z : i64\n");
        _text.Append(memory.Rank == 1 ? "  }\n" : "  }\n  affine.yield %row : i64\n  }\n");
        return result;
    }
}
