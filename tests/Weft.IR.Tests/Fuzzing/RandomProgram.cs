namespace Weft.IR.Tests.Fuzzing;

/// <summary>
/// A random function over arith, math, cf, scf, memref, vector, affine, tensor and linalg that is valid, always ends, and has no
/// undefined results: divisors, shift amounts and positions are in range.
/// </summary>
internal sealed class RandomProgram
{
    private readonly RandomWriter _to;
    private readonly RandomMemory _memory;
    private readonly RandomTensors _tensors;
    private readonly Step[] _steps;
    private readonly bool _isExact;

    private RandomProgram(int seed, bool isExact)
    {
        _to = new(seed);
        _isExact = isExact;
        (_memory, _tensors) = (new(_to), new(_to));
        var scalars = new RandomScalars(_to, isExact);
        string[] types = [.. RandomScalars.Types, .. RandomVectors.Types];
        _steps =
        [
            .. scalars.Steps, .. new RandomControl(_to, Write, types, RandomTensors.Types).Steps, .. new RandomVectors(_to, scalars).Steps,
            .. _memory.Steps, .. new RandomAffine(_to).Steps, .. _tensors.Steps, .. new RandomStructured(_to).Steps,
        ];
    }

    /// <summary>The text of a module with a function <c>@main(i1, i8, i32, i64, index, f32)</c>.</summary>
    public static string Write(int seed) => new RandomProgram(seed, isExact: false).Write("main", out _);

    /// <summary>The text of a program that prints what the function gives, to the last bit: no library function, which may round as it
    /// likes, is called.</summary>
    public static string WriteMain(int seed)
    {
        var program = new RandomProgram(seed, isExact: true);
        var function = program.Write("body", out var results);
        return function + RandomMain.Write(seed, results);
    }

    private string Write(string name, out string[] results)
    {
        var scope = new Scope();
        foreach (var type in RandomScalars.Types) scope[type].Add($"%{type}");
        _memory.Declare(scope);
        Write(scope, 30);
        _memory.Read(scope);
        _tensors.Read(scope);
        results = [.. RandomScalars.Types, .. scope.Types.Where(type => type[0] == 'v' && scope[type].Count > 0)];
        var types = string.Join(", ", results);
        return $"func.func @{name}({string.Join(", ", RandomScalars.Types.Select(type => $"%{type}: {type}"))}) -> ({types}) {{\n"
            + $"{_to.Text}  return {string.Join(", ", results.Select(type => scope[type][^1]))} : {types}\n}}\n"
            + RandomMemory.Globals + Helper();
    }

    // Two parameters, two results.
    private string Helper()
    {
        var to = new RandomWriter(_to.Random.Next());
        var scope = new Scope();
        scope["i32"].Add("%i32");
        scope["f32"].Add("%f32");
        var steps = new RandomScalars(to, _isExact).Steps.ToList();
        for (var i = to.Random.Next(4); i > 0; i--) to.Pick(steps).Write(scope);
        return $"func.func private @helper(%i32: i32, %f32: f32) -> (i32, f32) {{\n{to.Text}"
            + $"  return {scope["i32"][^1]}, {scope["f32"][^1]} : i32, f32\n}}\n";
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
