using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using Weft.Runtime;

namespace Weft.Samples;

/// <summary>A kernel of the gallery, with arguments to try it on. The .weft file has its name and those of its parameters, in the
/// language's own spelling: the class <c>LinearAlgebra</c> is <c>linear_algebra.weft</c>.</summary>
/// <param name="kernel">The C# method.</param>
/// <param name="arguments">New ones, the same each time.</param>
/// <param name="tolerance">How far floats may be apart, relative to their size or 1; 0 is bit for bit.</param>
internal sealed partial class Example(Delegate kernel, Func<Inputs, object[]> arguments, double tolerance = 0)
{
    private readonly MethodInfo _method = kernel.Method;
    private readonly MethodInfo _launch = Launcher(kernel.Method);
    private readonly Lazy<KernelProgram> _weft = new(() => Load(kernel.Method.DeclaringType!.Name));

    public string Name => Spelled(_method.Name);

    public string Chapter => Spelled(_method.DeclaringType!.Name).Replace('_', ' ');

    public double Tolerance => tolerance;

    public object[] NewArguments() => arguments(new Inputs(1));

    public void RunPlain(object[] given) => _method.Invoke(null, given);

    /// <summary>The C# method, compiled when the project was.</summary>
    public void RunMethod(Device device, object[] given) => _launch.Invoke(null, [device, .. given, CancellationToken.None]);

    /// <summary>The .weft kernel; what it gives goes into the arrays of the same name.</summary>
    public void RunWeft(Device device, object[] given)
    {
        var loaded = device.Load(_weft.Value, Name);
        var byName = _method.GetParameters().Zip(given).ToDictionary(p => Spelled(p.First.Name!), p => p.Second);
        var tensors = byName.SelectMany(p => HostValue.ToTensors(p.Key, p.Value, Spelled)).ToDictionary(t => t.Name, t => t.Value);
        var inputs = loaded.Signature.Inputs.ToDictionary(p => p.Name, p => tensors[p.Name]);
        var diagnostics = new IR.DiagnosticBag();
        var call = Invocation.Bind(loaded.Signature, inputs, ImmutableDictionary<string, ImmutableArray<long>>.Empty, diagnostics)
            ?? throw new WeftException(diagnostics[0]);
        loaded.Launch(call);
        foreach (var (name, value) in call.Outputs)
            if (name.Split('.')[0] is var array) HostValue.CopyTo(name, value, array, (Array)byName[array], Spelled);
    }

    /// <summary>The first place where two runs differ; null when there is none.</summary>
    public string? Difference(object[] expected, object[] found)
    {
        foreach (var (parameter, wanted, given) in _method.GetParameters().Zip(expected, found))
        {
            if (wanted is not Array) continue;
            var (a, b) = (HostValue.Numbers(wanted).ToArray(), HostValue.Numbers(given).ToArray());
            for (var i = 0; i < a.Length; i++)
                if (!IsSame(a[i], b[i])) return $"{parameter.Name}, number {i}, is {b[i]}, not {a[i]}";
        }

        return null;
    }

    private bool IsSame(object wanted, object found) => tolerance > 0 && wanted is float or double
        ? Convert.ToDouble(wanted, null) is var a && Math.Abs(a - Convert.ToDouble(found, null)) <= tolerance * Math.Max(1, Math.Abs(a))
        : wanted.Equals(found);

    private static MethodInfo Launcher(MethodInfo method)
    {
        var owner = method.DeclaringType!;
        return owner.Assembly.GetType($"{owner.Namespace}.{method.Name}Kernel")!.GetMethods()
            .First(m => m.Name == "Launch" && m.GetParameters()[0].ParameterType == typeof(Device));
    }

    private static KernelProgram Load(string chapter) =>
        Comparison.Load(Path.Combine(AppContext.BaseDirectory, "Kernels", Spelled(chapter) + ".weft"));

    // ShortestPaths -> shortest_paths
    private static string Spelled(string name) => WordStart().Replace(name, "_$0").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]|(?<=[A-Z])[A-Z](?=[a-z])")]
    private static partial Regex WordStart();
}
