using System.Collections.Immutable;

namespace Weft.Frontend.Dsl.BoundTree;

/// <summary>Parallel loops of a workflow, one directly in the other, whose bounds do not change: they are one loop over several indices.
/// </summary>
/// <param name="Loops">Outside in.</param>
internal sealed record FanOutNest(ImmutableArray<BoundFor> Loops, BoundBlock Body)
{
    public static FanOutNest Of(BoundFor loop)
    {
        List<BoundFor> loops = [loop];
        while (Only(loops[^1].Body) is BoundFor { Kind: LoopKind.Parallel } inner && !Uses(inner, loops)) loops.Add(inner);
        return new([.. loops], Flat(loops[^1].Body));
    }

    private static BoundBlock Flat(BoundBlock block) => block.Statements is [BoundBlock inner] ? Flat(inner) : block;

    private static BoundStatement? Only(BoundBlock block) => Flat(block).Statements is [var only] ? only : null;

    private static bool Uses(BoundFor inner, List<BoundFor> loops)
    {
        var search = new Search([.. loops.Select(loop => loop.Index)]);
        foreach (var bound in new[] { inner.Lower, inner.Upper, inner.Step }) search.Visit(bound);
        return search.Found;
    }

    private sealed class Search(HashSet<Symbols.VariableSymbol> indices) : BoundWalker
    {
        public bool Found { get; private set; }

        protected override void VisitVariable(BoundVariable variable) => Found |= indices.Contains(variable.Variable);
    }
}
