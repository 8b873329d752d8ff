using Weft.IR;

namespace Weft.Passes;

/// <summary>Memory of wide integers, as memory of their pairs of halves.</summary>
internal static partial class WideIntMemory
{
    [Rule]
    private static Operation Alloc(AllocOp op, ConversionRewriter rewriter) => new AllocOp(
        op.DynamicSizes.ToArray(), op.SymbolOperands.ToArray(), rewriter.Types[op.Memref.Type], op.Alignment);

    [Rule]
    private static Operation Alloca(AllocaOp op, ConversionRewriter rewriter) => new AllocaOp(
        op.DynamicSizes.ToArray(), op.SymbolOperands.ToArray(), rewriter.Types[op.Memref.Type], op.Alignment);

    [Rule]
    private static Operation Load(LoadOp op, ConversionRewriter rewriter) =>
        new LoadOp(rewriter[op.Memref], op.Indices.ToArray()) { Nontemporal = op.Nontemporal };

    [Rule]
    private static Operation Store(StoreOp op, ConversionRewriter rewriter) =>
        new StoreOp(rewriter[op.Value], rewriter[op.Memref], op.Indices.ToArray()) { Nontemporal = op.Nontemporal };
}
