using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Weft.Frontend.CSharp.Fixes;

/// <summary>Does what the messages about kernels say, where they say what to write.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class KernelFixProvider : CodeFixProvider
{
    private static readonly ImmutableArray<(string Id, Func<FixSite, Rewrite?> Make)> Table =
    [
        ("WEFT0001", MethodFixes.MakeStatic),
        ("WEFT0002", MethodFixes.MakeSynchronous),
        ("WEFT0002", ReturnFixes.MakeInternal),
        ("WEFT0002", ReturnFixes.WriteToParameter),
        ("WEFT0004", ParameterFixes.PassByValue),
        ("WEFT0004", ParameterFixes.TakeSpanOfOne),
        ("WEFT0005", ParameterFixes.TakeSpan),
        ("WEFT0006", MethodFixes.MakeSynchronous),
        ("WEFT0010", MethodFixes.MoveIntoClass),
        ("WEFT0011", ParameterFixes.MakeInternal),
        ("WEFT0101", LinqFixes.WriteElement),
        ("WEFT0101", LinqFixes.WriteSum),
        ("WEFT0101", StatementFixes.LeaveCallOut),
        ("WEFT0102", StatementFixes.LeaveLockOut),
        ("WEFT0102", StatementFixes.WriteInOrder),
        ("WEFT0107", OutsideFixes.MakeConstant),
        ("WEFT0107", OutsideFixes.PassAsParameter),
        ("WEFT0110", FunctionFixes.WriteInstead),
    ];

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [.. Table.Select(row => row.Id).Distinct()];

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var cancellation = context.CancellationToken;
        if (await context.Document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root) return;
        if (await context.Document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } semantics) return;
        foreach (var diagnostic in context.Diagnostics)
        {
            var node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            var site = new FixSite(context.Document, semantics, node, cancellation);
            foreach (var (id, make) in Table)
                if (id == diagnostic.Id && make(site) is { } rewrite)
                    context.RegisterCodeFix(Action(context.Document.Project.Solution, rewrite), diagnostic);
        }
    }

    private static CodeAction Action(Solution solution, Rewrite rewrite) =>
        CodeAction.Create(rewrite.Title, cancellation => Apply(solution, rewrite, cancellation), equivalenceKey: rewrite.Kind);

    // What a message is about may be declared in another file.
    private static async Task<Solution> Apply(Solution solution, Rewrite rewrite, CancellationToken cancellation)
    {
        var document = solution.GetDocument(rewrite.Old.SyntaxTree)!;
        var root = await rewrite.Old.SyntaxTree.GetRootAsync(cancellation).ConfigureAwait(false);
        return solution.WithDocumentSyntaxRoot(document.Id, root.ReplaceNode(rewrite.Old, rewrite.New));
    }
}
