using System.Globalization;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>Schedules, held to the loops and arrays of their kernels.</summary>
internal sealed class ScheduleBinder(IReadOnlyList<BoundKernel> kernels)
{
    private static readonly string[] Targets = ["cpu", "gpu", "interp"];

    private readonly Dictionary<(string Kernel, string? Target), ScheduleSyntax> _seen = [];

    /// <summary>Null, reported, where something is wrong.</summary>
    public BoundSchedule? Bind(ScheduleSyntax syntax, BindingDiagnostics diagnostics)
    {
        var name = syntax.Kernel.Text;
        var known = kernels.Where(kernel => !kernel.Symbol.IsWorkflow).ToList();
        if (known.Find(kernel => kernel.Symbol.Name == name) is not { } kernel)
        {
            var suggestion = Suggestion.For(name, known.Select(other => other.Symbol.Name));
            diagnostics.Report(DslDiagnostics.UnknownScheduled, syntax.Kernel.Span, name, suggestion);
            return null;
        }

        if (syntax.Target is { } target && !Targets.Contains(target.Text))
        {
            diagnostics.Report(
                DslDiagnostics.UnknownScheduleTarget,
                target.Span,
                target.Text,
                Suggestion.For(target.Text, Targets),
                string.Join(", ", Targets));
            return null;
        }

        if (!_seen.TryAdd((name, syntax.Target?.Text), syntax))
        {
            diagnostics.ReportWithNote(
                DslDiagnostics.ScheduleTwice,
                syntax.Kernel.Span,
                diagnostics.LocationOf(_seen[(name, syntax.Target?.Text)].Kernel.Span),
                "the first one is here",
                name,
                syntax.Target?.Text ?? "all targets");
            return null;
        }

        var names = ScheduledNames.Of(kernel);
        var directives = syntax.Directives.Select(directive => Bind(directive, kernel.Symbol, names, diagnostics)).ToList();
        CheckTwice(syntax, diagnostics);
        return directives.Contains(null)
            ? null
            : new(kernel.Symbol, syntax.Target?.Text, [.. directives.OfType<BoundDirective>()], diagnostics.LocationOf(syntax.Kernel.Span));
    }

    private static void CheckTwice(ScheduleSyntax syntax, BindingDiagnostics diagnostics)
    {
        HashSet<(string, string)> seen = [];
        foreach (var directive in syntax.Directives)
            if (directive.Arguments is [var first, ..] && DirectiveTable.Find(directive.Word.Text) is not { MayRepeat: true }
                && !seen.Add((directive.Word.Text, first.Text)))
                diagnostics.Report(DslDiagnostics.DirectiveTwice, directive.Span, directive.Word.Text, first.Text);
    }

