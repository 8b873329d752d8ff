namespace Weft.IR;

/// <summary>Memory spaces of the gpu dialect on types.</summary>
public static class GpuSpaces
{
    extension(MemRefType type)
    {
        /// <summary>The space of the gpu dialect, when the type names one.</summary>
        public AddressSpace? GpuSpace => type.MemorySpace is EnumAttr { Keywords: var keywords, Value: var value }
            && ReferenceEquals(keywords, AddressSpaceKeywords.Keywords) ? (AddressSpace)value : null;

        public bool IsIn(AddressSpace space) => type.GpuSpace == space;
    }

    /// <summary>Memory that a kernel declares is a memref in the right space, if that is named at all: lowered ones have numbers.</summary>
    internal static bool Verify(
        Operation op, System.Collections.Generic.IEnumerable<BlockArgument> attributions, AddressSpace space, DiagnosticBag diagnostics)
    {
        foreach (var attribution in attributions)
        {
            if (attribution.Type is not MemRefType type) return op.Error(diagnostics, "expected memref type in attribution");
            if (type.GpuSpace is { } other && other != space)
                return op.Error(diagnostics, $"expected memory space {space.Keyword()} in attribution");
        }

        return true;
    }
}
