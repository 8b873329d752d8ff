namespace Weft.Frontend.Tests.CSharp.Fuzz;

/// <summary>Elements of the arrays in scope. Their indices are mostly in range; where that is not certain, what was read is used.</summary>
internal sealed class RandomElements(Random random, RandomScope scope)
{
    /// <summary>An element, or a field of one, that can be assigned; null when no array has any.</summary>
    public string? Place(string type, Func<string> index) => Part(type, index, toAssign: true)?.Text;

    /// <summary>An element, or a field of one, that is read.</summary>
    public string? Value(string type, Func<string> index) =>
        Part(type, index, toAssign: false) is var (text, isSafe) ? isSafe ? text : $"Seen({text}, sink)" : null;

    /// <summary>An element as a whole.</summary>
    public string? Whole(string type, Func<string> index, bool toAssign)
    {
        RandomArray[] arrays = [.. scope.Arrays.Where(a => a.Element == type && !(toAssign && a.IsReadOnly))];
        return arrays.Length == 0 ? null : Of(arrays[random.Next(arrays.Length)], index).Text;
    }

    public (string Text, bool IsSafe) Of(RandomArray array, Func<string> index)
    {
        var subscripts = Enumerable.Range(0, array.Rank).Select(d => Subscript(array, d, index)).ToArray();
        return ($"{array.Name}[{string.Join(", ", subscripts.Select(s => s.Text))}]", subscripts.All(s => s.IsSafe));
    }

    private (string Text, bool IsSafe)? Part(string type, Func<string> index, bool toAssign)
    {
        RandomArray[] arrays = [.. scope.Arrays.Where(a => Paths(a).Any())];
        if (arrays.Length == 0) return null;
        var array = arrays[random.Next(arrays.Length)];
        var (text, isSafe) = Of(array, index);
        string[] paths = [.. Paths(array)];
        return (text + paths[random.Next(paths.Length)], isSafe);

        IEnumerable<string> Paths(RandomArray a) => toAssign && a.IsReadOnly ? [] : RandomScope.Parts("", a.Element, type, toAssign);
    }

    private (string Text, bool IsSafe) Subscript(RandomArray array, int dimension, Func<string> index)
    {
        var length = array.Rank == 1 ? $"{array.Name}.Length" : $"{array.Name}.GetLength({dimension})";
        var types = array.IsSpan ? new[] { "int" } : ["int", "long", "uint"];
        string[] counters = [.. scope.Variables.Where(v => v.IsFixed && types.Contains(v.Type)).Select(v => v.Name)];
        return random.Next(14) switch
        {
            0 => (index(), false),
            1 when array.Rank == 1 => ($"^{1 + random.Next(4)}", false),
            < 4 => ($"{random.Next(3)}", false),
            < 8 when counters.Length > 0 => (counters[random.Next(counters.Length)] + (random.Next(4) == 0 ? " + 1" : ""), false),
            _ => ($"(int)(unchecked((uint)({index()})) % (uint){length})", true),
        };
    }
}
