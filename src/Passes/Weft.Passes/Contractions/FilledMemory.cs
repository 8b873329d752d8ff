using Weft.IR;

namespace Weft.Passes;

/// <summary>Memory that a pass makes, and fills itself before anything of it is read.</summary>
internal static class FilledMemory
{
    /// <param name="extents">What the type does not say of them.</param>
    /// <param name="alignment">In bytes; null for that of the elements.</param>
    public static AllocOp FilledArray(
        this Builder builder, IReadOnlyList<Value> extents, MemRefType type, long? alignment = CpuModel.LineBytes)
    {
        var memory = builder.Insert(new AllocOp(extents, [], type, alignment));
        memory.SetAttribute(KernelAttributes.Filled, UnitAttr.Instance);
        return memory;
    }
}
