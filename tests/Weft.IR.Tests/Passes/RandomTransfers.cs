using System.Globalization;
using System.Text;
using Weft.IR.Tests.Fuzzing;

namespace Weft.IR.Tests.Passes;

/// <summary>
/// A random function that reads boxes of a memory and of a tensor into vectors and writes vectors into them: any order of dimensions,
/// repeated ones, masks, and boxes that reach beyond the end where <c>in_bounds</c> does not say otherwise.
/// </summary>
internal sealed class RandomTransfers
{
    /// <summary>The memory and the tensor that the function gets.</summary>
    public static readonly long[] Extents = [5, 4, 6];

    private const string Part = "memref<3x4x3xf32, strided<[48, 6, 2], offset: 1>>";

    private static readonly string[] Sources = ["memref<?x?x?xf32>", "memref<5x4x6xf32>", "tensor<?x?x?xf32>", Part];

    private readonly Random _random;
    private readonly StringBuilder _text = new();
    private readonly List<(string Name, string Type)> _read = [];
    private string _tensor = "%t";
    private int _next;

    private RandomTransfers(int seed) => _random = new(seed);

    /// <summary>A module with <c>@main(memref, tensor, f32 padding)</c>, which gives what it read and the last tensor.</summary>
    public static string Write(int seed) => new RandomTransfers(seed).Write();

    private string Write()
    {
        for (var i = 0; i < 4; i++)
        {
            var source = Pick(Sources);
            if (_random.Next(2) == 0 || _read.Count == 0) Read(source);
            else WriteTo(source);
        }

        var types = string.Join(", ", _read.Select(v => v.Type).Append("tensor<?x?x?xf32>"));
        return $$"""
            func.func @main(%m: memref<?x?x?xf32>, %t: tensor<?x?x?xf32>, %pad: f32) -> ({{types}}) {
              %known = memref.cast %m : memref<?x?x?xf32> to memref<5x4x6xf32>
              %part = memref.subview %known[0, 0, 1] [3, 4, 3] [2, 1, 2] : memref<5x4x6xf32> to {{Part}}
            {{_text}}  return {{string.Join(", ", _read.Select(v => v.Name).Append(_tensor))}} : {{types}}
            }
            """;
    }

    private void Read(string source)
    {
        var box = TransferBox.Of(_random, ShapeOf(source), mayRepeat: true);
        var (place, mask) = (Place(box), Mask(box));
        var (name, type) = (Name(), TransferBox.VectorOf(box.Vector, "f32"));
        _text.Append($"  {name} = vector.transfer_read {NameOf(source)}[{place}], %pad{mask} {box.Attributes} : {source}, {type}\n");
        _read.Add((name, type));
    }

    private void WriteTo(string target)
    {
        var box = TransferBox.Of(_random, ShapeOf(target), mayRepeat: false);
        var (place, mask) = (Place(box), Mask(box));
        var (vector, type) = (Value(box.Vector), TransferBox.VectorOf(box.Vector, "f32"));
        var line = $"vector.transfer_write {vector}, {NameOf(target)}[{place}]{mask} {box.Attributes} : {type}, {target}";
        if (target[0] == 't') line = $"{_tensor = Name()} = {line}";
        _text.Append($"  {line}\n");
    }

    // A vector that was read, or numbers.
    private string Value(IReadOnlyList<long> shape)
    {
        var type = TransferBox.VectorOf(shape, "f32");
        if (_read.FindLast(v => v.Type == type) is { Name: { } known }) return known;
        var name = Name();
        var numbers = Enumerable.Range(1, (int)Volume(shape)).Select(i => (i * 0.5).ToString("F1", CultureInfo.InvariantCulture));
        _text.Append($"  {name} = arith.constant dense<{Dense(shape, numbers)}> : {type}\n");
        return name;
    }

    private string Place(TransferBox box)
    {
        var names = box.Begin.Select(_ => Name()).ToList();
        for (var d = 0; d < names.Count; d++) _text.Append($"  {names[d]} = arith.constant {box.Begin[d]} : index\n");
        return string.Join(", ", names);
    }

    private string Mask(TransferBox box)
    {
        if (box.Mask.Count == 0 || _random.Next(2) == 0) return "";
        var (name, type) = (Name(), TransferBox.VectorOf(box.Mask, "i1"));
        if (_random.Next(2) == 0)
        {
            var bits = Enumerable.Range(0, (int)Volume(box.Mask)).Select(_ => _random.Next(2) == 0 ? "true" : "false").ToList();
            _text.Append($"  {name} = arith.constant dense<{Dense(box.Mask, bits)}> : {type}\n");
            return $", {name}";
        }

        var sizes = box.Mask.Select(extent => (Name: Name(), Size: _random.Next((int)extent + 1))).ToList();
        foreach (var size in sizes) _text.Append($"  {size.Name} = arith.constant {size.Size} : index\n");
        _text.Append($"  {name} = vector.create_mask {string.Join(", ", sizes.Select(s => s.Name))} : {type}\n");
        return $", {name}";
    }

    private string NameOf(string source) => source switch
    {
        ['t', ..] => _tensor,
        "memref<?x?x?xf32>" => "%m",
        "memref<5x4x6xf32>" => "%known",
        _ => "%part",
    };

    private static long[] ShapeOf(string source) => source == Part ? [3, 4, 3] : Extents;

    private static long Volume(IReadOnlyList<long> shape) => shape.Aggregate(1L, (product, extent) => product * extent);

    // Nested brackets.
    private static string Dense(IReadOnlyList<long> shape, IEnumerable<string> items)
    {
        var parts = items.ToList();
        foreach (var extent in shape.Reverse())
            parts = [.. parts.Chunk((int)extent).Select(row => $"[{string.Join(", ", row)}]")];
        return parts[0];
    }

    private T Pick<T>(T[] items) => items[_random.Next(items.Length)];

    private string Name() => string.Create(CultureInfo.InvariantCulture, $"%v{_next++}");
}
