namespace Weft.IR.Tests.Fuzzing;

/// <summary>Choices, branches and loops of few turns, which give two values.</summary>
/// <param name="types">Of what they may be.</param>
/// <param name="tensors">Of what those may be, too, of which bufferization knows.</param>
internal sealed class RandomControl(RandomWriter to, Action<Scope, int> steps, IReadOnlyList<string> types, IReadOnlyList<string> tensors)
{
    private const int DeepestLevel = 2;
    private int _level;

    public IEnumerable<Step> Steps =>
    [
        new(2, scope => Nested(scope, If, [.. types, .. tensors])), new(2, scope => Nested(scope, For, [.. types, .. tensors])),
        new(1, scope => Nested(scope, While, types)), new(1, scope => Nested(scope, Switch, types)),
        new(1, scope => Nested(scope, Branch, types)), new(1, scope => Nested(scope, Jump, types)),
        new(1, Parallel), new(1, Call), new(1, Assert),
    ];

    private void Nested(Scope scope, Action<Scope, string, string, string> write, IReadOnlyList<string> of)
    {
        if (_level == DeepestLevel) return;
        _level++;
        var (a, b) = (to.Pick(of), to.Pick(of));
        var name = to.Name();
        write(scope, name, a, b);
        scope[a].Add($"{name}#0");
        scope[b].Add($"{name}#1");
        _level--;
    }

    private void If(Scope scope, string name, string a, string b)
    {
        var condition = to.Use(scope, "i1");
        to.Line($"{name}:2 = scf.if {condition} -> ({a}, {b}) {{");
        Yield(scope.Inside(), a, b);
        to.Line("} else {");
        Yield(scope.Inside(), a, b);
        to.Line("}");
    }

    private void For(Scope scope, string name, string a, string b)
    {
        var (lower, upper, step) = (to.Index(0), to.Index(to.Pick(0, 1, 3)), to.Index(1));
        var (counter, first, second) = (to.Name(), to.Name(), to.Name());
        var (x, y) = (to.Use(scope, a), to.Use(scope, b));
        to.Line($"{name}:2 = scf.for {counter} = {lower} to {upper} step {step} iter_args({first} = {x}, {second} = {y}) -> ({a}, {b}) {{");
        var inside = scope.Inside();
        inside["index"].Add(counter);
        inside[a].Add(first);
        inside[b].Add(second);
        Yield(inside, a, b);
        to.Line("}");
    }

    // Counts beside what it carries, so that it ends.
    private void While(Scope scope, string name, string a, string b)
    {
        var (zero, one, end) = (to.Index(0), to.Index(1), to.Index(to.Pick(0, 1, 3)));
        var (x, y, turns) = (to.Use(scope, a), to.Use(scope, b), to.Name());
        to.Line($"{turns}:3 = scf.while (%first = {x}, %second = {y}, %turn = {zero}) : ({a}, {b}, index) -> ({a}, {b}, index) {{");
        to.Line($"  %more = arith.cmpi ult, %turn, {end} : index");
        to.Line($"  scf.condition(%more) %first, %second, %turn : {a}, {b}, index");
        var (first, second, turn) = (to.Name(), to.Name(), to.Name());
        to.Line($"}} do {{ ^bb0({first}: {a}, {second}: {b}, {turn}: index):");
        var inside = scope.Inside();
        inside[a].Add(first);
        inside[b].Add(second);
        inside["index"].Add(turn);
        var (nextA, nextB) = Body(inside, a, b);
        var next = to.Let($"arith.addi {turn}, {one} : index");
        to.Line($"scf.yield {nextA}, {nextB}, {next} : {a}, {b}, index");
        to.Line("}");
        to.Line($"{name}:2 = scf.execute_region -> ({a}, {b}) {{ scf.yield {turns}#0, {turns}#1 : {a}, {b} }}");
    }

