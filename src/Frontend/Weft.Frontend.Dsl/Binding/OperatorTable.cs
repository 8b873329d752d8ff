using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>The operators' spellings and the types that they work on.</summary>
internal static class OperatorTable
{
    // In the order of the enum.
    private static readonly string[] Spellings =
        ["+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>", "==", "!=", "<", "<=", ">", ">="];

    public static BinaryOperator Parse(string spelling) => (BinaryOperator)Array.IndexOf(Spellings, spelling);

    public static string SpellingOf(BinaryOperator op) => Spellings[(int)op];

    public static bool IsComparison(BinaryOperator op) => op >= BinaryOperator.Equal;

    public static bool IsShift(BinaryOperator op) => op is BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight;

    /// <summary>Not for floating-point numbers.</summary>
    public static bool IsIntegerOnly(BinaryOperator op) => op is >= BinaryOperator.And and <= BinaryOperator.ShiftRight;

    public static bool IsDefined(BinaryOperator op, ElementType kind) => op switch
    {
        BinaryOperator.Equal or BinaryOperator.NotEqual => true,
        BinaryOperator.And or BinaryOperator.Or or BinaryOperator.Xor => !kind.IsFloat,
        BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight => kind.IsInteger,
        _ => kind != ElementType.Bool,
    };
}
