using System.Collections.Generic;
using System.Linq;
using Weft.IR;

namespace Weft.Frontend.CSharp;

/// <summary>Parameters in the spelling of kernel signatures: <c>y: inout f32[y_0]</c>.</summary>
internal static class SignatureText
{
    /// <param name="isWritten">For each number of the parameters whether the kernel writes it.</param>
    public static Sequence<ParameterModel> Of(Sequence<ParameterModel> parameters, IEnumerable<bool> isWritten)
    {
        var written = new Queue<bool>(isWritten);
        return parameters.Select(p => p with { Texts = p.Leaves.Select(leaf => Of(p, leaf, written.Dequeue())) });
    }

    private static string Of(ParameterModel parameter, ParameterLeaf leaf, bool isWritten)
    {
        var name = parameter.Name + leaf.Path;
        if (parameter.IsReference) return $"{name}: {(parameter.Modifier == "out " ? "out" : "inout")} {leaf.Type.WeftName}";
        if (parameter.Array is not { } array) return $"{name}: {leaf.Type.WeftName}";
        // The lengths of C# arrays have nothing to do with each other: each dimension has a symbol of its own.
        var extents = Enumerable.Range(0, array.Rank).Select(d => $"{SymbolOf(parameter.Name)}_{d}");
        var stride = leaf.Stride == 1 ? "" : $" stride {leaf.Stride}";
        return $"{name}: {(isWritten ? "inout " : "")}{leaf.Type.WeftName}[{string.Join(", ", extents)}]{stride}";
    }

    // Shape symbols are ASCII; C# names need not be.
    private static string SymbolOf(string name) => string.Concat(name.Select(c => IsAscii(c) ? c.ToString() : $"u{(int)c:x4}"));

    private static bool IsAscii(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_';
}
