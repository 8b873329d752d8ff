using System.Text;
using static Weft.Frontend.Tests.CSharp.Fuzz.RandomTypes;

namespace Weft.Frontend.Tests.CSharp.Fuzz;

/// <summary>The random statements of one function. Loops end: those that nothing else bounds have fuel.</summary>
/// <param name="prefix">In front of the names that are declared; empty in kernels, which alone have local functions.</param>
/// <param name="returns">What the function returns.</param>
internal sealed class RandomStatements(
    StringBuilder text, Random random, RandomScope scope, IReadOnlyList<RandomFunction> known, string prefix, string returns)
{
    private const int MaxDepth = 3;
    private const int ExpressionDepth = 2;

    private readonly List<RandomFunction> _functions = [.. known];
    private readonly RandomArrayStatements _arrays = new(random, scope);
    private RandomExpressions? _expressions;
    private int _names;
    private int _budget;

    private RandomExpressions Expressions => _expressions ??= new(random, scope, _functions);

    public void Write(int statements)
    {
        _budget = statements;
        Declare();
        while (_budget > 0) Statement(0, inLoop: false);
    }

    public string Value(string type) => Expressions.Of(type, ExpressionDepth);

    private T Pick<T>(params ReadOnlySpan<T> choices) => choices[random.Next(choices.Length)];

    private string Name() => $"{prefix}v{_names++}";

    private void Line(string line) => text.Append(line).Append('\n');

    private void Statement(int depth, bool inLoop)
    {
        _budget--;
        switch (random.Next(depth < MaxDepth ? 30 : 15))
        {
            case < 3: Declare(); break;
            case < 7: Assign(); break;
            case 7: Step(); break;
            case 8: Deconstruct(); break;
            case 9: Jump(inLoop); break;
            case 10: Call(); break;
            case 11: Throw(); break;
            case 12: ArrayStatement(); break;
            case 13: StructStatement(); break;
            case 14 when depth == 0: LocalFunction(); break;
            case < 18: If(depth, inLoop); break;
            case < 22: For(depth); break;
            case 22: While(depth); break;
            case 23: DoWhile(depth); break;
            case < 26: ForEach(depth); break;
            case 26: Switch(depth, inLoop); break;
            case 27: GotoSwitch(depth, inLoop); break;
            default: Braces(Pick("checked", "checked", "unchecked"), depth, inLoop); break;
        }
    }

    private void Block(int depth, bool inLoop) => scope.Within(() =>
    {
        var count = 1 + random.Next(3);
        do Statement(depth, inLoop);
        while (--count > 0 && _budget > 0);
    });

    private void Braces(string head, int depth, bool inLoop, string tail = "")
    {
        Line(head + "\n{");
        Block(depth + 1, inLoop);
        Line("}" + tail);
    }

    private void Declare()
    {
        var (name, type) = (Name(), Pick<string>(All));
        Line($"{type} {name} = {Value(type)};");
        scope.Add(new RandomVariable(name, type));
    }

    private void Assign()
    {
        var type = Pick<string>(All);
        if (Expressions.Place(type, ExpressionDepth) is not { } place) return;
        var op = random.Next(2) == 0 ? "=" : type switch
        {
            "bool" => Pick("&=", "|=", "^="),
            "Pair" => "+=",
            _ when Enums.Contains(type) => Pick("&=", "|=", "^="),
            _ when Floats.Contains(type) => Pick("+=", "-=", "*=", "/=", "%="),
            _ when Integers.Contains(type) => Pick("+=", "-=", "*=", "/=", "&=", "|=", "^=", "<<=", ">>=", ">>>="),
            _ => "=",
        };
        Line($"{place} {op} {(op == "/=" ? Expressions.Variable(type) : Value(op is "<<=" or ">>=" or ">>>=" ? "int" : type))};");
    }

    private void Step()
    {
        var type = Pick([.. Numbers, .. Enums]);
        if (Expressions.Place(type, ExpressionDepth) is not { } place) return;
        var value = Pick($"{place}{Pick("++", "--")}", $"{Pick("++", "--")}{place}");
        Line(random.Next(2) == 0 || Expressions.Place(type, ExpressionDepth) is not { } target ? $"{value};" : $"{target} = {value};");
    }

    private void Deconstruct()
    {
        var (a, b) = (Pick<string>(Scalars), Pick<string>(Scalars));
        if (random.Next(2) == 0 && Expressions.Place(a, 1) is { } first && Expressions.Place(b, 1) is { } second)
        {
            Line($"({first}, {second}) = ({Value(a)}, {Value(b)});");
            return;
        }

        var type = Pick("Pair", "Both");
        var (x, y) = (Name(), Name());
        Line($"var ({x}, {y}) = {Value(type)};");
        scope.Add(new RandomVariable(x, "int"));
        scope.Add(new RandomVariable(y, type == "Pair" ? "float" : "long"));
    }

    private void Jump(bool inLoop)
    {
        var back = returns == "void" ? "return;" : $"return {Value(returns)};";
        Line($"if ({Value("bool")}) {(inLoop ? Pick("break;", "continue;", "break;", back) : back)}");
    }

    private void Throw()
    {
        if (random.Next(3) > 0) return;
        Line($"if ({Value("bool")} & {Value("bool")}) throw new {Pick("ArgumentException", "ArithmeticException")}(\"m\");");
    }

    private void Call()
    {
        if (_functions.Count == 0) return;
        var function = _functions[random.Next(_functions.Count)];
        var arguments = new List<string> { "sink" };
        foreach (var (mode, type, _) in function.Parameters) arguments.Add(Argument(mode, type));
        var call = $"{function.Name}({string.Join(", ", arguments)})";
        if (function.Returns == "void" || random.Next(3) == 0) Line(call + ";");
        else Declare(function.Returns, call);
    }

    private void Declare(string type, string value)
    {
        var name = Name();
        Line($"{Pick(type, "var")} {name} = {value};");
        scope.Add(new RandomVariable(name, type));
    }

    private string Argument(string mode, string type)
    {
        if (mode is "" or "in") return Value(type);
        if (mode == "out" && random.Next(3) == 0) return "out _";
        if (Expressions.Reference(type, ExpressionDepth) is { } place) return $"{mode} {place}";
        var name = Name();
        Line($"{type} {name} = {Value(type)};");
        scope.Add(new RandomVariable(name, type));
        return $"{mode} {name}";
    }

    private void ArrayStatement()
    {
        foreach (var line in _arrays.Next(Name, Value)) Line(line);
    }

    private void StructStatement()
    {
        if (Pick("Cell", "Node") is var type && Expressions.Reference(type, ExpressionDepth) is not { } place) return;
        Line(type == "Node" ? $"{place}.Turn({Value("Pair")});" : random.Next(2) == 0 ? $"{place}.Twice += {Value("int")};"
            : $"sink[0] ^= {place}.Step({Value("int")});");
    }

    private void LocalFunction()
    {
        if (prefix.Length == 0) _functions.Add(RandomFunction.Write(text, random, Name().ToUpperInvariant(), scope, _functions));
    }

    private void If(int depth, bool inLoop)
    {
        Braces($"if ({Value("bool")})", depth, inLoop);
        if (random.Next(2) == 0) Braces("else", depth, inLoop);
    }

    private void For(int depth) => scope.Within(() =>
    {
        var (name, type) = (Name(), Pick("int", "int", "uint", "long", "byte", "sbyte", "nint", "short"));
        var (from, to, step) = (random.Next(4), random.Next(9), 1 + random.Next(3));
        var array = scope.Arrays.Count == 0 ? null : scope.Arrays[random.Next(scope.Arrays.Count)];
        var (head, counter) = random.Next(8) switch
        {
            0 => ($"for ({type} {name} = {to}; {name} > {from}; {name}--)", type),
            1 => ($"for ({type} {name} = {from}; {name} <= {to}; {name} += {step})", type),
            < 6 when array is not null =>
                ($"for (int {name} = {Pick("0", "0", "1")}; {name} < {array.Name}.Length; {name} += {step})", "int"),
            6 when array is not null => ($"for (var {name} = {array.Name}.Length - 1; {name} >= 0; {name}--)", "int"),
            _ => ($"for ({type} {name} = {from}; {name} < {to}; {name}++)", type),
        };
        scope.Add(new RandomVariable(name, counter, IsFixed: true));
        Braces(head, depth, inLoop: true);
    });

    private void While(int depth)
    {
        var fuel = Name();
        Line($"var {fuel} = {random.Next(8)};");
        Braces($"while ({fuel}-- > 0 && {Value("bool")})", depth, inLoop: true);
    }

    private void DoWhile(int depth)
    {
        var fuel = Name();
        Line($"var {fuel} = {random.Next(8)};");
        Braces("do", depth, inLoop: true, $" while ({fuel}-- > 0 && {Value("bool")});");
    }

    private void ForEach(int depth) => scope.Within(() =>
    {
        RandomArray[] flat = [.. scope.Arrays.Where(a => a.Rank == 1)];
        if (flat.Length == 0) return;
        var (name, array) = (Name(), flat[random.Next(flat.Length)]);
        var isByReference = !array.IsReadOnly && random.Next(3) == 0;
        scope.Add(new RandomVariable(name, array.Element, IsFixed: !isByReference));
        var source = isByReference && !array.IsSpan ? array.Name + ".AsSpan()" : array.Name;
        Braces($"foreach ({(isByReference ? "ref " : "")}var {name} in {source})", depth, inLoop: true);
    });

    private void Switch(int depth, bool inLoop)
    {
        var negative = Name();
        var (subject, cases) = Pick(
            ($"{Value("int")} & 7", new[] { "case 0:", "case 1: case 3:", $"case > 5 when {Value("bool")}:", "case 2:", "default:" }),
            (Value("Tone"), ["case Tone.Low:", "case Tone.Mid or Tone.High:", "default:"]),
            (Value("long"), ["case -1:", "case 5: case long.MaxValue:", "case > 10 and < 4000000000:", "default:"]),
            ($"({Expressions.Variable("int")}, {Expressions.Variable("bool")})", 
                ["case (> 3, true):", $"case (var {negative}, _) when {negative} < 0:", "case (0, false):"]));
        Line($"switch ({subject})\n{{");
        foreach (var labels in cases)
        {
            if (random.Next(4) == 0) continue;
            Line(labels);
            Line("{");
            Block(depth + 1, inLoop);
            Line("}");
            Line(random.Next(6) switch { 0 when returns == "void" => "return;", 1 when inLoop => "continue;", _ => "break;" });
        }

        Line("}");
    }

    // Each section is entered once at most.
    private void GotoSwitch(int depth, bool inLoop)
    {
        Line($"switch ({Value("int")} & 3)\n{{");
        for (var section = 0; section < 3; section++)
        {
            Line($"case {section}:\n{{");
            Block(depth + 1, inLoop);
            Line("}");
            if (section < 2 && random.Next(2) == 0) Line($"if ({Value("bool")}) goto {Pick("case 2", "case 2", "default")};");
            Line("break;");
        }

        Line("default:\n{");
        Block(depth + 1, inLoop);
        Line("}\nbreak;\n}");
    }
}
