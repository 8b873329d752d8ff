using System.Globalization;
using static Weft.Frontend.Tests.CSharp.Fuzz.RandomTypes;

namespace Weft.Frontend.Tests.CSharp.Fuzz;

/// <summary>Random C# expressions of a type, over what is in scope. They compile; what they compute is anything, and now and then they
/// throw.</summary>
internal sealed class RandomExpressions(Random random, RandomScope scope, IReadOnlyList<RandomFunction> functions)
{
    private readonly RandomElements _elements = new(random, scope);
    private int _names;

    public string Of(string type, int depth)
    {
        if (depth <= 0 || random.Next(5) == 0) return Leaf(type);
        if (random.Next(6) == 0) return OfAnyType(type, depth - 1);
        return type switch
        {
            "bool" => Bool(depth - 1),
            "float" or "double" or "Half" => Float(type, depth - 1),
            _ when Enums.Contains(type) => Enum(type, depth - 1),
            _ when StructOf(type) is { } fields => Struct(fields, depth - 1),
            _ => Integer(type, depth - 1),
        };
    }

    public T Pick<T>(params ReadOnlySpan<T> choices) => choices[random.Next(choices.Length)];

    public string AnyInteger() => Pick<string>(Integers);

    /// <summary>What can be assigned, of a type; null when nothing is in sight.</summary>
    public string? Place(string type, int depth)
    {
        string[] named = [.. scope.Named(type, toAssign: true)];
        if (named.Length > 0 && random.Next(2) == 0) return Pick<string>(named);
        return _elements.Place(type, IndexOf(depth)) ?? (named.Length > 0 ? Pick<string>(named) : null);
    }

    /// <summary>A variable or an element, which parameters by reference take.</summary>
    public string? Reference(string type, int depth)
    {
        string[] known = [.. scope.Variables.Where(v => v.Type == type && !v.IsFixed).Select(v => v.Name)];
        return known.Length > 0 && random.Next(3) > 0 ? Pick<string>(known) : _elements.Whole(type, IndexOf(depth), toAssign: true);
    }

    /// <summary>An element of an array, as it is written where it is assigned.</summary>
    public string Element(RandomArray array, int depth) => _elements.Of(array, IndexOf(depth)).Text;

    /// <summary>A value that the compiler does not know, so that it finds no overflow nor division by zero itself.</summary>
    public string Variable(string type)
    {
        string[] named = [.. scope.Named(type)];
        if (named.Length > 0 && random.Next(3) > 0) return Pick<string>(named);
        return _elements.Value(type, IndexOf(0)) ?? (named.Length > 0 ? Pick<string>(named) : Opaque(type));
    }

    /// <summary>A call of a function that takes values alone.</summary>
    public string Call(RandomFunction function, int depth) =>
        $"{function.Name}({string.Join(", ", function.Parameters.Select(p => Of(p.Type, depth)).Prepend("sink"))})";

    public string Literal(string type) => type switch
    {
        "bool" => Pick("true", "false"),
        "float" => Pick("0f", "1f", "-1.5f", "0.1f", "3e9f", "-1e20f", "float.NaN", "float.PositiveInfinity", "float.Epsilon"),
        "double" => Pick("0.0", "1.0", "-2.5", "0.1", "1e10", "-1e300", "double.NaN", "double.NegativeInfinity"),
        "Half" => Pick("(Half)0", "(Half)1", "(Half)(-2.5f)", "(Half)1000"),
        "char" => Pick("'a'", "'\\0'", "'\\uffff'"),
        "nint" => Pick("(nint)0", "(nint)1", "(nint)(-7)", "(nint)1000"),
        _ when Enums.Contains(type) => Pick<string>(Members(type)),
        _ when StructOf(type) is not null => $"default({type})",
        _ when Signed.Contains(type) => Pick(
            $"({type})0", $"({type})1", $"({type})2", $"({type})(-1)", $"({type})(-3)", $"({type})100",
            $"{type}.MaxValue", $"{type}.MinValue"),
        _ => Pick($"({type})0", $"({type})1", $"({type})2", $"({type})7", $"({type})200", $"{type}.MaxValue"),
    };

