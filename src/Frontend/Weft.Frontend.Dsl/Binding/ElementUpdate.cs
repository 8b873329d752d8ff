using Weft.Frontend.Dsl.BoundTree;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>How an update joins an element with a value, in an order that does not matter.</summary>
internal enum UpdateJoin
{
    Add,
    Subtract,
    Multiply,
    Min,
    Max,
    And,
    Or,
    Xor,
}

/// <summary>What <c>a[i] += x</c> does, however it is written.</summary>
/// <param name="Element">The element as it is read.</param>
internal sealed record ElementUpdate(UpdateJoin Join, BoundElement Element, BoundExpression Operand)
{
    /// <summary>Null for a store whose order matters, or that cannot be one step.</summary>
    public static ElementUpdate? Of(BoundStore store) => store switch
    {
        { Array.Element: ElementType.Bool or ElementType.Index } => null,
        { Value: BoundBinary { Left: BoundElement element } binary } when IsTarget(element, store) && JoinOf(binary.Operator) is { } join =>
            new(join, element, binary.Right),
        { Value: BoundMath { Function: MathFunction.Min or MathFunction.Max, Arguments: [BoundElement element, var operand] } math }
            when IsTarget(element, store) => new(math.Function == MathFunction.Min ? UpdateJoin.Min : UpdateJoin.Max, element, operand),
        _ => null,
    };

    /// <summary>Whether updates of both kinds may come to an element in any order.</summary>
    public bool Commutes(ElementUpdate other) => Kind == other.Kind;

    private UpdateJoin Kind => Join == UpdateJoin.Subtract ? UpdateJoin.Add : Join;

    private static bool IsTarget(BoundElement element, BoundStore store) =>
        element.Array == store.Array && Similarity.Same(element.Subscripts, store.Subscripts);

    private static UpdateJoin? JoinOf(BinaryOperator op) => op switch
    {
        BinaryOperator.Add => UpdateJoin.Add,
        BinaryOperator.Subtract => UpdateJoin.Subtract,
        BinaryOperator.Multiply => UpdateJoin.Multiply,
        BinaryOperator.And => UpdateJoin.And,
        BinaryOperator.Or => UpdateJoin.Or,
        BinaryOperator.Xor => UpdateJoin.Xor,
        _ => null,
    };
}
