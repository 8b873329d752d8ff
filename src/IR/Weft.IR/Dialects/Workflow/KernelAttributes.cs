namespace Weft.IR;

public enum ArgumentAccess
{
    In,
    Out,
    InOut,
}

/// <summary>
/// The attributes that make a function a kernel: <c>wf.kernel</c> on the function, and on each argument <c>wf.param</c> with its
/// .weft spelling, for example <c>"y: inout f32[n]"</c>. Outputs are arguments, too.
/// </summary>
public static class KernelAttributes
{
    public const string Kernel = "wf.kernel";

    public const string Parameter = "wf.param";

    public const string Doc = "wf.doc";

    public static bool IsKernel(Operation op) => op is GraphOp || op.Attribute(Kernel) is not null;

    /// <summary>The .weft spelling of an argument, or null when the function says none.</summary>
    public static string? ParameterOf(IFunction function, int index) =>
        ((function.ArgumentAttributes?.Elements[index] as DictionaryAttr)?[Parameter] as StringAttr)?.Value;

    public static ArgumentAccess AccessOf(IFunction function, int index)
    {
        if (ParameterOf(function, index) is not { } text || text.IndexOf(':') is not (>= 0 and var colon)) return ArgumentAccess.In;
        var rest = text.Substring(colon + 1).TrimStart();
        return rest.StartsWith("inout ", System.StringComparison.Ordinal) ? ArgumentAccess.InOut
            : rest.StartsWith("out ", System.StringComparison.Ordinal) ? ArgumentAccess.Out
            : ArgumentAccess.In;
    }
}
