namespace Weft.Frontend.Tests.CSharp.Fuzz;

/// <summary>Random C# expressions of a type, over variables and arrays that are in scope. They compile; what they compute is anything, and
/// now and then they throw.</summary>
internal sealed class RandomExpressions(Random random)
{
    public static readonly string[] Integers = ["sbyte", "byte", "short", "ushort", "int", "uint", "long", "ulong", "nint", "char"];
    public static readonly string[] Floats = ["float", "double", "Half"];
    public static readonly string[] Types = [.. Integers, .. Floats, "bool"];

    /// <summary>The variables that may be read here, by name.</summary>
    public List<(string Name, string Type)> Scope { get; } = [];

    public string Of(string type, int depth)
    {
        if (depth <= 0 || random.Next(6) == 0) return Leaf(type);
        return type switch
        {
            "bool" => Bool(depth - 1),
            "float" or "double" or "Half" => Float(type, depth - 1),
            _ => Integer(type, depth - 1),
        };
    }

    public string AnyType() => Types[random.Next(Types.Length)];

    public string AnyInteger() => Integers[random.Next(Integers.Length)];

    public T Pick<T>(params T[] choices) => choices[random.Next(choices.Length)];

    /// <summary>An element of the array of a type; its index is nearly always in range.</summary>
    public string Element(string type, int depth)
    {
        var array = "a_" + type;
        return random.Next(12) switch
        {
            0 => $"{array}[{Of("int", depth - 1)}]",
            1 => $"{array}[^{1 + random.Next(4)}]",
            < 5 => $"{array}[{random.Next(3)}]",
            _ => $"{array}[(int)(unchecked((uint)({Of("int", depth - 1)})) % (uint){array}.Length)]",
        };
    }

    public string Literal(string type) => type switch
    {
        "bool" => Pick("true", "false"),
        "float" => Pick("0f", "1f", "-1.5f", "0.1f", "3e9f", "-1e20f", "float.NaN", "float.PositiveInfinity", "float.Epsilon"),
        "double" => Pick("0.0", "1.0", "-2.5", "0.1", "1e10", "-1e300", "double.NaN", "double.NegativeInfinity"),
        "Half" => Pick("(Half)0", "(Half)1", "(Half)(-2.5f)", "(Half)1000"),
        "char" => Pick("'a'", "'\\0'", "'\\uffff'"),
        "nint" => Pick("(nint)0", "(nint)1", "(nint)(-7)", "(nint)1000"),
        "sbyte" or "short" or "int" or "long" =>
            Pick($"({type})0", $"({type})1", $"({type})2", $"({type})(-1)", $"({type})(-3)", $"({type})100", $"{type}.MaxValue", $"{type}.MinValue"),
        _ => Pick($"({type})0", $"({type})1", $"({type})2", $"({type})7", $"({type})200", $"{type}.MaxValue"),
    };

    private string Leaf(string type)
    {
        string[] known = [.. Scope.Where(v => v.Type == type).Select(v => v.Name)];
        return random.Next(5) switch
        {
            0 => Literal(type),
            < 4 when known.Length > 0 => Pick(known),
            _ => $"a_{type}[{random.Next(2)}]",
        };
    }

    private string Variable(string type)
    {
        string[] known = [.. Scope.Where(v => v.Type == type).Select(v => v.Name)];
        return known.Length > 0 && random.Next(3) > 0 ? Pick(known) : Element(type, 1);
    }

    // The left operand is no constant, so that the compiler computes nothing itself, where it would find overflows and divisions by 0.
    private string Integer(string type, int depth) => random.Next(16) switch
    {
        < 5 => Cast(type, $"{Variable(type)} {Pick("+", "-", "*", "&", "|", "^")} {Of(type, depth)}"),
        5 => Cast(type, $"{Variable(type)} {Pick("/", "%")} {Divisor(type, depth)}"),
        6 => Cast(type, $"{Variable(type)} {Pick("<<", ">>", ">>>")} {Of("int", depth)}"),
        7 => Cast(type, $"{Pick(type is "ulong" ? "~" : "-", "~", "+")}({Variable(type)})"),
        8 or 9 => Cast(type, Variable(AnyType() is var from && from != "bool" ? from : "float")),
        10 => $"({Of("bool", depth)} ? {Of(type, depth)} : {Of(type, depth)})",
        11 => Element(type, depth),
        12 => Call(type, depth),
        13 => Switch(type, depth),
        14 => Cast(type, $"{Pick("checked", "unchecked")}({Pick($"{Variable(type)} {Pick("+", "-", "*")} {Of(type, depth)}", $"({type})({Variable(AnyInteger())})")})"),
        _ => Cast(type, $"{Variable(type)} {Pick("+", "-", "*")} {Variable(type)} * {Of(type, depth)}"),
    };

    private static string Cast(string type, string expression) => $"({type})({expression})";

    private string Divisor(string type, int depth) => random.Next(4) switch
    {
        0 => $"({Of(type, depth)} | 1)",
        1 => Pick("3", "7", "16"),
        _ => Variable(type),
    };

    private string Call(string type, int depth) => type switch
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
        return $"({Of(of, depth)} switch {{ {Of0(of)} => {Of(type, depth)}, > {Number(of, 5)} and < {Number(of, 60)} => {Of(type, depth)}{miss} }})";

        string Of0(string number) => $"{Number(number, 0)} or {Number(number, 2)}";
    }

    private static string Number(string type, int value) => type == "char" ? $"(char){value}" : value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private string Float(string type, int depth) => random.Next(10) switch
    {
        < 5 => Cast(type, $"{Variable(type)} {Pick("+", "-", "*", "/", "%")} {Of(type, depth)}"),
        5 => $"-({Of(type, depth)})",
        6 => Cast(type, Variable(AnyType() is var from && from != "bool" ? from : "int")),
        7 => $"({Of("bool", depth)} ? {Of(type, depth)} : {Of(type, depth)})",
        8 => $"{type}.{Pick("Abs", "Floor", "Ceiling", "Truncate", "Round", "Sqrt")}({Of(type, depth)})",
        _ => $"{type}.{Pick("Max", "Min")}({Of(type, depth)}, {Of(type, depth)})",
    };

    private string Bool(int depth)
    {
        var type = Pick([.. Integers, .. Floats]);
        return random.Next(9) switch
        {
            < 4 => $"({Variable(type)} {Pick("<", "<=", ">", ">=", "==", "!=")} {Of(type, depth)})",
            4 => $"({Of("bool", depth)} {Pick("&&", "||")} {Of("bool", depth)})",
            5 => $"({Of("bool", depth)} {Pick("&", "|", "^", "==", "!=")} {Of("bool", depth)})",
            6 => $"!{Of("bool", 0)}",
            7 => $"({Variable("int")} is {Pick("> 3 and < 50", "0 or 1 or -4", "not 7", "int.MaxValue")})",
            _ => $"({Of("bool", depth)} ? {Of("bool", depth)} : {Of("bool", depth)})",
        };
    }
}
