using System.Linq;

namespace Weft.Frontend.CSharp;

/// <summary>Parameters in the spelling of kernel signatures: <c>y: inout f32[y_0]</c>.</summary>
internal static class SignatureText
{
    public static string Of(ParameterModel parameter, bool isWritten)
    {
        if (parameter.Array is not { } array) return $"{parameter.Name}: {parameter.Scalar!.WeftName}";
        // The lengths of C# arrays have nothing to do with each other: each dimension has a symbol of its own.
        var extents = Enumerable.Range(0, array.Rank).Select(d => $"{SymbolOf(parameter.Name)}_{d}");
        return $"{parameter.Name}: {(isWritten ? "inout " : "")}{array.Element.WeftName}[{string.Join(", ", extents)}]";
    }

    // Shape symbols are ASCII; C# names need not be.
    private static string SymbolOf(string name) => string.Concat(name.Select(c => IsAscii(c) ? c.ToString() : $"u{(int)c:x4}"));

    private static bool IsAscii(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_';
}
