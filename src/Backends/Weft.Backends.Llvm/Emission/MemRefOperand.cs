using Weft.IR;

namespace Weft.Backends.Llvm;

/// <summary>A memref in registers: the address of its first element and one operand per extent.</summary>
/// <param name="Strides">How far apart neighbours lie, in elements; null for dense and row-major.</param>
/// <param name="Within">The memory that it lies in; null where it is all of it. Every index within the extents is in there.</param>
internal sealed record MemRefOperand(
    string Pointer, IReadOnlyList<string> Extents, IReadOnlyList<string>? Strides = null, MemRefOperand.Memory? Within = null)
{
    /// <summary>Memory that views lie in.</summary>
    /// <param name="Base">Where it begins.</param>
    /// <param name="Offset">How many elements behind that the view has its first element.</param>
    /// <param name="Count">How many elements it has room for.</param>
    internal sealed record Memory(string Base, string Offset, string Count);

    /// <summary>A memref of a type.</summary>
    /// <param name="next">Gives an operand of an LLVM type for each part that the memref's type leaves open.</param>
    public static MemRefOperand Of(MemRefType type, Func<string, string> next)
    {
        string Number(long number) => IsOpen(number) ? next("i64") : LlvmTypes.Extent(number);
        var pointer = next("ptr");
        var extents = type.Shape.Select(Number).ToList();
        if (type.HasIdentityLayout || type.Strided is not { } layout) return new(pointer, extents);
        return new(pointer, extents, [.. layout.Strides.Select(Number)], new(next("ptr"), Number(layout.Offset), next("i64")));
    }

    /// <summary>The operands that <see cref="Of"/> asks for, in its order.</summary>
    public IEnumerable<(string Type, string Operand)> Parts(MemRefType type)
    {
        yield return ("ptr", Pointer);
        for (var d = 0; d < Extents.Count; d++)
            if (IsOpen(type.Shape[d])) yield return ("i64", Extents[d]);
        if (type.HasIdentityLayout || type.Strided is not { } layout) yield break;
        for (var d = 0; d < Extents.Count; d++)
            if (IsOpen(layout.Strides[d])) yield return ("i64", Strides![d]);
        yield return ("ptr", Within!.Base);
        if (IsOpen(layout.Offset)) yield return ("i64", Within.Offset);
        yield return ("i64", Within.Count);
    }

    /// <summary>The strides, computed from the extents where elements are dense.</summary>
    public IReadOnlyList<string> StridesOr(FunctionEmitter to) => Strides ?? RowMajor(to, Extents);

    /// <summary>The memory that it lies in, or is.</summary>
    public Memory WithinOr(FunctionEmitter to) =>
        Within ?? new(Pointer, "0", Extents.Aggregate("1", (product, extent) => to.Multiply(product, extent)));

    /// <summary>The strides of dense memory with the given extents.</summary>
    public static IReadOnlyList<string> RowMajor(FunctionEmitter to, IReadOnlyList<string> extents)
    {
        var strides = new string[extents.Count];
        for (var d = extents.Count - 1; d >= 0; d--)
            strides[d] = d == extents.Count - 1 ? "1" : to.Multiply(strides[d + 1], extents[d + 1]);
        return strides;
    }

    private static bool IsOpen(long number) => number == ShapedType.Dynamic;
}