    private Func<string> IndexOf(int depth) => () => Of("int", depth - 1);

    private string Leaf(string type) => random.Next(4) == 0 ? Literal(type) : Variable(type);

    // Some number, converted.
    private string Opaque(string type)
    {
        string[] numbers = [.. scope.Variables.Where(v => Integers.Contains(v.Type)).Select(v => v.Name)];
        return type switch
        {
            "bool" => $"({Pick<string>(numbers)} {Pick("> 3", "== 0", "<= 9")})",
            _ when StructOf(type) is { } fields => Made(fields, Opaque),
            _ => Cast(type, Pick<string>(numbers)),
        };
    }

    private static string Made(RandomStruct type, Func<string, string> value) => type.IsTuple
        ? $"(({type.Name})({string.Join(", ", type.Fields.Select(f => value(f.Type)))}))"
        : $"new {type.Name}({string.Join(", ", type.Create.Select(value))})";

    private static string Cast(string type, string expression) => $"({type})({expression})";

    private string OfAnyType(string type, int depth)
    {
        RandomFunction[] fitting = [.. functions.Where(f => f.Returns == type && f.TakesValues)];
        var field = Structs.SelectMany(s => s.Fields, (s, f) => (Struct: s, Field: f)).Where(f => f.Field.Type == type).ToArray();
        return random.Next(7) switch
        {
            0 or 1 when fitting.Length > 0 => Call(Pick<RandomFunction>(fitting), depth),
            0 when Place(type, depth) is { } place => $"({place} = {Of(type, depth)})",
            1 when Numbers.Contains(type) && Place(type, depth) is { } place => $"{Pick("++", "--")}{place}",
            2 when Numbers.Contains(type) && Place(type, depth) is { } place => $"{place}{Pick("++", "--")}",
            3 when field.Length > 0 => Pick(field) is var (owner, (name, _, _)) ? $"({Of(owner.Name, depth)}).{name}" : "",
            4 => Switch(type, depth),
            _ => $"({Of("bool", depth)} ? {Of(type, depth)} : {Of(type, depth)})",
        };
    }

