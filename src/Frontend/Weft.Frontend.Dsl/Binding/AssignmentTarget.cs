using Weft.Frontend.Dsl.Syntax;

namespace Weft.Frontend.Dsl.Binding;

internal static class AssignmentTarget
{
    /// <summary>What is assigned, in its plain form: no parentheses, and fields of elements before their subscripts, for
    /// <c>ps[i].pos.x</c> is <c>ps.pos.x[i]</c>.</summary>
    public static ExpressionSyntax Of(ExpressionSyntax syntax) => syntax switch
    {
        ParenthesizedSyntax parenthesized => Of(parenthesized.Inner),
        MemberSyntax member when Of(member.Target) is ElementSyntax element =>
            element with { Path = [.. element.Path, member.Member], Span = member.Span },
        _ => syntax,
    };
}
