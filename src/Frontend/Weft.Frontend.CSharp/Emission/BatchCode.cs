using System.Collections.Generic;
using System.Linq;

namespace Weft.Frontend.CSharp;

/// <summary>The method that launches a kernel on each item of a batch.</summary>
internal sealed class BatchCode(KernelModel kernel)
{
    private const string Runtime = LauncherEmitter.Runtime;

    private readonly LaunchNames _names = new(kernel);
    private readonly ResultCode? _result = kernel.Result is { } result ? new(result, new(kernel)) : null;

    public void Emit(CodeWriter code)
    {
        // The numbers of a struct differ from item to item: there is no batch of those.
        if (kernel.Parameters.Any(p => p.Type is StructType)) return;
        BatchParameterCode[] parameters = [.. kernel.Parameters.Select(p => new BatchParameterCode(p))];
        var (slots, described) = (new SlotList(), new List<string>());
        foreach (var extent in _names.Sizes.SelectMany(LaunchNames.Extents))
        {
            slots.Add(extent);
            described.Add(BatchParameterCode.Shared);
        }

        foreach (var parameter in parameters) parameter.AddTo(slots, described);
        _result?.AddTo(slots, described);
        var declared = _names.SizeParameters + string.Concat(parameters.Select(p => $"{p.Type} {p.Name}, "));
        code.Line().Line("/// <summary>Runs the kernel on each of so many items, several at once. Items follow one another: arrays have a")
            .Line("/// dimension for them in front, spans hold all of them. A number is shared by all, or there is one for each.</summary>")
            .Line("/// <exception cref=\"global::System.ArgumentException\">The items cannot share an array equally.</exception>")
            .Line($"public static {(_result is null ? "void" : _result.Type + "[]")} LaunchBatch(")
            .Line($"    {_names.DeviceParameter}, int {_names.Count}, {declared}{_names.TokenParameter})")
            .Open();
        foreach (var statement in parameters.SelectMany(p => p.Checks)) code.Line(statement);
        foreach (var statement in _result?.Arrays ?? []) code.Line(statement);
        code.Line("s_entry.LaunchBatch(")
            .Line($"    {_names.Device}, {_names.Count}, {slots.Code},")
            .Line($"    new {Runtime}BatchParameter[] {{ {string.Join(", ", described)} }},")
            .Line($"    {slots.Arrays}, {_names.Token});");
        foreach (var statement in _result?.ReturnArray ?? []) code.Line(statement);
        code.Close();
    }
}
