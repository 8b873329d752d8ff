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

    /// <summary>On an operation that makes an array: its name in the source.</summary>
    public const string Name = "wf.name";

    /// <summary>On a condition: it almost always holds, and code is laid out for that.</summary>
    public const string Likely = "wf.likely";

    public static bool IsKernel(Operation op) => op is GraphOp || op.Attribute(Kernel) is not null;

    /// <summary>The .weft spelling of an argument, or null when the function says none.</summary>
    public static string? ParameterOf(IFunction function, int index) =>
        ((function.ArgumentAttributes?.Elements[index] as DictionaryAttr)?[Parameter] as StringAttr)?.Value;

    /// <summary>The name of an argument in the source, or null.</summary>
    public static string? NameOf(IFunction function, int index) =>
        ParameterOf(function, index) is { } text && text.IndexOf(':') is > 0 and var colon ? text.Substring(0, colon).Trim() : null;

    /// <summary>The extents of an argument as formulas; empty for scalars and where the function says nothing.</summary>
    public static System.Collections.Generic.IReadOnlyList<ShapeExpr> ShapeOf(IFunction function, int index) => ShapeOf(ParameterOf(function, index));

    /// <summary>The extents in the text of a parameter.</summary>
    public static System.Collections.Generic.IReadOnlyList<ShapeExpr> ShapeOf(string? parameter)
    {
        if (parameter is null || parameter.IndexOf('[') is not (>= 0 and var open) || parameter.IndexOf(']') is not (>= 0 and var close) || close < open) return [];
        var shape = new System.Collections.Generic.List<ShapeExpr>();
        foreach (var part in parameter.Substring(open + 1, close - open - 1).Split(','))
        {
            if (ShapeExpr.TryParse(part.Trim()) is not { } extent) return [];
            shape.Add(extent);
        }

        return shape;
    }

    public static ArgumentAccess AccessOf(IFunction function, int index)
    {
        if (ParameterOf(function, index) is not { } text || text.IndexOf(':') is not (>= 0 and var colon)) return ArgumentAccess.In;
        var rest = text.Substring(colon + 1).TrimStart();
        return rest.StartsWith("inout ", System.StringComparison.Ordinal) ? ArgumentAccess.InOut
            : rest.StartsWith("out ", System.StringComparison.Ordinal) ? ArgumentAccess.Out
            : ArgumentAccess.In;
    }
}
