using Microsoft.CodeAnalysis;
using Weft.Frontend.CSharp.Lowering;

namespace Weft.Frontend.CSharp.Workflows;

/// <summary>What each turn of a parallel loop has of an array: so many elements from a start on, or one element.</summary>
/// <param name="Outer">The array's name outside of the loop.</param>
/// <param name="Use">Where the part is first named.</param>
/// <param name="Count">Null for one element.</param>
/// <param name="Name">In the turn.</param>
internal sealed record TurnPart(
    ISymbol Array, Variable Outer, ArrayType Type, IOperation Use, IOperation Start, IOperation? Count, Variable Name)
{
    public bool IsElement => Count is null;
}
