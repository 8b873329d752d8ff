using System;
using System.Linq;

namespace Weft.Frontend.CSharp;

/// <summary>The two launch methods of one kernel.</summary>
internal sealed class LaunchCode
{
    private const string Runtime = LauncherEmitter.Runtime;

    private readonly KernelModel _kernel;
    private readonly ParameterCode[] _parameters;
    private readonly string _device;
    private readonly string _cancellation;
    private readonly string _slots;
    private readonly string[] _sizes;

    public LaunchCode(KernelModel kernel)
    {
        _kernel = kernel;
        (_device, _cancellation, _slots) = (Free("device"), Free("cancellation"), Free("slots"));
        _sizes = kernel.IsSimt ? [GridSignature.NameOf(kernel, "grid"), GridSignature.NameOf(kernel, "block")] : [];
        _parameters = [.. kernel.Parameters.Select(p => new ParameterCode(p, Free(p.Name + "Pin")))];
    }

    public void EmitLaunch(CodeWriter code)
    {
        code.Line("/// <summary>Runs the kernel on the caller's memory, without copying, and returns when it is done.</summary>")
            .Line($"/// <exception cref=\"{Runtime}KernelFaultException\">An index is out of range, or a division by zero.</exception>")
            .Line("public static unsafe void Launch(")
            .Line($"    {Runtime}Device {_device}, {Sizes("global::Weft.Dim3 ")}{List(p => $"{p.Type} {p.Name}")}{Token} = default)")
            .Open()
            .Line($"global::System.ArgumentNullException.ThrowIfNull({_device});");
        foreach (var check in _parameters.SelectMany(p => new[] { p.NullCheck, p.ShapeCheck }).OfType<string>()) code.Line(check);
        foreach (var pin in _parameters.Select(p => p.Fixed).OfType<string>()) code.Line(pin);
        var slots = string.Join(", ", _sizes.SelectMany(s => new[] { s + ".X", s + ".Y", s + ".Z" }).Concat(_parameters.SelectMany(p => p.Slots)));
        code.Open()
            .Line($"global::System.ReadOnlySpan<long> {_slots} = unchecked(stackalloc long[] {{ {slots} }});")
            .Line($"s_entry.On({_device}).Launch({_slots}, {_cancellation});")
            .Close().Close().Line();
    }

    public void EmitLaunchAsync(CodeWriter code)
    {
        const string Task = "global::System.Threading.Tasks.Task";
        var launch = $"Launch({_device}, {Sizes("")}{List(p => p.AsyncArgument)}{_cancellation})";
        code.Line("/// <summary>As <c>Launch</c>, on a thread of the pool.</summary>")
            .Line($"public static {Task} LaunchAsync(")
            .Line($"    {Runtime}Device {_device}, {Sizes("global::Weft.Dim3 ")}{List(p => $"{p.AsyncType} {p.Name}")}{Token} = default) =>")
            .Line($"    {Task}.Run(() => {launch}, {_cancellation});");
    }

    private string Token => "global::System.Threading.CancellationToken " + _cancellation;

    private string Sizes(string type) => string.Concat(_sizes.Select(size => $"{type}{size}, "));

    private string List(Func<ParameterCode, string> text) => string.Concat(_parameters.Select(p => text(p) + ", "));

    // Kernels may have parameters of any name; ours give way.
    private string Free(string name)
    {
        while (_kernel.Parameters.Any(p => p.Name == name)) name += "_";
        return name;
    }
}
