using static Weft.Frontend.Tests.CSharp.Fuzz.RandomTypes;

namespace Weft.Frontend.Tests.CSharp.Fuzz;

/// <summary>Statements about arrays as wholes: those that a method makes, parts of them, references to their elements.</summary>
internal sealed class RandomArrayStatements(Random random, RandomScope scope)
{
    /// <param name="name">A new name.</param>
    /// <param name="value">A value of a type.</param>
    public IEnumerable<string> Next(Func<string> name, Func<string, string> value)
    {
        RandomArray[] flat = [.. scope.Arrays.Where(a => a.Rank == 1)];
        RandomArray[] written = [.. flat.Where(a => !a.IsReadOnly)];
        if (written.Length == 0)
        {
            yield return Create(name(), value);
            yield break;
        }

        var (array, target) = (Pick(flat), Pick(written));
        switch (random.Next(8))
        {
            case 0: yield return Create(name(), value); break;
            case 1: yield return Part(name(), array); break;
            case 2: yield return Matrix(name()); break;
            case 3: yield return $"{Span(target)}.Fill({value(target.Element)});"; break;
            case 4: yield return $"{Span(target)}.Clear();"; break;
            case 5 when flat.Where(a => a.Element == target.Element).ToArray() is var sources:
                var source = Pick(sources);
                var taken = random.Next(2) == 0 ? "" : $"[..Math.Min({source.Name}.Length, {target.Name}.Length)]";
                yield return $"{Span(source)}{taken}.CopyTo({target.Name});";
                break;
            default:
                var reference = name();
                yield return $"ref var {reference} = ref {target.Name}[{Index(target)}];";
                scope.Add(new RandomVariable(reference, target.Element, IsReference: true));
                break;
        }
    }

    private T Pick<T>(T[] choices) => choices[random.Next(choices.Length)];

    private static string Span(RandomArray array) => array.IsSpan ? array.Name : array.Name + ".AsSpan()";

    private string Index(RandomArray array) =>
        random.Next(3) == 0 ? $"{random.Next(3)}" : $"(int)(unchecked((uint)p) % (uint){array.Name}.Length)";

    private string Create(string name, Func<string, string> value)
    {
        var (element, count) = (Pick(All), 1 + random.Next(5));
        var (type, isSpan) = random.Next(4) == 0 ? ($"{element}[]", false) : ($"Span<{element}>", true);
        var made = random.Next(3) switch
        {
            0 => $"[{string.Join(", ", Enumerable.Range(0, count).Select(_ => value(element)))}]",
            1 when isSpan => $"stackalloc {element}[{count}]",
            _ => $"new {element}[{count}]",
        };
        scope.Add(new RandomArray(name, element, IsSpan: isSpan));
        return $"{type} {name} = {made};";
    }

    private string Matrix(string name)
    {
        var element = Pick(All);
        scope.Add(new RandomArray(name, element, Rank: 2));
        return $"var {name} = new {element}[{1 + random.Next(3)}, {1 + random.Next(3)}];";
    }

    private string Part(string name, RandomArray array)
    {
        var isReadOnly = array.IsReadOnly || random.Next(3) == 0;
        var type = isReadOnly ? $"ReadOnlySpan<{array.Element}>" : $"Span<{array.Element}>";
        scope.Add(new RandomArray(name, array.Element, IsSpan: true, IsReadOnly: isReadOnly));
        var part = random.Next(5) switch
        {
            0 => $"{Span(array)}[1..]",
            1 => $"{Span(array)}[..^1]",
            2 => $"{Span(array)}.Slice(p & 1)",
            3 when !array.IsSpan => $"{array.Name}.AsSpan(p & 1, 1)",
            _ => array.Name,
        };
        return $"{type} {name} = {part};";
    }
}
