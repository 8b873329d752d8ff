using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;

namespace Weft.IR;

/// <summary>
/// An element of memory at affine subscripts that are drawn into limits, as those of stencils are at borders: that at
/// <c>s + max(from - s, 0) - max(s - to, 0)</c> for a subscript <c>s</c> in each dimension, which is <c>max(from, min(s, to))</c> where
/// the limits are in order. A limit that is the subscript itself is none. Undefined when an element is not in range.
/// </summary>
/// <remarks>Each subscript, limits and all, is an affine expression of one list of inputs, so that what moves counters moves all of
/// them.</remarks>
[Op("wf.clamped_load")]
public sealed partial class ClampedLoadOp : Operation, IAffineElementRead, IHasValueEffects
{
    public MemoryEffects Effects => MemoryEffects.Read;

    public IReadOnlyList<MemoryEffect> ValueEffects => [new(MemoryEffects.Read, Memref)];

    /// <summary>The subscripts, then the lower, then the upper limits.</summary>
    [Attr] public partial AffineMapAttr Map { get; set; }

    [Operand<AnyMemRef>] public partial Value Memref { get; }

    [Operand<Index>] public partial OperandRange Indices { get; }

    [Result<AnyType>] public partial OpResult Result { get; }

    public ClampedLoadOp(Value memref, AffineValueMap subscripts, AffineValueMap from, AffineValueMap to)
        : this(memref, subscripts.And(from).And(to).Canonicalized()) { }

    private ClampedLoadOp(Value memref, AffineValueMap all)
        : this(new AffineMapAttr(all.Map), memref, all.Operands, ((MemRefType)memref.Type).Element) { }

    /// <summary>Subscripts and limits.</summary>
    public AffineValueMap ValueMap
    {
        get => new(Map.Map, Indices);
        set
        {
            Map = new(value.Map);
            SetOperands([Memref, .. value.Operands]);
        }
    }

    public AffineValueMap Subscripts => Third(0);

    public AffineValueMap From => Third(1);

    public AffineValueMap To => Third(2);

    /// <summary>Whether the subscript of a dimension has a lower limit.</summary>
    public bool HasFrom(int dimension) => From.Map.Results[dimension] != Map.Map.Results[dimension];

    /// <summary>Whether the subscript of a dimension has an upper limit.</summary>
    public bool HasTo(int dimension) => To.Map.Results[dimension] != Map.Map.Results[dimension];

    /// <summary>Whether the subscript of a dimension has a limit.</summary>
    public bool IsClamped(int dimension) => HasFrom(dimension) || HasTo(dimension);

    /// <summary>Whether any subscript has a limit.</summary>
    public bool HasLimits => Enumerable.Range(0, Rank).Any(IsClamped);

    /// <summary>The same without the limits of some dimensions, of which it is known that subscripts keep them.</summary>
    public AffineValueMap Without(IReadOnlyCollection<int> dimensions)
    {
        AffineExpr Limit(int i) => dimensions.Contains(i % Rank) ? Map.Map.Results[i % Rank] : Map.Map.Results[i];
        return ValueMap with { Map = Map.Map.With(Enumerable.Range(0, Map.Map.Results.Count).Select(Limit)) };
    }

    public static bool Parse(IrParser parser, OperationState state) => AffineAccessForm.ParseElement(parser, state, "from", "to");

    public override void PrintCustom(IrPrinter printer) => AffineAccessForm.Print(printer, this);

    private int Rank => ((MemRefType)Memref.Type).Rank;

    private AffineValueMap Third(int place) => new(Map.Map.Slice(place * Rank, Rank), Indices);

    private bool Verify(DiagnosticBag diagnostics) =>
        (Result.Type == ((MemRefType)Memref.Type).Element || Error(diagnostics, "result type must match element type of memref"))
        && (Map.Map.Results.Count == 3 * Rank
            || Error(diagnostics, "expects a subscript, a lower limit and an upper limit for each dimension of the memref"))
        && AffineRules.VerifyInputs(this, this, diagnostics);
}
