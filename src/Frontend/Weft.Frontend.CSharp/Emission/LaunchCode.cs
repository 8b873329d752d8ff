using System;
using System.Linq;

namespace Weft.Frontend.CSharp;

/// <summary>The methods that launch a kernel once.</summary>
internal sealed class LaunchCode(KernelModel kernel, bool hasCpu)
{
    private const string Runtime = LauncherEmitter.Runtime;
    private const string Task = "global::System.Threading.Tasks.Task";

    /// <summary>The device that a launch takes when none is given.</summary>
    public const string DefaultDevice = "global::Weft.Backends.Llvm.CpuDevice.Shared";

    private readonly ParameterCode[] _parameters = [.. kernel.Parameters.Select(p => new ParameterCode(p))];
    private readonly LaunchNames _names = new(kernel);
    private readonly ResultCode? _result = kernel.Result is { } result ? new(result, new(kernel)) : null;

    private string Returns => _result?.Type ?? "void";

    private string AsyncReturns => _result is null ? Task : $"{Task}<{_result.Type}>";

    // As in C#: a task has no parameters by reference.
    private bool IsAsync => !kernel.Parameters.Any(p => p.IsReference);

    public void Emit(CodeWriter code)
    {
        EmitLaunch(code);
        if (IsAsync) EmitLaunchAsync(code);
        if (hasCpu) EmitDefault(code);
        if (hasCpu && IsAsync) EmitAsyncDefault(code);
    }

    /// <summary>What the class around a variant has of it.</summary>
    public void EmitOverloads(CodeWriter code)
    {
        code.Line().Line($"/// <summary>As <c>{kernel.Variant}.Launch</c>.</summary>")
            .Line($"public static {Returns} Launch({_names.DeviceParameter}, {Declared(p => p.Type)}{_names.TokenParameter}) =>")
            .Line($"    {kernel.Variant}.Launch({_names.Device}, {Passed(p => p.Modifier + p.Name)}{_names.Token});");
        if (hasCpu) EmitDefault(code);
        if (!IsAsync) return;
        code.Line().Line($"/// <summary>As <c>{kernel.Variant}.LaunchAsync</c>.</summary>")
            .Line($"public static {AsyncReturns} LaunchAsync(")
            .Line($"    {_names.DeviceParameter}, {Declared(p => p.AsyncType)}{_names.TokenParameter}) =>")
            .Line($"    {kernel.Variant}.LaunchAsync({_names.Device}, {Passed(p => p.Name)}{_names.Token});");
        if (hasCpu) EmitAsyncDefault(code);
    }

    private void EmitLaunch(CodeWriter code)
    {
        code.Line().Line("/// <summary>Runs the kernel on the caller's memory, without copying, and returns when it is done.</summary>")
            .Line($"/// <exception cref=\"{Runtime}KernelFaultException\">An index is out of range, or a division by zero.</exception>")
            .Line($"public static {Returns} Launch(")
            .Line($"    {_names.DeviceParameter}, {Declared(p => p.Type)}{_names.TokenParameter})")
            .Open();
        foreach (var check in _parameters.SelectMany(p => p.Checks)) code.Line(check);
        var slots = new SlotList();
        foreach (var extent in _names.Sizes.SelectMany(LaunchNames.Extents)) slots.Add(extent);
        foreach (var parameter in _parameters) parameter.AddTo(slots);
        _result?.AddTo(slots);
        var (launch, block) = (kernel.WeftClass is not null ? "LaunchChecked" : kernel.IsWorkflow ? "LaunchApart" : "Launch", slots.Code);
        if (_result?.HasArrays == true)
        {
            block = _names.Free("slots");
            code.Line($"global::System.Span<long> {block} = {slots.Code};").Line($"s_entry.MakeExtents({block});");
        }

        foreach (var statement in _result?.Cells(block) ?? []) code.Line(statement);
        code.Line($"s_entry.{launch}({_names.Device}, {block}, {slots.Arrays}, {_names.Token});");
        foreach (var statement in _result?.Return ?? []) code.Line(statement);
        code.Close();
    }

    private void EmitLaunchAsync(CodeWriter code) => code
        .Line().Line("/// <summary>As <c>Launch</c>, on a thread of the pool.</summary>")
        .Line($"public static {AsyncReturns} LaunchAsync(")
        .Line($"    {_names.DeviceParameter}, {Declared(p => p.AsyncType)}{_names.TokenParameter}) =>")
        .Line($"    {Runtime}KernelEntry.Async(")
        .Line($"        () => Launch({_names.Device}, {Passed(p => p.AsyncArgument)}{_names.Token}), {_names.Token});");

    private void EmitDefault(CodeWriter code) => code
        .Line().Line("/// <summary>As <c>Launch</c> on this machine's processor.</summary>")
        .Line($"public static {Returns} Launch({Declared(p => p.Type)}{_names.TokenParameter}) =>")
        .Line($"    Launch({DefaultDevice}, {Passed(p => p.Modifier + p.Name)}{_names.Token});");

    private void EmitAsyncDefault(CodeWriter code) => code
        .Line().Line("/// <summary>As <c>LaunchAsync</c> on this machine's processor.</summary>")
        .Line($"public static {AsyncReturns} LaunchAsync({Declared(p => p.AsyncType)}{_names.TokenParameter}) =>")
        .Line($"    LaunchAsync({DefaultDevice}, {Passed(p => p.Name)}{_names.Token});");

    private string Declared(Func<ParameterCode, string> type) =>
        _names.SizeParameters + string.Concat(_parameters.Select(p => $"{p.Modifier}{type(p)} {p.Name}, "));

    private string Passed(Func<ParameterCode, string> argument) =>
        string.Concat(_names.Sizes.Concat(_parameters.Select(argument)).Select(passed => passed + ", "));
}
