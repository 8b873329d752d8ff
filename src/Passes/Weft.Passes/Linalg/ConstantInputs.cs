using Weft.IR;

namespace Weft.Passes;

/// <summary>Inputs whose elements are all the same are values of the body.</summary>
internal static partial class ConstantInputs
{
    // generic(fill(c)) -> generic with c in its body
    [Rule]
    private static bool Fill(GenericOp op, Rewriter rewriter)
    {
        if (!op.HasPureTensors) return false;
        var found = false;
        for (var i = 0; i < op.Inputs.Count; i++)
        {
            var argument = op.Body.Arguments[i];
            if (!argument.HasUses || op.Inputs[i].Def is not NamedStructuredOp { Name: "linalg.fill" } fill) continue;
            var value = ScalarConversion.Apply(rewriter.BuilderBefore(op), fill.DpsInputs[0], argument.Type, isUnsigned: false);
            rewriter.ReplaceAllUses(argument, value);
            found = true;
        }

        return found;
    }

    // generic(c), generic(dense<c>) -> generic without the operand, with c in its body
    [Rule]
    private static bool Constant(GenericOp op, Rewriter rewriter)
    {
        if (!op.HasPureTensors) return false;
        for (var i = 0; i < op.Inputs.Count; i++)
        {
            if (op.Inputs[i].Def is not ConstantOp constant || ScalarOf(constant.Value) is not { } scalar || !op.CanDrop([i])) continue;
            var value = rewriter.Constant(op, new ConstantOp(scalar));
            var inputs = op.Inputs.Where((_, index) => index != i).ToList();
            var fewer = rewriter.InsertBefore(op, GenericOp.Make(
                inputs, op.Outputs.ToArray(), [.. op.IndexingMaps.Where((_, index) => index != i)], op.IteratorTypes));
            rewriter.ReplaceAllUses(op.Body.Arguments[i], value);
            op.Body.EraseArgument(i);
            op.Region.MoveBlocksTo(fewer.Region);
            return rewriter.Replace(op, fewer.ResultList);
        }

        return false;
    }

    private static TypedAttribute? ScalarOf(TypedAttribute constant) => constant switch
    {
        IntegerAttr or FloatAttr => constant,
        DenseElementsAttr { IsSplat: true, ShapedType.Element: IntegerType or FloatType } splat => splat.SplatValue,
        _ => null,
    };
}
