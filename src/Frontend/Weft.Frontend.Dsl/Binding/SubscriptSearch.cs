using System.Collections.Immutable;
using Weft.Frontend.Dsl.Syntax;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>Looks through an expression for subscripts.</summary>
internal static class SubscriptSearch
{
    /// <summary>The elements that have <paramref name="index"/> alone as a subscript, and which one it is.</summary>
    public static IEnumerable<(ElementSyntax Element, int Position)> Find(ExpressionSyntax expression, string index)
    {
        if (expression is ElementSyntax element)
            for (var i = 0; i < element.Subscripts.Length; i++)
                if (element.Subscripts[i] is NameExpressionSyntax name && name.Name.Text == index)
                    yield return (element, i);
        foreach (var child in Children(expression))
            foreach (var found in Find(child, index))
                yield return found;
    }

    private static IEnumerable<ExpressionSyntax> Children(ExpressionSyntax expression) => expression switch
    {
        ElementSyntax element => element.Subscripts,
        CallSyntax call => call.Arguments.Select(argument => argument.Value),
        UnarySyntax unary => [unary.Operand],
        BinarySyntax binary => [binary.Left, binary.Right],
        ConditionalSyntax choice => [choice.Condition, choice.WhenTrue, choice.WhenFalse],
        ParenthesizedSyntax parenthesized => [parenthesized.Inner],
        TupleSyntax tuple => tuple.Items,
        ArraySyntax array => array.Items,
        MemberSyntax member => [member.Target],
        RecordValueSyntax record => record.Fields.Select(field => field.Value),
        FoldSyntax fold => [.. Bounds(fold.Indices), .. Optional(fold.Condition), fold.Body, fold.Initial],
        ScanSyntax scan => [.. Optional(scan.Condition), scan.Body, .. Optional(scan.Initial)],
        ReductionSyntax reduction => [.. Bounds(reduction.Indices), .. Optional(reduction.Condition), reduction.Body],
        _ => [],
    };

    private static IEnumerable<ExpressionSyntax> Bounds(ImmutableArray<RangeSyntax> ranges) =>
        ranges.SelectMany(range => Optional(range.Lower).Concat(Optional(range.Upper)));

    private static IEnumerable<ExpressionSyntax> Optional(ExpressionSyntax? expression) => expression is null ? [] : [expression];
}
