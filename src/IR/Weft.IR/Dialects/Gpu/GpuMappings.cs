using System.Collections.Immutable;
using System.Linq;

namespace Weft.IR;

/// <summary>What a loop of an <c>scf.forall</c> runs on: <c>#gpu.thread&lt;x&gt;</c>. The dimensions of all kinds of processors have the
/// same names. A copy is put in a memory: <c>#gpu.memory_space&lt;workgroup&gt;</c>.</summary>
public static class DeviceMappings
{
    private static readonly ImmutableArray<(string Keyword, long Value)> Dimensions =
        [.. new[] { "x", "y", "z" }.Concat(Enumerable.Range(0, 10).Select(i => $"linear_dim_{i}")).Select((name, i) => (name, (long)i))];

    public static ImmutableArray<EnumKeywords> All { get; } =
    [
        Processor("block"), Processor("warpgroup"), Processor("warp"), Processor("thread"),
        new("gpu.memory_space", false, AddressSpaceKeywords.Keywords.Cases) { CppName = AddressSpaceKeywords.Keywords.CppName },
    ];

    public static bool IsMapping(Attribute attribute) => attribute is EnumAttr { Keywords: var keywords } && All.Contains(keywords);

    private static EnumKeywords Processor(string mnemonic) =>
        new($"gpu.{mnemonic}", false, Dimensions) { CppName = "::mlir::gpu::MappingId" };
}

/// <summary>What one loop of an <c>scf.parallel</c> runs on.</summary>
[IrEnum("gpu.processor", EnumForm.I64, CppName = "::mlir::gpu::Processor")]
public enum LoopProcessor
{
    [Keyword("block_x")] BlockX,
    [Keyword("block_y")] BlockY,
    [Keyword("block_z")] BlockZ,
    [Keyword("thread_x")] ThreadX,
    [Keyword("thread_y")] ThreadY,
    [Keyword("thread_z")] ThreadZ,
    Sequential,
}
