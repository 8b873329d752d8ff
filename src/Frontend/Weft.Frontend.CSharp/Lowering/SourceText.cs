using Microsoft.CodeAnalysis;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>Source as messages quote it: one line, not too long.</summary>
internal static class SourceText
{
    private const int MaxLength = 60;

    public static string Of(IOperation op) => Of(op.Syntax);

    public static string Of(SyntaxNode node)
    {
        var text = node.ToString();
        var end = text.IndexOfAny(['\r', '\n']);
        if (end < 0 && text.Length <= MaxLength) return text;
        return text.Substring(0, end >= 0 && end < MaxLength ? end : MaxLength).TrimEnd() + " ...";
    }
}
