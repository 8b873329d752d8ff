using System.Collections.Immutable;

namespace Weft.Benchmarks;

/// <summary>What a user of .NET has for an operator: loops in C#, and System.Numerics.Tensors.</summary>
/// <param name="Name">That of the kernel's program.</param>
/// <param name="Plain">Loops over spans, as one writes them.</param>
/// <param name="ByPrimitives">Calls of TensorPrimitives, as many as it takes; null where one would not use them.</param>
internal sealed record DotNetPeer(string Name, Action<SuiteArguments> Plain, Action<SuiteArguments>? ByPrimitives = null)
{
    public const string Loops = "C#", Primitives = "TensorPrimitives";

    public static ImmutableArray<DotNetPeer> All { get; } =
    [
        new("chain", PlainLoops.Chain, TensorCalls.Chain),
        new("total", PlainLoops.Total, TensorCalls.Total),
        new("largest", PlainLoops.Largest, TensorCalls.Largest),
        new("dot", PlainLoops.Dot, TensorCalls.Dot),
        new("softmax", PlainLoops.Softmax, TensorCalls.Softmax),
        new("layernorm", PlainLoops.Layernorm, TensorCalls.Layernorm),
        new("stencil5", PlainLoops.Stencil5, TensorCalls.Stencil5),
        new("blur3", PlainLoops.Blur3, TensorCalls.Blur3),
        new("blur3_u8", PlainLoops.Blur3Bytes),
        new("gauss5", PlainLoops.Gauss5, TensorCalls.Gauss5),
        new("transpose", PlainLoops.Transpose),
        new("matmul", Products.One(PlainLoops.Product), Products.One(TensorCalls.Product)),
        new("batched", Products.Batched(PlainLoops.Product), Products.Batched(TensorCalls.Product)),
        new("conv3x3", PlainLoops.Conv3x3),
        new("attention", PlainLoops.Attention, TensorCalls.Attention),
    ];
}
