using System.Collections.Immutable;
using Weft.IR;

namespace Weft.Passes;

/// <summary>
/// A nest that a structured operation says: its turns are a box, the output's element is found by counters of which each moves one
/// dimension alone, all others are found by sums of multiples of counters, and no element is read that another turn writes. The turns that
/// join to one element keep their order: the operation's loops are done in order, too.
/// </summary>
internal sealed record StructuredNest(
    ElementNest Nest, TurnBox Box, ImmutableArray<(AffineLoadOp Load, BoxArray Array)> Inputs, BoxArray Output,
    ImmutableArray<Operation> Body)
{
    private IEnumerable<BoxArray> Arrays => Inputs.Select(input => input.Array).Append(Output);

    /// <summary>The loops that must have turns, where they may have none: else parts of arrays would be named that are not there.</summary>
    public IEnumerable<NestLoop> DoubtfulTurns(ArrayKnowledge arrays) => Arrays.All(array => array.IsInside(arrays))
        && Box.Loops.Select(loop => loop.Count).Concat(Arrays.SelectMany(a => a.Dimensions.Select(d => d.Size))).All(arrays.CanCount) ? []
        : Nest.Loops.Where(loop => !arrays.IsNatural(AffineSum.Of(loop.Upper)![0] - AffineSum.Of(loop.Lower)![0] + -1));

    /// <summary>Puts the operation in the place of the loops.</summary>
    public GenericOp Replace(ArrayKnowledge arrays)
    {
        var builder = Builder.At(Nest.Root);
        var inputs = new List<BoxArray>();
        var places = new Dictionary<Value, int>();
        foreach (var (load, array) in Inputs)
        {
            if (!inputs.Exists(array.IsSameAs)) inputs.Add(array);
            places[load.Result] = inputs.FindIndex(array.IsSameAs);
        }

        var values = inputs.ConvertAll(input => input.Part(builder, arrays));
        var maps = inputs.ConvertAll(input => input.Map);
        if (Shape(builder, arrays) is var (shape, map))
        {
            values.Add(shape);
            maps.Add(map);
        }

        var op = GenericOp.Make(values, [Output.Part(builder, arrays)], maps.Append(Output.Map).ToSequence(), Box.Iterators);
        builder.Insert(op);
        var block = op.Region.AddBlock();
        foreach (var operand in op.Operands) block.AddArgument(TypeRules.ElementOf(operand.Type), Nest.Store.Location);
        var mapping = new IrMapping();
        foreach (var (load, place) in places) mapping[load] = block.Arguments[place];
        foreach (var load in Nest.Root.Walk().OfType<AffineLoadOp>().Where(load => Nest.IsElement(load.Result)))
            mapping[load.Result] = block.Arguments[values.Count];
        Write(Builder.AtEnd(block, Nest.Store.Location), Builder.At(op), mapping);
        Nest.Root.Erase();
        return op;
    }

    // What all turns share is computed once.
    private void Write(Builder body, Builder before, IrMapping mapping)
    {
        for (var d = 0; d < Box.Loops.Length; d++)
        {
            var loop = Box.Loops[d];
            if (!Body.Any(op => op.Operands.Contains(loop.Counter)) && Nest.Value != loop.Counter) continue;
            var turn = body.Add(new LinalgIndexOp(d));
            mapping[loop.Counter] = loop.First.At(before) is var first && first.Constant == 0 ? turn
                : body.Add(new AddIOp(turn, first.At(before)));
        }

        foreach (var op in Body)
        {
            var operands = op.Operands.Select(operand => mapping[operand]).ToList();
            var at = operands.TrueForAll(operand => operand.ParentBlock != body.Block) ? before : body;
            // Counters of structured operations are no dimensions of affine maps.
            if (op is AffineApplyOp apply && at == body)
                mapping[apply.Result] = new AffineExpansion(body).Expand(new(apply.Map.Map, operands), new DiagnosticBag())![0];
            else at.Insert(mapping.Clone(op));
        }

        body.Insert(new LinalgYieldOp([mapping[Nest.Value]]));
    }

    // Loops whose extent no array says, as those of windows whose elements weigh the same, get one that has no other use.
    private (Value Shape, AffineMap Map)? Shape(Builder builder, ArrayKnowledge arrays)
    {
        var known = Arrays.SelectMany(array => array.Map.Results).OfType<AffineDim>().Select(dim => dim.Position).ToHashSet();
        var open = Enumerable.Range(0, Box.Loops.Length).Where(d => !known.Contains(d)).ToList();
        if (open.Count == 0) return null;
        var sizes = MixedIndex.Split(open.ConvertAll(d => arrays.CountAt(builder, Box.Loops[d].Count)));
        var type = new MemRefType(sizes.Numbers, Nest.Store.Value.Type);
        return (builder.Add(new AllocaOp(sizes.Values, [], type)), new(Box.Loops.Length, 0, open.Select(AffineExpr.Dim).ToSequence()));
    }

    /// <summary>The operation that a nest is; else why it is none.</summary>
    public static Attempt<StructuredNest> Read(Operation root) => StructuredNestReader.Read(root);
}
