using Weft.IR;

namespace Weft.Passes;

/// <summary>A destination whose elements nobody looks at needs none.</summary>
internal static partial class OutputDependencies
{
    // generic outs(x), x not read -> generic outs(empty)
    [Rule]
    private static bool Remove(GenericOp op, Rewriter rewriter)
    {
        var changed = false;
        for (var i = 0; i < op.Outputs.Count; i++)
        {
            var output = op.Outputs[i];
            if (op.ReadsInit(i) || output.Type is not RankedTensorType type || output.Def is EmptyOp) continue;
            var builder = rewriter.BuilderBefore(op);
            var extents = new List<Value>();
            for (var dimension = 0; dimension < type.Rank; dimension++)
                if (type.Shape[dimension] == ShapedType.Dynamic) extents.Add(TensorDimOp.Of(builder, output, dimension));
            var empty = builder.Add(new EmptyOp(extents, new RankedTensorType(type.Shape, type.Element)));
            changed |= rewriter.SetOperand(op, op.Inputs.Count + i, empty);
        }

        return changed;
    }
}
