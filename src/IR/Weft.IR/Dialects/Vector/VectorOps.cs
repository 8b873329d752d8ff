using System;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>0, 1, 2 and so on.</summary>
[Op("vector.step", Format = "attr-dict `:` type($result)")]
[Traits(Pure)]
public sealed partial class StepOp : Operation, IFold
{
    [Result<VectorOfRank1OfIndex>] public partial OpResult Result { get; }

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => Result.Type is VectorType { HasScalableDimension: false } type
        ? Elements.Pack(type.ElementCount, type, IntegerAttr.Index) : default(FoldResult);
}

/// <summary>How many times the size that is written a scalable dimension has on the machine.</summary>
[Op("vector.vscale", Format = "attr-dict")]
[Traits(Pure)]
public sealed partial class VscaleOp : Operation, Text.INamesValues
{
    [Result<Index>] public partial OpResult Res { get; }

    public void SuggestNames(Action<Value, string> suggest) => suggest(Res, "vscale");
}
