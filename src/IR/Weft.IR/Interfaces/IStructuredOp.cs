using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>How the turns of one loop of a structured operation relate.</summary>
[IrEnum("linalg.iterator_type", EnumForm.Attribute, CppName = "::mlir::utils::IteratorType")]
public enum IteratorType
{
    /// <summary>They are independent.</summary>
    Parallel,

    /// <summary>They add to the same elements.</summary>
    Reduction,
}

/// <summary>
/// A computation on the points of a domain of loops. At each point it takes one element of each operand (found by the operand's map), and
/// its one block gives new elements of the destinations. The loops' extents follow from the operands' shapes.
/// </summary>
public interface IStructuredOp : IDestinationStyle
{
    /// <summary>The operands in front of the destinations.</summary>
    OperandRange DpsInputs { get; }

    /// <summary>For each operand, from the loops to its subscripts.</summary>
    Sequence<AffineMap> IndexingMaps { get; }

    Sequence<IteratorType> IteratorTypes { get; }

    /// <summary>The operands whose elements the body takes as arguments.</summary>
    OperandRange BodyOperands { get; }
}

/// <summary>What holds for all structured operations.</summary>
public static class StructuredOps
{
    extension(IStructuredOp op)
    {
        public Operation Self => (Operation)op;

        public int LoopCount => op.IteratorTypes.Count;

        public Region BodyRegion => op.Self.Regions[0];

        public Block Body => op.BodyRegion.Entry;

        /// <summary>What the body gives to the destinations.</summary>
        public OperandRange Yielded => op.Body.Last!.Operands;

        public bool IsAllParallel => op.IteratorTypes.All(type => type == IteratorType.Parallel);

        /// <summary>There is a tensor among the operands, and no memory.</summary>
        public bool HasPureTensors => op.Has<RankedTensorType>() && !op.Has<MemRefType>();

        public bool HasPureBuffers => op.Has<MemRefType>() && !op.Has<RankedTensorType>();

        /// <summary>
        /// For each loop the first subscript that is just its variable: where its extent comes from. Null when some loop has none.
        /// </summary>
        public IReadOnlyList<OperandDimension>? LoopSources
        {
            get
            {
                var found = new OperandDimension?[op.LoopCount];
                var maps = op.IndexingMaps;
                for (var operand = 0; operand < maps.Count; operand++)
                    for (var dimension = 0; dimension < maps[operand].Results.Count; dimension++)
                        if (maps[operand].Results[dimension] is AffineDim { Position: var loop } && loop < found.Length)
                            found[loop] ??= new(operand, dimension);
                return found.Contains(null) ? null : found.Select(source => source!.Value).ToList();
            }
        }

        /// <summary>The loops' extents as far as the types say them; null when a loop has no source.</summary>
        public IReadOnlyList<long>? StaticLoopRanges =>
            op.LoopSources?.Select(source => op.ShapeOf(source.Operand)[source.Dimension]).ToList();

        /// <summary>Whether all extents are known without some operands.</summary>
        public bool CanDrop(IReadOnlyCollection<int> operands)
        {
            var (found, any) = (new HashSet<int>(), false);
            var maps = op.IndexingMaps;
            for (var i = 0; i < maps.Count; i++)
            {
                if (operands.Contains(i)) continue;
                any = true;
                found.UnionWith(maps[i].Results.OfType<AffineDim>().Select(dim => dim.Position));
            }

            return any ? found.Count == op.LoopCount : op.LoopCount == 0;
        }

        private bool Has<T>() where T : ShapedType => op.Self.Operands.Types.Any(type => type is T);

        /// <summary>The shape of an operand; empty for a scalar, which a vector is, too.</summary>
        public Sequence<long> ShapeOf(int operand) =>
            op.Self.Operands[operand].Type is MemRefType or RankedTensorType ? ((ShapedType)op.Self.Operands[operand].Type).Shape : [];

        /// <summary>Whether the body looks at the element that a destination has.</summary>
        public bool ReadsInit(int init) =>
            op.DpsInputs.Count + init is var operand && operand < op.BodyOperands.Count && op.Body.Arguments[operand].HasUses;
    }
}

/// <summary>One dimension of one operand.</summary>
public readonly record struct OperandDimension(int Operand, int Dimension);
