using System.Collections.Immutable;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>Binds the bodies of funcs, kernels and workflows.</summary>
/// <param name="declarationsAreSound">Nothing is wrong with the declarations around the body.</param>
internal sealed class BodyBinder(ProgramSymbols program, bool declarationsAreSound)
{
    public BoundBody Bind(PendingBody body) => body.Symbol is FuncSymbol func
        ? new(Func(body, (FuncSyntax)body.Declaration.Syntax, func), null)
        : new(null, Kernel(body, (KernelSyntax)body.Declaration.Syntax, (KernelSymbol)body.Symbol));

    private BoundFunc Func(PendingBody pending, FuncSyntax syntax, FuncSymbol symbol)
    {
        var context = new BodyContext(program, pending.Declaration.Diagnostics, BodyKind.Func, symbol, pending.Types);
        foreach (var parameter in symbol.Declared) context.Scope.Add(parameter);
        var expressions = new ExpressionBinder(context);
        var location = context.LocationOf(syntax.Name);
        if (syntax.Body is null && syntax.Expression is { } expression)
        {
            var values = expressions.BindLeaves(expression, symbol.Result) ?? [];
            return new(symbol, new BoundBlock([new BoundReturn(values, location)], location));
        }

        var body = new StatementBinder(expressions).BindBlock(syntax.Body!);
        if (!program.Bag.HasErrors && !PathAnalysis.AlwaysReturns(body))
            context.Diagnostics.Report(DslDiagnostics.FuncMustReturn, syntax.Name.Span, symbol.Name, symbol.Result);
        return new(symbol, body);
    }

    private BoundKernel Kernel(PendingBody pending, KernelSyntax syntax, KernelSymbol symbol)
    {
        var diagnostics = pending.Declaration.Diagnostics;
        var kind = symbol.IsWorkflow ? BodyKind.Workflow : BodyKind.Kernel;
        var context = new BodyContext(program, diagnostics, kind, symbol, pending.Types);
        foreach (var extent in symbol.ShapeSymbols) context.Scope.Add(extent);
        foreach (var argument in symbol.Arguments) context.Scope.Add(argument);
        var expressions = new ExpressionBinder(context);
        var placement = Placement(syntax, expressions);
        // A result without a name is written by 'return' alone.
        foreach (var (result, output) in symbol.Results.Zip(syntax.Outputs))
            if (output.Name is not null)
                context.Scope.Add(result);
        var before = program.Bag.ErrorCount;
        var body = new StatementBinder(expressions).BindBlock(syntax.Body);
        IReadOnlySet<BoundStore> atomic = ImmutableHashSet<BoundStore>.Empty;
        // The analyses need the whole body: one that lacks statements would look as if nothing was written.
        if (declarationsAreSound && program.Bag.ErrorCount == before)
        {
            if (symbol.IsWorkflow) new FanOutAnalysis(diagnostics).Check(body);
            if (program.Bag.ErrorCount == before) new OutputAnalysis(symbol, diagnostics).Check(syntax, body);
            if (!symbol.IsWorkflow) atomic = new ParallelAnalysis(diagnostics).Check(body);
        }

        return new(symbol, body) { At = placement?.At, Deadline = placement?.Deadline, AtomicStores = atomic };
    }

    private static BoundPlacement? Placement(KernelSyntax syntax, ExpressionBinder expressions)
    {
        if (syntax.Placement is not { } placement) return null;
        if (syntax.IsWorkflow) return new PlacementBinder(expressions).Bind(placement);
        expressions.Fail(placement, DslDiagnostics.PlacementPlace, expressions.TextOf(placement));
        return null;
    }
}

/// <summary>One of the two.</summary>
internal sealed record BoundBody(BoundFunc? Func, BoundKernel? Kernel);
