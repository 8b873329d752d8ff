using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Weft.IR;

namespace Weft.Frontend.CSharp.Workflows;

/// <summary>What <c>[Workflow(At = "gpu(0.2) else cpu", Deadline = "5ms")]</c> says.</summary>
internal static class WorkflowOptions
{
    public const string Attribute = "Weft.WorkflowAttribute";

    public static bool IsWorkflow(IMethodSymbol method) => Find(method) is not null;

    /// <summary>What is wrong with the options: what was written, and what to write.</summary>
    public static IEnumerable<(string Written, string Instead)> Mistakes(IMethodSymbol method)
    {
        if (Text(method, "At") is { } at && Placement.TryParse(at) is null)
            yield return (at, $"devices ({string.Join(", ", Placement.Devices)}), for example \"gpu(0.2) else cpu\"");
        if (Text(method, "Deadline") is { } deadline && Durations.TryParse(deadline) is null)
            yield return (deadline, $"a number and a unit ({string.Join(", ", Durations.Units)}), for example \"5ms\"");
    }

    public static void Annotate(GraphOp graph, IMethodSymbol method)
    {
        if (Text(method, "At") is { } at) graph.SetAttribute(KernelAttributes.At, new StringAttr(at));
        if (Text(method, "Deadline") is { } deadline) graph.SetAttribute(KernelAttributes.Deadline, new StringAttr(deadline));
    }

    private static string? Text(IMethodSymbol method, string option) =>
        Find(method)!.NamedArguments.FirstOrDefault(a => a.Key == option).Value.Value as string;

    private static AttributeData? Find(IMethodSymbol method) =>
        method.GetAttributes().FirstOrDefault(a => a.AttributeClass?.ToDisplayString() == Attribute);
}
