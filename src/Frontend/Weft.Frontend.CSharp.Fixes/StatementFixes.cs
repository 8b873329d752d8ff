using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Weft.Frontend.CSharp.Fixes;

/// <summary>Statements that kernels do not have, where others do the same.</summary>
internal static class StatementFixes
{
    /// <summary>Turns of a parallel loop that write the same element are told apart by other messages; all else needs no lock.</summary>
    public static Rewrite? LeaveLockOut(FixSite site) =>
        Statement<LockStatementSyntax>(site) is { } locked && !locked.Ancestors().OfType<LambdaExpressionSyntax>().Any()
            ? Spliced(nameof(LeaveLockOut), "Leave out the lock", locked, Statements(locked.Statement)) : null;

    /// <summary>A fault ends the kernel: there is nothing to catch, and what comes finally comes behind.</summary>
    public static Rewrite? WriteInOrder(FixSite site)
    {
        if (Statement<TryStatementSyntax>(site) is not { } tried || tried.Block.DescendantNodes().Any(IsJump)) return null;
        IEnumerable<StatementSyntax> last = tried.Finally is { } end ? end.Block.Statements : [];
        var title = tried.Catches.Count > 0 ? "Let the fault end the kernel" : "Write what comes finally behind the rest";
        return Spliced(nameof(WriteInOrder), title, tried, [.. tried.Block.Statements, .. last]);
    }

    /// <summary>Kernels write arrays and print nothing.</summary>
    public static Rewrite? LeaveCallOut(FixSite site)
    {
        if (Statement<ExpressionStatementSyntax>(site) is not { Expression: InvocationExpressionSyntax call } statement) return null;
        return site.Semantics.GetSymbolInfo(call, site.Cancellation).Symbol is IMethodSymbol
            {
                ReturnsVoid: true, ContainingType: { Name: "Console" or "Debug" or "Trace" } type,
            }
            && !call.ArgumentList.DescendantNodes().Any(HasEffect)
            ? Spliced(nameof(LeaveCallOut), $"Leave out the call of '{type.Name}'", statement, []) : null;
    }

    private static bool HasEffect(SyntaxNode node) =>
        node is AssignmentExpressionSyntax or InvocationExpressionSyntax or PostfixUnaryExpressionSyntax
        || node.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression;

    private static bool IsJump(SyntaxNode node) =>
        node is ReturnStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax or GotoStatementSyntax;

    private static T? Statement<T>(FixSite site) where T : StatementSyntax => site.Node.FirstAncestorOrSelf<StatementSyntax>() as T;

    private static SyntaxList<StatementSyntax> Statements(StatementSyntax body) =>
        body is BlockSyntax block ? block.Statements : SyntaxFactory.SingletonList(body);

    // In a block the statements take the place of the old one; elsewhere a block does.
    private static Rewrite Spliced(string kind, string title, StatementSyntax old, IReadOnlyList<StatementSyntax> statements)
    {
        // A name that is declared in a block of its own may be one of the block around it, too.
        if (old.Parent is not BlockSyntax around || statements.Any(s => s is LocalDeclarationStatementSyntax))
            return new(kind, title, old, Formatted(SyntaxFactory.Block(statements), old));
        var index = around.Statements.IndexOf(old);
        var spliced = around.Statements.RemoveAt(index).InsertRange(
            index, statements.Select((s, i) => i == 0 ? Formatted(s, s).WithLeadingTrivia(old.GetLeadingTrivia()) : Formatted(s, s)));
        return new(kind, title, around, around.WithStatements(spliced));
    }

    private static StatementSyntax Formatted(StatementSyntax statement, StatementSyntax like) =>
        statement.WithTriviaFrom(like).WithAdditionalAnnotations(Formatter.Annotation);
}
