using System.Text;

namespace Weft.Frontend.Tests.CSharp.Fuzz;

/// <summary>A random method that writes arrays of all types: declarations, assignments, branches, loops that end, switches, jumps.</summary>
internal sealed class RandomMethod
{
    private const int MaxDepth = 3;

    private readonly Random _random;
    private readonly RandomExpressions _expressions;
    private readonly StringBuilder _text = new();
    private readonly HashSet<string> _fixed = [];
    private int _names;
    private int _budget = 14;

    private RandomMethod(int seed)
    {
        _random = new Random(seed);
        _expressions = new RandomExpressions(_random);
    }

    /// <summary>The parameters of all methods: an array of each type, and a number.</summary>
    public static string Parameters { get; } = string.Join(", ", RandomExpressions.Types.Select(t => $"{t}[] a_{t}").Append("int p"));

    public static string Arguments { get; } = string.Join(", ", RandomExpressions.Types.Select(t => "a_" + t).Append("p"));

    public static string Text(string name, int seed)
    {
        var method = new RandomMethod(seed);
        method._expressions.Scope.Add(("p", "int"));
        method._text.Append($"static void {name}({Parameters})\n{{\n");
        method.Block(0, inLoop: false);
        return method._text.Append("}\n").ToString();
    }

    private void Block(int depth, bool inLoop)
    {
        var known = _expressions.Scope.Count;
        for (var count = 1 + _random.Next(depth == 0 ? 8 : 4); count > 0 && _budget > 0; count--) Statement(depth, inLoop);
        _expressions.Scope.RemoveRange(known, _expressions.Scope.Count - known);
    }

    private void Statement(int depth, bool inLoop)
    {
        _budget--;
        var kind = _random.Next(depth < MaxDepth ? 20 : 10);
        switch (kind)
        {
            case < 3: Declare(); break;
            case < 7: Assign(); break;
            case 7: Step(); break;
            case 8: Tuple(); break;
            case 9: Jump(inLoop); break;
            case < 13: If(depth, inLoop); break;
            case < 15: For(depth); break;
            case 15: While(depth); break;
            case 16: DoWhile(depth); break;
            case 17: ForEach(depth); break;
            case 18: Switch(depth, inLoop); break;
            default: Checked(depth, inLoop); break;
        }
    }

    private string Name() => $"v{_names++}";

    private string Value(string type) => _expressions.Of(type, 3);

    private void Line(string line) => _text.Append(line).Append('\n');

    private void Declare()
    {
        var (name, type) = (Name(), _expressions.AnyType());
        Line($"{type} {name} = {Value(type)};");
        _expressions.Scope.Add((name, type));
    }

    private (string Text, string Type) Place()
    {
        (string Name, string Type)[] locals = [.. _expressions.Scope.Where(v => !_fixed.Contains(v.Name))];
        if (locals.Length > 0 && _random.Next(2) == 0) return _expressions.Pick(locals);
        var type = _expressions.AnyType();
        return (_expressions.Element(type, 2), type);
    }

    private void Assign()
    {
        var (place, type) = Place();
        var op = _random.Next(2) == 0 ? "=" : type switch
        {
            "bool" => _expressions.Pick("&=", "|=", "^="),
            "float" or "double" or "Half" => _expressions.Pick("+=", "-=", "*=", "/=", "%="),
            _ => _expressions.Pick("+=", "-=", "*=", "&=", "|=", "^=", "<<=", ">>=", ">>>="),
        };
        Line($"{place} {op} {Value(op.EndsWith("<=", StringComparison.Ordinal) || op.EndsWith(">=", StringComparison.Ordinal) ? "int" : type)};");
    }

    private void Step()
    {
        var (place, type) = Place();
        var value = _expressions.Pick($"{place}{_expressions.Pick("++", "--")}", $"{_expressions.Pick("++", "--")}{place}");
        if (type == "bool") return;
        if (_random.Next(2) == 0) Line($"{value};");
        else Line($"a_{type}[{_random.Next(3)}] = {value};");
    }

    private void Tuple()
    {
        var (a, b) = (Place(), Place());
        Line($"({a.Text}, {b.Text}) = ({Value(a.Type)}, {Value(b.Type)});");
    }

    private void Jump(bool inLoop)
    {
        var jump = inLoop ? _expressions.Pick("break;", "continue;", "return;") : "return;";
        Line($"if ({Value("bool")}) {jump}");
    }

    private void Braces(string head, int depth, bool inLoop, string tail = "")
    {
        Line(head);
        Line("{");
        Block(depth + 1, inLoop);
        Line("}" + tail);
    }

    private void If(int depth, bool inLoop)
    {
        Braces($"if ({Value("bool")})", depth, inLoop);
        if (_random.Next(2) == 0) Braces("else", depth, inLoop);
    }

    private void For(int depth)
    {
        var (name, type) = (Name(), _expressions.Pick("int", "uint", "long", "byte", "sbyte", "nint"));
        var (from, to, step) = (_random.Next(4), _random.Next(9), 1 + _random.Next(3));
        var head = _random.Next(4) switch
        {
            0 => $"for ({type} {name} = {to}; {name} > {from}; {name}--)",
            1 => $"for ({type} {name} = {from}; {name} <= {to}; {name} += {step})",
            2 => $"for (int {name} = {from}; {name} < a_{_expressions.AnyType()}.Length; {name} += {step})",
            _ => $"for ({type} {name} = {from}; {name} < {to}; {name}++)",
        };
        _fixed.Add(name);
        _expressions.Scope.Add((name, head.StartsWith("for (int", StringComparison.Ordinal) ? "int" : type));
        Braces(head, depth, inLoop: true);
        _expressions.Scope.RemoveAt(_expressions.Scope.Count - 1);
    }

    private void While(int depth)
    {
        var fuel = Name();
        Line($"var {fuel} = {_random.Next(12)};");
        Braces($"while ({fuel}-- > 0 && {Value("bool")})", depth, inLoop: true);
    }

    private void DoWhile(int depth)
    {
        var fuel = Name();
        Line($"var {fuel} = {_random.Next(12)};");
        Braces("do", depth, inLoop: true, $" while ({fuel}-- > 0 && {Value("bool")});");
    }

    private void ForEach(int depth)
    {
        var (name, type) = (Name(), _expressions.AnyType());
        _fixed.Add(name);
        _expressions.Scope.Add((name, type));
        Braces($"foreach (var {name} in a_{type})", depth, inLoop: true);
        _expressions.Scope.RemoveAt(_expressions.Scope.Count - 1);
    }

    private void Switch(int depth, bool inLoop)
    {
        Line($"switch ({Value("int")} & 7)");
        Line("{");
        foreach (var labels in new[] { "case 0:", "case 1: case 3:", $"case > 5 when {Value("bool")}:", "case 2:", "default:" })
        {
            if (_random.Next(4) == 0) continue;
            Line(labels);
            Block(depth + 1, inLoop);
            Line(_random.Next(6) switch { 0 => "return;", 1 when inLoop => "continue;", _ => "break;" });
        }

        Line("}");
    }

    private void Checked(int depth, bool inLoop) => Braces(_expressions.Pick("checked", "unchecked"), depth, inLoop);
}
