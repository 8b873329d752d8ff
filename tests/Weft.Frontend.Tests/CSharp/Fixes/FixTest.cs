using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Weft.Frontend.CSharp.Fixes;
using Xunit;
using static Weft.Frontend.Tests.CSharp.GeneratorTest;

namespace Weft.Frontend.Tests.CSharp.Fixes;

/// <summary>A project as an editor has it, whose kernels have mistakes that can be fixed.</summary>
internal sealed class FixTest : IDisposable
{
    private static readonly KernelFixProvider Provider = new();

    private readonly AdhocWorkspace _workspace = new();
    private readonly Document _document;

    public FixTest(string text)
    {
        var compilation = Compile(text);
        var project = _workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "test", "test", LanguageNames.CSharp,
            compilationOptions: compilation.Options, parseOptions: compilation.SyntaxTrees[0].Options,
            metadataReferences: compilation.References));
        _document = project.AddDocument("Test.cs", compilation.SyntaxTrees[0].GetText(Cancellation), filePath: "Test.cs");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The text after the first fix of each message, one after the other, until there is none.</summary>
    public async Task<string> OneByOne()
    {
        var document = _document;
        while ((await Mistakes(document)).FirstOrDefault(d => Provider.FixableDiagnosticIds.Contains(d.Id)) is { } mistake)
        {
            var actions = await Actions(document, mistake);
            Assert.True(actions.Count > 0, $"no fix for {mistake}");
            document = await Apply(actions[0], document);
        }

        return await TextOf(document);
    }

    /// <summary>The text after the first message's fix was made everywhere at once.</summary>
    public async Task<string> AllAtOnce()
    {
        var first = (await Mistakes(_document)).First(d => Provider.FixableDiagnosticIds.Contains(d.Id));
        var kind = (await Actions(_document, first))[0].EquivalenceKey;
        var context = new FixAllContext(
            _document, Provider, FixAllScope.Document, kind!, [first.Id], new Found(), Cancellation);
        return await TextOf(await Apply((await Provider.GetFixAllProvider().GetFixAsync(context))!, _document));
    }

    /// <summary>What an editor offers for the first message.</summary>
    public async Task<IReadOnlyList<string>> Titles() =>
        [.. (await Actions(_document, (await Mistakes(_document))[0])).Select(action => action.Title)];

    public void Dispose() => _workspace.Dispose();

    private static async Task<IReadOnlyList<CodeAction>> Actions(Document document, Diagnostic mistake)
    {
        var actions = new List<CodeAction>();
        await Provider.RegisterCodeFixesAsync(new(document, mistake, (action, _) => actions.Add(action), Cancellation));
        return actions;
    }

    private static async Task<Document> Apply(CodeAction action, Document document)
    {
        var changes = (await action.GetOperationsAsync(Cancellation)).OfType<ApplyChangesOperation>().Single();
        return changes.ChangedSolution.GetDocument(document.Id)!;
    }

    private static async Task<ImmutableArray<Diagnostic>> Mistakes(Document document)
    {
        var compilation = (await document.Project.GetCompilationAsync(Cancellation))!;
        var tree = (await document.GetSyntaxTreeAsync(Cancellation))!;
        var told = Driver().RunGenerators(compilation, Cancellation).GetRunResult().Diagnostics;
        // Models keep places as numbers; the editor finds the tree by the file.
        return [.. told.OrderBy(d => d.Location.SourceSpan.Start)
            .Select(d => Diagnostic.Create(d.Descriptor, Location.Create(tree, d.Location.SourceSpan)))];
    }

    private static async Task<string> TextOf(Document document)
    {
        var text = (await document.GetTextAsync(Cancellation)).ToString();
        return text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..];
    }

    private sealed class Found : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(
            Document document, CancellationToken cancellation) => await Mistakes(document);

        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellation) =>
            await Mistakes(project.Documents.Single());

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellation) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
