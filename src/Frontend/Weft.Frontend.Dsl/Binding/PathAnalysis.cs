using Weft.Frontend.Dsl.BoundTree;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>Where the paths through a body end.</summary>
internal static class PathAnalysis
{
    /// <summary>No path reaches the end of the statement. A loop may not run at all, unless it is <c>while true</c> without
    /// break.</summary>
    public static bool AlwaysReturns(BoundStatement statement) => statement switch
    {
        BoundReturn => true,
        BoundBlock block => block.Statements.Any(AlwaysReturns),
        BoundIf { Else: { } otherwise } branch => AlwaysReturns(branch.Then) && AlwaysReturns(otherwise),
        BoundWhile { Condition: BoundLiteral { Value.IsTrue: true } } loop => !ExitAnalysis.Of(loop.Body).HasFlag(Exits.Break),
        _ => false,
    };
}
