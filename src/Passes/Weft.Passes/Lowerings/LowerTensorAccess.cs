using Weft.IR;

namespace Weft.Passes;

/// <summary>Tensors in tiles, slices at coordinates, and other readings of bits become operations on elements, which can become loops over
/// memory.</summary>
[Pass("lower-tensor-access", "Writes tensor.pack, unpack, gather, scatter and bitcast as operations on elements.")]
public sealed record LowerTensorAccess : IPass
{
    public void Run(Operation root, PassContext context)
    {
        foreach (var op in root.Walk().ToList())
        {
            var result = op switch
            {
                PackOp pack => TensorTiles.Pack(pack),
                UnpackOp unpack => TensorTiles.Unpack(unpack),
                TensorGatherOp gather => TensorCoordinates.Gather(gather),
                TensorScatterOp scatter => TensorCoordinates.Scatter(scatter),
                TensorBitcastOp { Dest.Type: RankedTensorType } cast when HasNoSign(cast.Source) && HasNoSign(cast.Dest) =>
                    Builder.At(cast).Add(new BitcastOp(cast.Source, cast.Dest.Type)),
                _ => null,
            };
            if (result is not null) op.ReplaceWith([result]);
        }
    }

    // Arithmetic has no types with a sign.
    private static bool HasNoSign(Value tensor) => TypeRules.ElementOf(tensor.Type) is FloatType or IntegerType { IsSignless: true };

    /// <summary>A tensor whose element at an index is computed.</summary>
    /// <param name="sizes">The extents that the type leaves open.</param>
    internal static Value Generate(
        Builder builder, RankedTensorType type, Func<int, MixedIndex> sizes, Func<Builder, IReadOnlyList<Value>, Value> element)
    {
        var open = Enumerable.Range(0, type.Rank).Where(d => Extents.IsOpen(type.Shape[d]));
        var generate = builder.Insert(new GenerateOp([.. open.Select(d => sizes(d).At(builder))], type));
        var body = builder.In(generate.Body.AddBlock([.. type.Shape.Select(_ => IndexType.Instance)]));
        body.Insert(new TensorYieldOp(element(body, generate.Body.Entry.Arguments)));
        return generate.Result;
    }

    /// <summary>An extent of a tensor.</summary>
    internal static MixedIndex Extent(Builder builder, Value tensor, int dimension)
    {
        var extent = ((RankedTensorType)tensor.Type).Shape[dimension];
        return Extents.IsOpen(extent) ? builder.Add(new TensorDimOp(tensor, builder.Add(ConstantOp.Index(dimension)))) : extent;
    }
}
