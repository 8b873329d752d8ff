using System.Globalization;
using System.Text;

namespace Weft.IR.Tests.Fuzzing;

/// <summary>Values that are in sight, by type.</summary>
internal sealed class Scope
{
    private readonly Dictionary<string, List<string>> _values = [];

    /// <summary>The types of which there are values.</summary>
    public IEnumerable<string> Types => _values.Keys;

    public List<string> this[string type]
    {
        get
        {
            if (!_values.TryGetValue(type, out var values)) _values.Add(type, values = []);
            return values;
        }
    }

    public Scope Inside()
    {
        var inside = new Scope();
        foreach (var (type, values) in _values) inside[type].AddRange(values);
        return inside;
    }
}

/// <summary>A kind of statement, and how often it is written.</summary>
internal sealed record Step(int Weight, Action<Scope> Write);

/// <summary>Writes the text of a random program. Small numbers and values that come again make rules fire.</summary>
internal sealed class RandomWriter(int seed)
{
    private readonly StringBuilder _text = new();
    private int _next;

    public Random Random { get; } = new(seed);

    public string Text => _text.ToString();

    public void Line(string line) => _text.Append("  ").Append(line).Append('\n');

    public string Name() => string.Create(CultureInfo.InvariantCulture, $"%v{_next++}");

    public T Pick<T>(params IReadOnlyList<T> items) => items[Random.Next(items.Count)];

    public bool Chance(int of) => Random.Next(of) == 0;

    /// <summary>Defines a value. The operation may ask for constants, which stand before it.</summary>
    public string Define(Scope scope, string type, Func<string> operation)
    {
        var name = Let(operation());
        scope[type].Add(name);
        return name;
    }

    /// <summary>Defines the two values of an operation.</summary>
    public void DefinePair(Scope scope, string first, string second, Func<string> operation)
    {
        var text = operation();
        var name = Name();
        Line($"{name}:2 = {text}");
        scope[first].Add($"{name}#0");
        scope[second].Add($"{name}#1");
    }

    /// <summary>Defines a value that nothing else uses.</summary>
    public string Let(string operation)
    {
        var name = Name();
        Line($"{name} = {operation}");
        return name;
    }

    /// <summary>A value of the type: late ones are likely, so that chains grow; sometimes a constant.</summary>
    public string Use(Scope scope, string type)
    {
        var values = scope[type];
        if (values.Count == 0 || Chance(4)) return Constant(type, Number(type));
        return values[Math.Max(Random.Next(values.Count), Random.Next(values.Count))];
    }

    /// <summary>A constant; of a vector or tensor one with equal elements.</summary>
    public string Constant(string type, string value) => Let(
        type[0] is 'v' or 't' ? $"arith.constant dense<{value}> : {type}"
            : type == "i1" ? $"arith.constant {value}"
            : $"arith.constant {value} : {type}");

    public string Index(long value) => Constant("index", value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A number that an element of the type may be.</summary>
    public string Number(string type) => type.TrimEnd('>').Split('x', '<')[^1] switch
    {
        _ when type == "index" => Pick("0", "1", "-1", "9223372036854775807", "-9223372036854775808", "300"),
        "i1" => Pick("true", "false"),
        "f32" => Pick("0.0", "-0.0", "1.0", "-2.5", "0x7FC00000", "0x7F800000"),
        "f64" => Pick("0.0", "-0.0", "1.0", "-2.5", "1024.5"),
        "i7" => Pick("0", "1", "-1", "63", "-64", "5"),
        "i8" => Pick("0", "1", "-1", "127", "-128", "3"),
        "i33" => Pick("0", "1", "-1", "4294967295", "-4294967296", "9"),
        "i32" => Pick("0", "1", "-1", "2147483647", "-2147483648", "7"),
        _ => Pick("0", "1", "-1", "9223372036854775807", "-9223372036854775808", "300"),
    };

    /// <summary>An index less than an extent: a constant, or what remains of a value.</summary>
    public string IndexBelow(Scope scope, long extent) => Chance(2)
        ? Index(Random.NextInt64(extent))
        : Let($"arith.remui {Use(scope, "index")}, {Index(extent)} : index");
}
