using System;
using System.Globalization;
using System.Linq;

namespace Weft.IR;

public enum Access
{
    In,
    Out,
    InOut,
}

/// <summary>One parameter of a kernel or workflow as <c>wf.param</c> stores it and people read it: .weft's own spelling,
/// <c>name: [in|out|inout] element[dims] [stride n] [= default]</c>.</summary>
/// <param name="Shape">One formula per dimension over the kernel's shape symbols; empty for a scalar.</param>
/// <param name="Default">The text of the value of an omitted scalar argument, or null when it must be given.</param>
public sealed record ParameterSpelling(string Name, Access Access, ElementType Element, Sequence<ShapeExpr> Shape, string? Default = null)
{
    /// <summary>How far apart neighbours of the last dimension lie, in elements: an array of structs is an array of each field, with a
    /// stride. Rows follow one another.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>The layout of an array argument with a stride: all but the last follow from the extents. Null for dense ones.</summary>
    public static StridedLayoutAttr? LayoutOf(int rank, int stride) => stride == 1 ? null
        : new(0, Enumerable.Range(1, rank).Select(d => d == rank ? stride : ShapedType.Dynamic).ToSequence());

    /// <summary>Null when the text is not of that form.</summary>
    public static ParameterSpelling? TryParse(string text)
    {
        var colon = text.IndexOf(':');
        if (colon < 1) return null;
        var rest = text.Substring(colon + 1).Trim();
        var access = TakeWord(ref rest, "inout ") ? Access.InOut : TakeWord(ref rest, "out ") ? Access.Out : Access.In;

        string? initial = null;
        if (rest.IndexOf('=') is >= 0 and var equals)
            (rest, initial) = (rest.Substring(0, equals).Trim(), rest.Substring(equals + 1).Trim());

        if (!TryTakeStride(ref rest, out var stride)) return null;
        Sequence<ShapeExpr> shape = [];
        if (rest.EndsWith("]", StringComparison.Ordinal))
        {
            if (rest.IndexOf('[') is not (>= 0 and var open)) return null;
            if (TryParseShape(rest.Substring(open + 1, rest.Length - open - 2)) is not { } dimensions) return null;
            (shape, rest) = (dimensions, rest.Substring(0, open).Trim());
        }

        if (ElementTypes.Parse(rest) is not { } element) return null;
        return new(text.Substring(0, colon).Trim(), access, element, shape, initial) { Stride = stride };
    }

    public override string ToString()
    {
        var access = Access switch { Access.In => "", Access.Out => "out ", _ => "inout " };
        var dimensions = Shape.Count == 0 ? "" : $"[{string.Join(", ", Shape)}]";
        var stride = Stride == 1 ? "" : $" stride {Stride}";
        return $"{Name}: {access}{Element.Name}{dimensions}{stride}{(Default is null ? "" : $" = {Default}")}";
    }

    private static Sequence<ShapeExpr>? TryParseShape(string text)
    {
        var parts = text.Split(',');
        var shape = new ShapeExpr[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (ShapeExpr.TryParse(parts[i].Trim()) is not { } dimension) return null;
            shape[i] = dimension;
        }

        return [.. shape];
    }

    // Only arrays have strides.
    private static bool TryTakeStride(ref string text, out int stride)
    {
        const string Word = "] stride ";
        stride = 1;
        var at = text.IndexOf(Word, StringComparison.Ordinal);
        if (at < 0) return true;
        var digits = text.Substring(at + Word.Length);
        text = text.Substring(0, at + 1);
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out stride) && stride > 0;
    }

    private static bool TakeWord(ref string text, string word)
    {
        if (!text.StartsWith(word, StringComparison.Ordinal)) return false;
        text = text.Substring(word.Length).TrimStart();
        return true;
    }
}
