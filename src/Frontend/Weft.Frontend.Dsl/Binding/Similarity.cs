using System.Collections.Immutable;
using Weft.Frontend.Dsl.BoundTree;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>Whether two expressions are the same formula, wherever they stand.</summary>
internal static class Similarity
{
    public static bool Same(ImmutableArray<BoundExpression> a, ImmutableArray<BoundExpression> b) =>
        a.Length == b.Length && a.Zip(b).All(pair => Same(pair.First, pair.Second));

    private static bool Same(BoundExpression a, BoundExpression b) => (a, b) switch
    {
        (BoundVariable x, BoundVariable y) => x.Variable == y.Variable,
        (BoundLiteral x, BoundLiteral y) => x.Value == y.Value,
        (BoundExtent x, BoundExtent y) => x.Array == y.Array && x.Dimension == y.Dimension,
        (BoundElement x, BoundElement y) => x.Array == y.Array && Same(x.Subscripts, y.Subscripts),
        (BoundConversion x, BoundConversion y) => x.Target == y.Target && Same(x.Operand, y.Operand),
        (BoundBinary x, BoundBinary y) => x.Operator == y.Operator && Same(x.Left, y.Left) && Same(x.Right, y.Right),
        _ => false,
    };
}
