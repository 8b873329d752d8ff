using Weft.IR;
using System.Collections.Immutable;

namespace Weft.Runtime;

/// <summary>Reads what <see cref="KernelParameter.ToString"/> writes.</summary>
public static class ParameterText
{
    /// <summary>Parses <c>name: [out|inout] element[dims] [= default]</c>; null when the text is not of that form.</summary>
    public static KernelParameter? TryParse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1) return null;
        var name = text[..colon].Trim();
        var rest = text[(colon + 1)..].Trim();
        var access = Access.In;
        if (TakeWord(ref rest, "inout ")) access = Access.InOut;
        else if (TakeWord(ref rest, "out ")) access = Access.Out;

        string? initial = null;
        if (rest.IndexOf('=', StringComparison.Ordinal) is >= 0 and var equals) (rest, initial) = (rest[..equals].Trim(), rest[(equals + 1)..]);

        ImmutableArray<ShapeExpr> shape = [];
        if (rest.EndsWith(']'))
        {
            var open = rest.IndexOf('[', StringComparison.Ordinal);
            if (open < 0 || TryParseShape(rest[(open + 1)..^1]) is not { } dims) return null;
            (shape, rest) = (dims, rest[..open].Trim());
        }

        if (!ElementTypes.TryParse(rest, out var element)) return null;
        if (initial is null) return new(name, element, shape, access);
        return ScalarText.Parse(element, initial) is { } value ? new(name, element, shape, access, value) : null;
    }

    private static ImmutableArray<ShapeExpr>? TryParseShape(string text)
    {
        var dims = ImmutableArray.CreateBuilder<ShapeExpr>();
        foreach (var part in text.Split(','))
        {
            if (ShapeExpr.TryParse(part.Trim()) is not { } dim) return null;
            dims.Add(dim);
        }

        return dims.ToImmutable();
    }

    private static bool TakeWord(ref string text, string word)
    {
        if (!text.StartsWith(word, StringComparison.Ordinal)) return false;
        text = text[word.Length..].TrimStart();
        return true;
    }
}
