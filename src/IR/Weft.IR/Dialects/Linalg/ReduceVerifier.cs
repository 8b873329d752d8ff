using System.Linq;

namespace Weft.IR;

/// <summary>Checks the shapes and the body of <c>linalg.reduce</c>.</summary>
internal static class ReduceVerifier
{
    public static bool Verify(LinalgReduceOp op, DiagnosticBag diagnostics)
    {
        if (!HaveOneShape(op, op.Inputs, "input", diagnostics) || !HaveOneShape(op, op.Inits, "output", diagnostics)) return false;
        var (input, init) = (((ShapedType)op.Inputs[0].Type).Shape, ((ShapedType)op.Inits[0].Type).Shape);
        foreach (var dimension in op.Dimensions)
            if (dimension < 0 || dimension >= input.Count)
                return op.Error(diagnostics, $"dimensions for reduction should be in the range [0, {input.Count - 1}].");
        var left = input.Where((_, i) => !op.Dimensions.Contains(i)).ToSequence();
        if (left.Count != init.Count)
            return op.Error(diagnostics, $"number of dimensions after reduction {left.Count} doesn't match the init rank {init.Count}");
        if (left != init)
            return op.Error(
                diagnostics,
                $"init dimensions [{string.Join(", ", init)}] doesn't match input dimensions after reduction [{string.Join(", ", left)}]");
        return VerifyBody(op, diagnostics);
    }

    private static bool HaveOneShape(LinalgReduceOp op, OperandRange values, string what, DiagnosticBag diagnostics)
    {
        for (var i = 1; i < values.Count; i++)
            if (((ShapedType)values[i].Type).Shape != ((ShapedType)values[0].Type).Shape)
                return op.Error(
                    diagnostics,
                    $"expects all {what}s to have the same shapes. Shape at {what}-index {i} is not equal to the shape at {what}-index 0.");
        return true;
    }

    private static bool VerifyBody(LinalgReduceOp op, DiagnosticBag diagnostics)
    {
        var arguments = op.Combiner.Entry.Arguments;
        if (arguments.Count != op.OperandSlots.Length) return op.Error(diagnostics, "mismatching number of operands and block arguments");
        for (var i = 0; i < arguments.Count; i++)
        {
            var element = TypeRules.ElementOf(op.Operands[i].Type);
            if (element != arguments[i].Type)
                return op.Error(
                    diagnostics,
                    $"{(i < op.Inputs.Count ? "input" : "output")} element type '{element}' does not match "
                        + $"corresponding block argument type '{arguments[i].Type}'");
        }

        return true;
    }
}