    private static BoundDirective? Bind(DirectiveSyntax syntax, KernelSymbol kernel, ScheduledNames names, BindingDiagnostics diagnostics)
    {
        var word = syntax.Word.Text;
        if (DirectiveTable.Find(word) is not { } row)
        {
            diagnostics.Report(
                DslDiagnostics.UnknownDirective,
                syntax.Word.Span,
                word,
                Suggestion.For(word, DirectiveTable.Words),
                string.Join(", ", DirectiveTable.Words));
            return null;
        }

        var numbers = syntax.Arguments.Where(IsNumber).ToList();
        var named = syntax.Arguments.Where(argument => !IsNumber(argument)).ToList();
        var counts = row.NamesArray ? (Least: 1, Most: 1) : row.Loops;
        var isForm = named.Count >= counts.Least && named.Count <= counts.Most
            && (row.Numbers != PerDimension.None || numbers.Count <= (row.Size is null ? 0 : 1))
            && (numbers.Count > 0 || row is { Size: null, Numbers: PerDimension.None } || row.DefaultSize is not null)
            && (numbers.Count == 0 || syntax.Arguments.Skip(named.Count).All(IsNumber));
        if (!isForm)
        {
            diagnostics.Report(DslDiagnostics.DirectiveForm, syntax.Span, word, row.Form);
            return null;
        }

        foreach (var name in named)
        {
            var known = row.NamesArray ? names.Arrays.Keys : names.Loops;
            if (known.Contains(name.Text)) continue;
            diagnostics.Report(
                DslDiagnostics.NotInKernel,
                name.Span,
                kernel.Name,
                row.NamesArray ? "array" : "loop or index",
                name.Text,
                Suggestion.For(name.Text, known));
            return null;
        }

        if (row.Numbers != PerDimension.None)
            return BindDimensions(row, named[0].Text, names.Arrays[named[0].Text], numbers, syntax.Span, diagnostics);
        var size = row.DefaultSize;
        if (numbers is [var number])
        {
            size = long.TryParse(number.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0;
            if (size < row.Size || size > ScheduleRules.MaximumSize)
            {
                diagnostics.Report(DslDiagnostics.DirectiveSize, number.Span, row.Size!, number.Text);
                return null;
            }
        }

        return new(word, [.. named.Select(name => name.Text)], size, diagnostics.LocationOf(syntax.Span));
    }

    private static BoundDirective? BindDimensions(
        DirectiveRow row, string array, int rank, IReadOnlyList<NameSyntax> numbers, SourceSpan span, BindingDiagnostics diagnostics)
    {
        var values = numbers.Select(number =>
            long.TryParse(number.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : -1).ToList();
        var isOrder = row.Numbers == PerDimension.Order;
        if (isOrder ? IsOrder(numbers, rank) : IsBlock(values, rank))
            return new(row.Word, [array], null, diagnostics.LocationOf(span)) { Numbers = [.. values] };
        var dimensions = rank == 1 ? "1 dimension" : $"{rank} dimensions";
        diagnostics.Report(isOrder ? DslDiagnostics.DirectiveOrder : DslDiagnostics.DirectiveSizes, span, array, dimensions);
        return null;
    }

    // As it would be written: `01` is none.
    private static bool IsOrder(IReadOnlyList<NameSyntax> numbers, int rank) => numbers.Count == rank && Enumerable.Range(0, rank)
        .All(dimension => numbers.Any(number => number.Text == dimension.ToString(CultureInfo.InvariantCulture)));

    private static bool IsBlock(IReadOnlyList<long> sizes, int rank) =>
        sizes.Count == rank && sizes.All(size => size is >= 1 and <= ScheduleRules.MaximumSize) && sizes.Any(size => size > 1);

    private static bool IsNumber(NameSyntax argument) => argument.Text.Length > 0 && char.IsAsciiDigit(argument.Text[0]);
}

/// <summary>What a schedule can name in a kernel.</summary>
internal sealed class ScheduledNames : BoundWalker
{
    private readonly SortedSet<string> _loops = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _arrays = new(StringComparer.Ordinal);

    /// <summary>Loop variables, free indices, and the indices of reductions.</summary>
    public IReadOnlySet<string> Loops => _loops;

    /// <summary>With their numbers of dimensions.</summary>
    public IReadOnlyDictionary<string, int> Arrays => _arrays;

    public static ScheduledNames Of(BoundKernel kernel)
    {
        var names = new ScheduledNames();
        foreach (var parameter in kernel.Symbol.Parameters.Where(parameter => parameter.IsArray)) names.Add(parameter);
        names.Visit(kernel.Body);
        return names;
    }

    public override void Visit(BoundStatement statement)
    {
        if (statement is BoundDeclaration { Variable: { IsArray: true } array }) Add(array);
        base.Visit(statement);
    }

    private void Add(VariableSymbol array) => _arrays[array.Name] = array.Type is ArrayType { Rank: var rank } ? rank : 0;

    protected override void VisitFor(BoundFor loop)
    {
        _loops.Add(loop.Index.Name);
        base.VisitFor(loop);
    }

    protected override void VisitReduction(BoundReduction reduction)
    {
        foreach (var range in reduction.Ranges) _loops.Add(range.Index.Name);
        base.VisitReduction(reduction);
    }
}
