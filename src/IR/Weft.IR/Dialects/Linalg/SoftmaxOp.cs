using System;
using System.Collections.Generic;

namespace Weft.IR;

/// <summary>Exponentials of the elements, divided by their sum along one dimension; the largest element there is subtracted first.
/// </summary>
[Op("linalg.softmax", Format = "attr-dict `dimension` `(` $dimension `)` `ins` `(` $input `:` type($input) `)` "
    + "`outs` `(` $output `:` type($output) `)` (`->` type($result)^)?")]
[Holds("input and output have same element type", nameof(HasOneElementType))]
public sealed partial class SoftmaxOp : Operation, IDestinationStyle, IHasValueEffects, IVerifyRegions, IFold
{
    [Attr] public partial long Dimension { get; set; }

    [Operand<AnyShaped>] public partial Value Input { get; }

    [Operand<AnyShaped>] public partial Value Output { get; }

    [Result<AnyRankedTensor>] public partial ResultRange Result { get; }

    public OperandRange DpsInits => Operands.Slice(1, 1);

    public IReadOnlyList<MemoryEffect> ValueEffects => this.EffectsOnOperands(_ => true);

    public MemoryEffects Effects => ValueEffects.Count > 0 ? MemoryEffects.Read | MemoryEffects.Write : MemoryEffects.None;

    private bool HasOneElementType => TypeRules.ElementOf(Input.Type) == TypeRules.ElementOf(Output.Type);

    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => MemRefCastFolding.SkipCasts(this);

    public bool VerifyRegions(DiagnosticBag diagnostics) => this.VerifyDestinations(diagnostics);

    private bool Verify(DiagnosticBag diagnostics)
    {
        var input = (ShapedType)Input.Type;
        if (!WinogradShape.AreCompatible(input.Shape, ((ShapedType)Output.Type).Shape))
            return Error(diagnostics, "incompatible output shape");
        return (Dimension >= 0 && Dimension < input.Rank) || Error(diagnostics, "incorrect dimension specified");
    }
}
