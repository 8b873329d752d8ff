using Weft.IR;

namespace Weft.Passes;

/// <summary>Arithmetic of whole tensors becomes <c>linalg.generic</c>, with the scalar operation as its body. An operand of the result's
/// type is the destination, if there is one. What folds does so first.</summary>
[Pass("convert-elementwise-to-linalg", "Turns element-wise operations on tensors into linalg.generic.")]
public sealed record ConvertElementwiseToLinalg : IPass
{
    public void Run(Operation root, PassContext context)
    {
        var rule = new Rule("elementwise-to-generic", null, (op, rewriter) => IsElementwise(op) && Convert(op, rewriter));
        new DialectConversion(context, new ConversionTarget().UnknownIsLegal().IllegalIf(IsElementwise), new(rule)).Run(root);
    }

    private static bool IsElementwise(Operation op) =>
        op.Info.Has(OpTraits.ElementwiseMappable) && op.Results.Length > 0 && op.ResultList.All(r => r.Type is RankedTensorType)
        && op.Operands.Types.All(type => type is RankedTensorType);

    private static bool Convert(Operation op, Rewriter rewriter)
    {
        var builder = rewriter.BuilderBefore(op);
        var (inputs, rank) = (op.Operands.ToArray(), ((RankedTensorType)op.Results[0].Type).Rank);
        var outputs = op.ResultList.Select(result => Destination(builder, op, (RankedTensorType)result.Type)).ToList();
        var map = AffineMap.Identity(rank);
        var generic = builder.Insert(GenericOp.Make(
            inputs, outputs, new([.. inputs.Concat(outputs).Select(_ => map)]), new([.. Enumerable.Repeat(IteratorType.Parallel, rank)])));

        var body = generic.Region.AddBlock([.. inputs.Concat(outputs).Select(v => TypeRules.ElementOf(v.Type))]);
        var state = new OperationState(op.Info, op.Location) { Properties = op.Properties.ToArray() };
        state.Attributes.AddRange(op.Attributes);
        state.Operands.AddRange(body.Arguments.Take(inputs.Length));
        state.ResultTypes.AddRange(op.ResultList.Select(r => TypeRules.ElementOf(r.Type)));
        var inner = Builder.AtEnd(body, op.Location);
        inner.Insert(new LinalgYieldOp([.. inner.Insert(state.Build()).ResultList]));
        return rewriter.Replace(op, [.. generic.ResultList]);
    }

    private static Value Destination(Builder builder, Operation op, RankedTensorType type)
    {
        foreach (var operand in op.Operands)
            if (operand.Type == type) return operand;
        var open = Enumerable.Range(0, type.Rank).Where(d => type.Shape[d] == ShapedType.Dynamic);
        var sizes = open.Select(d => builder.Add(new TensorDimOp(op.Operands[0], builder.Add(ConstantOp.Index(d))))).ToList();
        return builder.Add(new EmptyOp(sizes, type));
    }
}
