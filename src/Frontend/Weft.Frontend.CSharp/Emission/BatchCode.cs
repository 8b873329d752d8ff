using System.Collections.Generic;
using System.Linq;

namespace Weft.Frontend.CSharp;

/// <summary>The method that launches a kernel on each item of a batch.</summary>
internal sealed class BatchCode(KernelModel kernel)
{
    private readonly LaunchNames _names = new(kernel);
    private readonly ResultCode? _result = kernel.Result is { } result ? new(result, new(kernel)) : null;

    // Arrays that items return may be of different lengths: there is no batch of those.
    private bool IsNeeded => _result is not { HasArrays: true };

    private string Returns => _result is null ? "void" : _result.Type + "[]";

    public void Emit(CodeWriter code)
    {
        if (!IsNeeded) return;
        BatchParameterCode[] parameters = [.. kernel.Parameters.Select(p => new BatchParameterCode(p))];
        var (slots, items) = (new SlotList(), new List<string>());
        foreach (var extent in _names.Sizes.SelectMany(LaunchNames.Extents))
        {
            slots.Add(extent);
            items.Add(BatchParameterCode.All);
        }

        foreach (var parameter in parameters) parameter.AddTo(slots, items, _names);
        _result?.AddTo(slots, items);
        code.Line().Line("/// <summary>Runs the kernel on each of so many items, several at once. Items follow one another: arrays have a")
            .Line("/// dimension for them in front, spans hold all of them. A number is shared by all, or there is one for each.</summary>")
            .Line("/// <exception cref=\"global::System.ArgumentException\">The items cannot share an array equally.</exception>")
            .Line($"public static {Returns} LaunchBatch(")
            .Line($"    {_names.DeviceParameter}, int {_names.Count}, {Declared(parameters)}{_names.TokenParameter})")
            .Open();
        foreach (var statement in parameters.SelectMany(p => p.ChecksFor(_names.Count))) code.Line(statement);
        foreach (var statement in parameters.Select(p => p.ShapeFor(_names)).OfType<string>()) code.Line(statement);
        foreach (var statement in _result?.Arrays ?? []) code.Line(statement);
        var launch = kernel.IsWorkflow ? "LaunchBatchApart" : "LaunchBatch";
        code.Line($"s_entry.{launch}(")
            .Line($"    {_names.Device}, {_names.Count}, {slots.Code},")
            .Line($"    {SlotList.CodeOf(items)}, {slots.Arrays}, {_names.Token});");
        foreach (var statement in _result?.ReturnArray ?? []) code.Line(statement);
        code.Close();
    }

    /// <summary>What the class around a variant has of it.</summary>
    public void EmitOverload(CodeWriter code)
    {
        if (!IsNeeded) return;
        BatchParameterCode[] parameters = [.. kernel.Parameters.Select(p => new BatchParameterCode(p))];
        var passed = string.Concat(_names.Sizes.Concat(parameters.Select(p => p.Name)).Select(name => name + ", "));
        code.Line().Line($"/// <summary>As <c>{kernel.Variant}.LaunchBatch</c>.</summary>")
            .Line($"public static {Returns} LaunchBatch(")
            .Line($"    {_names.DeviceParameter}, int {_names.Count}, {Declared(parameters)}{_names.TokenParameter}) =>")
            .Line($"    {kernel.Variant}.LaunchBatch({_names.Device}, {_names.Count}, {passed}{_names.Token});");
    }

    private string Declared(IEnumerable<BatchParameterCode> parameters) =>
        _names.SizeParameters + string.Concat(parameters.Select(p => $"{p.Type} {p.Name}, "));
}