    private string Integer(string type, int depth) => random.Next(14) switch
    {
        < 5 => Cast(type, $"{Variable(type)} {Pick("+", "-", "*", "&", "|", "^")} {Of(type, depth)}"),
        5 => Cast(type, $"{Variable(type)} {Pick("/", "%")} {Divisor(type, depth)}"),
        6 => Cast(type, $"{Variable(type)} {Pick("<<", ">>", ">>>")} {Of("int", depth)}"),
        7 => Cast(type, $"{Pick(type is "ulong" ? "~" : "-", "~", "+")}({Variable(type)})"),
        8 or 9 => Cast(type, Variable(Pick([.. Numbers, .. Enums]))),
        10 => IntegerCall(type, depth),
        11 => Cast(type, $"{Pick("checked", "unchecked")}({Pick(
            $"{Variable(type)} {Pick("+", "-", "*")} {Of(type, depth)}", Cast(type, Variable(AnyInteger())))})"),
        _ => Cast(type, $"{Variable(type)} {Pick("+", "-", "*")} {Variable(type)} * {Of(type, depth)}"),
    };

    private string Divisor(string type, int depth) => random.Next(4) switch
    {
        0 => $"({Of(type, depth)} | 1)",
        1 => Pick("3", "7", "16"),
        _ => Variable(type),
    };

    private string IntegerCall(string type, int depth) => type switch
    {
        "char" => Cast(type, $"Math.Max({Of("ushort", depth)}, {Of("ushort", depth)})"),
        "uint" or "ulong" => Pick(
            $"BitOperations.RotateLeft({Of(type, depth)}, {Of("int", depth)})", Cast(type, $"BitOperations.PopCount({Of(type, depth)})"),
            Cast(type, $"BitOperations.LeadingZeroCount({Of(type, depth)})"), $"Math.Min({Of(type, depth)}, {Of(type, depth)})"),
        "int" => Pick(
            $"Math.Sign({Of("int", depth)})", $"Math.Abs({Of("int", depth)})", $"BitOperations.Log2({Of("uint", depth)})",
            $"Math.Clamp({Of("int", depth)}, -5, {Of("int", depth)})", $"BitConverter.SingleToInt32Bits({Literal("float")})"),
        _ => $"{type}.Max({Of(type, depth)}, {Of(type, depth)})",
    };

    private string Switch(string type, int depth)
    {
        var of = AnyInteger();
        var miss = random.Next(8) == 0 ? "" : $", _ => {Of(type, depth)}";
        return $"({Of(of, depth)} switch {{ {Number(of, 0)} or {Number(of, 2)} => {Of(type, depth)}, "
            + $"> {Number(of, 5)} and < {Number(of, 60)} => {Of(type, depth)}{miss} }})";
    }

    private static string Number(string type, int value) => (type == "char" ? "(char)" : "") + value.ToString(CultureInfo.InvariantCulture);

    private string Float(string type, int depth) => random.Next(10) switch
    {
        < 5 => Cast(type, $"{Variable(type)} {Pick("+", "-", "*", "/", "%")} {Of(type, depth)}"),
        5 => $"-({Of(type, depth)})",
        6 => Cast(type, Variable(Pick<string>(Numbers))),
        7 => $"{type}.FusedMultiplyAdd({Of(type, depth)}, {Variable(type)}, {Of(type, depth)})",
        8 => $"{type}.{Pick("Abs", "Floor", "Ceiling", "Truncate", "Round", "Sqrt")}({Of(type, depth)})",
        _ => $"{type}.{Pick("Max", "Min")}({Of(type, depth)}, {Of(type, depth)})",
    };

    private string Bool(int depth) => random.Next(10) switch
    {
        < 4 => Pick<string>(Numbers) is var type
            ? $"({Variable(type)} {Pick("<", "<=", ">", ">=", "==", "!=")} {Of(type, depth)})" : "",
        4 => $"({Of("bool", depth)} {Pick("&&", "||")} {Of("bool", depth)})",
        5 => $"({Of("bool", depth)} {Pick("&", "|", "^", "==", "!=")} {Of("bool", depth)})",
        6 => $"!{Of("bool", 0)}",
        7 => $"({Variable("int")} is {Pick("> 3 and < 50", "0 or 1 or -4", "not 7", "int.MaxValue", $"var q{_names} && q{_names++} > 2")})",
        8 => Pick("Pair", "Node", "Both", "Three") is var type ? $"({Variable(type)} {Pick("==", "!=")} {Of(type, depth)})" : "",
        _ => Pick<string>(Enums) is var type ? $"({Variable(type)} {Pick("<", ">=", "==", "!=")} {Of(type, depth)})" : "",
    };

    private string Enum(string type, int depth) => random.Next(3) switch
    {
        0 => Cast(type, Variable(AnyInteger())),
        1 => $"({Variable(type)} {Pick("&", "|", "^")} {Of(type, depth)})",
        _ => $"~{Variable(type)}",
    };

    private string Struct(RandomStruct type, int depth)
    {
        string Value(string of) => Of(of, depth);
        (string Name, string Type)[] set = [.. type.Initialized];
        var (name, of) = Pick(set);
        return random.Next(7) switch
        {
            0 => $"({Of(type.Name, depth)} with {{ {name} = {Of(of, depth)} }})",
            1 when !type.IsTuple && type.Name != "Pair" => $"{Made(type, Value)[..^1]}) {{ {name} = {Of(of, depth)} }}",
            2 when type.Name is "Pair" => $"({Of("Pair", depth)} + {Variable("Pair")})",
            3 when type.Name is "Pair" => $"(-{Variable("Pair")})",
            4 when type.Name is "Pair" => $"{Variable("Pair")}.Swap({Of("int", depth)})",
            5 when Place(type.Name, depth) is { } place && type.Name is "Node" => $"{place}++",
            _ => Made(type, Value),
        };
    }
}
