namespace Weft.IR.Tests.Fuzzing;

/// <summary>
/// A random function over arith, math, cf, scf, memref and vector that is valid, always ends, and has no undefined results: divisors, shift
/// amounts and positions are in range.
/// </summary>
internal sealed class RandomProgram
{
    private readonly RandomWriter _to;
    private readonly RandomMemory _memory;
    private readonly Step[] _steps;

    private RandomProgram(int seed, bool hasMemory)
    {
        _to = new(seed);
        _memory = new(_to);
        var scalars = new RandomScalars(_to);
        string[] types = hasMemory ? [.. RandomScalars.Types, .. RandomVectors.Types] : RandomScalars.Types;
        _steps = [.. scalars.Steps, .. new RandomControl(_to, Write, types).Steps];
        if (hasMemory) _steps = [.. _steps, .. new RandomVectors(_to, scalars).Steps, .. _memory.Steps];
    }

    /// <summary>The text of a module with a function <c>@main(i1, i8, i32, i64, index, f32)</c>.</summary>
    public static string Write(int seed, bool hasMemory = true) => new RandomProgram(seed, hasMemory).Write("main", hasMemory, out _);

    /// <summary>The text of a program that prints what the function gives.</summary>
    public static string WriteMain(int seed)
    {
        var program = new RandomProgram(seed, hasMemory: true);
        var function = program.Write("body", hasMemory: true, out var results);
        return function + RandomMain.Write(seed, results);
    }

    private string Write(string name, bool hasMemory, out string[] results)
    {
        var scope = new Scope();
        foreach (var type in RandomScalars.Types) scope[type].Add($"%{type}");
        if (hasMemory) _memory.Declare(scope);
        Write(scope, 25);
        if (hasMemory) _memory.Read(scope);
        results = [.. RandomScalars.Types, .. scope.Types.Where(type => type[0] == 'v' && scope[type].Count > 0)];
        var types = string.Join(", ", results);
        return $"func.func @{name}({string.Join(", ", RandomScalars.Types.Select(type => $"%{type}: {type}"))}) -> ({types}) {{\n"
            + $"{_to.Text}  return {string.Join(", ", results.Select(type => scope[type][^1]))} : {types}\n}}\n";
    }

    private void Write(Scope scope, int count)
    {
        var weights = _steps.Sum(step => step.Weight);
        for (var i = 0; i < count; i++)
        {
            var at = _to.Random.Next(weights);
            _steps.First(step => (at -= step.Weight) < 0).Write(scope);
        }
    }
}