    private void Switch(Scope scope, string name, string a, string b)
    {
        var choice = to.Let($"arith.remui {to.Use(scope, "index")}, {to.Index(3)} : index");
        to.Line($"{name}:2 = scf.index_switch {choice} -> {a}, {b}");
        foreach (var label in (string[])["case 0", "case 1", "default"])
        {
            to.Line($"{label} {{");
            Yield(scope.Inside(), a, b);
            to.Line("}");
        }
    }

    private void Branch(Scope scope, string name, string a, string b)
    {
        var condition = to.Use(scope, "i1");
        var (then, otherwise, end) = ($"^then{name[1..]}", $"^else{name[1..]}", $"^end{name[1..]}");
        to.Line($"{name}:2 = scf.execute_region -> ({a}, {b}) {{");
        to.Line($"cf.cond_br {condition}, {then}, {otherwise}");
        foreach (var block in (string[])[then, otherwise])
        {
            to.Line($"{block}:");
            var (x, y) = Body(scope.Inside(), a, b);
            to.Line($"cf.br {end}({x}, {y} : {a}, {b})");
        }

        to.Line($"{end}(%p: {a}, %q: {b}):");
        to.Line($"scf.yield %p, %q : {a}, {b}");
        to.Line("}");
    }

    private void Jump(Scope scope, string name, string a, string b)
    {
        var flag = to.Use(scope, "i32");
        var (one, other, end) = ($"^one{name[1..]}", $"^other{name[1..]}", $"^end{name[1..]}");
        var (x, y) = (Alone(to.Use(scope, a), a), Alone(to.Use(scope, b), b));
        to.Line($"{name}:2 = scf.execute_region -> ({a}, {b}) {{");
        to.Line($"cf.switch {flag} : i32, [default: {end}({x}, {y} : {a}, {b}), 0: {one}, -1: {other}, 7: {one}]");
        foreach (var block in (string[])[one, other])
        {
            to.Line($"{block}:");
            var (p, q) = Body(scope.Inside(), a, b);
            to.Line($"cf.br {end}({p}, {q} : {a}, {b})");
        }

        to.Line($"{end}(%p: {a}, %q: {b}):");
        to.Line($"scf.yield %p, %q : {a}, {b}");
        to.Line("}");
    }

    // The only result of an operation: mlir-opt reads no others in a cf.switch.
    private string Alone(string value, string type) =>
        value.Contains('#') ? to.Let($"scf.execute_region -> {type} {{ scf.yield {value} : {type} }}") : value;

    // Turns in any order.
    private void Parallel(Scope scope)
    {
        var (zero, one, end, first) = (to.Index(0), to.Index(1), to.Index(to.Pick(0, 1, 4)), to.Use(scope, "i32"));
        var (factor, op) = (to.Use(scope, "i32"), to.Pick("addi", "xori", "minsi", "maxui"));
        to.Define(scope, "i32", () => $$"""
            scf.parallel (%t) = ({{zero}}) to ({{end}}) step ({{one}}) init ({{first}}) -> i32 {
                %number = arith.index_cast %t : index to i32
                %product = arith.muli %number, {{factor}} : i32
                scf.reduce(%product : i32) {
                ^bb0(%left: i32, %right: i32):
                  %joined = arith.{{op}} %left, %right : i32
                  scf.reduce.return %joined : i32
                }
              }
            """);
    }

    private void Call(Scope scope) => to.DefinePair(scope, "i32", "f32", () =>
        $"func.call @helper({to.Use(scope, "i32")}, {to.Use(scope, "f32")}) : (i32, f32) -> (i32, f32)");

    private void Assert(Scope scope)
    {
        var truth = to.Let($"arith.ori {to.Use(scope, "i1")}, {to.Constant("i1", "true")} : i1");
        to.Line($"cf.assert {truth}, \"holds\"");
    }

    private void Yield(Scope inside, string a, string b)
    {
        var (x, y) = Body(inside, a, b);
        to.Line($"scf.yield {x}, {y} : {a}, {b}");
    }

    private (string First, string Second) Body(Scope inside, string a, string b)
    {
        steps(inside, to.Random.Next(4));
        return (to.Use(inside, a), to.Use(inside, b));
    }
}
