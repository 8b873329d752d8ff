using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>What all structured operations of the dialect have.</summary>
public abstract class StructuredOp : Operation, IStructuredOp, IHasValueEffects, IVerifyRegions
{
    protected StructuredOp(OperationState state) : base(state) { }

    protected StructuredOp(OpInfo info, OpParts parts) : base(info, parts) { }

    /// <summary>All operations of this kind that are no <c>linalg.generic</c>.</summary>
    public static IEnumerable<OpInfo> NamedInfos =>
    [
        MapOp.OpInfo, LinalgReduceOp.OpInfo, LinalgTransposeOp.OpInfo, LinalgBroadcastOp.OpInfo,
        .. NamedOpTable.All.Select(definition => definition.Info),
    ];

    public static IEnumerable<OpInfo> AllInfos => NamedInfos.Append(GenericOp.OpInfo);

    public abstract OperandRange DpsInputs { get; }

    public abstract OperandRange DpsInits { get; }

    public abstract Sequence<AffineMap> IndexingMaps { get; }

    public abstract Sequence<IteratorType> IteratorTypes { get; }

    public virtual OperandRange BodyOperands => Operands;

    public IReadOnlyList<MemoryEffect> ValueEffects => this.EffectsOnOperands(this.ReadsInit);

    public MemoryEffects Effects => ValueEffects.Aggregate(MemoryEffects.None, (all, effect) => all | effect.Kind);

    public override bool VerifyRegionInvariants(DiagnosticBag diagnostics) =>
        TraitVerifier.ImplicitTerminator(this, LinalgYieldOp.OpInfo, diagnostics);

    public virtual bool VerifyRegions(DiagnosticBag diagnostics) => StructuredOpVerifier.Verify(this, diagnostics);

    protected static Sequence<IteratorType> AllParallel(int count) => new([.. Enumerable.Repeat(IteratorType.Parallel, count)]);

    protected static int RankOf(Value value) => value.Type is MemRefType or RankedTensorType ? ((ShapedType)value.Type).Rank : 0;

    /// <summary>The loops without some.</summary>
    protected static AffineMap IdentityWithout(int rank, Sequence<long> dropped) =>
        new(rank, 0, [.. Enumerable.Range(0, rank).Where(loop => !dropped.Contains(loop)).Select(AffineExpr.Dim)]);
}
