using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;

namespace Weft.Frontend.Dsl.Binding;

internal static class FixedValue
{
    /// <summary>Whether an expression has one value in the whole body: it is made of what no statement changes.</summary>
    public static bool Is(BoundExpression expression) => expression switch
    {
        BoundLiteral or BoundExtent => true,
        BoundVariable { Variable.Kind: VariableKind.ShapeSymbol or VariableKind.Input } => true,
        BoundBinary binary => Is(binary.Left) && Is(binary.Right),
        BoundConversion conversion => Is(conversion.Operand),
        _ => false,
    };
}
