using System.Collections.Immutable;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>Binds a file: signatures and constants first, so that declarations may use each other in any order, then bodies.</summary>
internal sealed class ProgramBinder(FileSyntax file)
{
    private readonly ProgramSymbols _program = new(file);
    private readonly List<(FuncSyntax Syntax, FuncSymbol Symbol)> _funcs = [];
    private readonly List<(KernelSyntax Syntax, KernelSymbol Symbol)> _kernels = [];
    private bool _declarationsAreSound;

    public (BoundProgram? Program, DiagnosticBag Diagnostics) Bind()
    {
        Declare();
        _program.Constants.BindAll();
        _declarationsAreSound = !_program.Diagnostics.Bag.HasErrors;
        ImmutableArray<BoundFunc> funcs = [.. _funcs.Select(func => BindFunc(func.Syntax, func.Symbol))];
        ImmutableArray<BoundKernel> kernels = [.. _kernels.Select(kernel => BindKernel(kernel.Syntax, kernel.Symbol))];
        _program.Calls.ReportCycles(_program.Diagnostics);
        var diagnostics = _program.Diagnostics.Bag;
        var whole = !diagnostics.HasErrors && !file.Declarations.Any(declaration => declaration.IsBroken);
        return (whole ? new(funcs, kernels) : null, diagnostics);
    }

    private void Declare()
    {
        Dictionary<string, NameSyntax> names = [];
        foreach (var declaration in file.Declarations)
        {
            if (declaration.Name.Text.Length == 0) continue;
            if (declaration.IsBroken && declaration is ImportSyntax) continue;
            if (declaration is ImportSyntax import) _program.Diagnostics.Report(DslDiagnostics.ImportNotSupported, import.Span);
            else CheckName(declaration, names);
            if (declaration is FuncSyntax func) _funcs.Add((func, Add(new SignatureBinder(_program).BindFunc(func))));
            if (declaration is KernelSyntax kernel) _kernels.Add((kernel, Add(new SignatureBinder(_program).BindKernel(kernel))));
        }
    }

    private T Add<T>(T symbol) where T : CallableSymbol
    {
        _program.Add(symbol);
        return symbol;
    }

    private void CheckName(DeclarationSyntax declaration, Dictionary<string, NameSyntax> names)
    {
        var name = declaration.Name;
        if (ElementTypes.Parse(name.Text) is not null || (declaration is FuncSyntax && MathTable.Find(name.Text) is not null))
            _program.Diagnostics.Report(DslDiagnostics.BuiltinName, name.Span, name.Text);
        else if (!names.TryAdd(name.Text, name))
            ReportTwice(name, names[name.Text]);
    }

    private void ReportTwice(NameSyntax name, NameSyntax first) => _program.Diagnostics.ReportWithNote(
        DslDiagnostics.AlreadyDeclared, name.Span, _program.Diagnostics.LocationOf(first.Span), "first declared here", name.Text);

    private BoundFunc BindFunc(FuncSyntax syntax, FuncSymbol symbol)
    {
        var context = new BodyContext(_program, BodyKind.Func, symbol);
        foreach (var parameter in symbol.Parameters) context.Scope.Add(parameter);
        var expressions = new ExpressionBinder(context);
        var location = context.LocationOf(syntax.Name);
        if (syntax.IsBroken) return new(symbol, new BoundBlock([], location));
        if (syntax.Body is null && syntax.Expression is { } expression)
            return new(symbol, new BoundBlock([new BoundReturn(expressions.BindAs(expression, symbol.Result), location)], location));

        var body = new StatementBinder(expressions).BindBlock(syntax.Body!);
        if (!_program.Diagnostics.Bag.HasErrors && !PathAnalysis.AlwaysReturns(body))
            _program.Diagnostics.Report(DslDiagnostics.FuncMustReturn, syntax.Name.Span, symbol.Name, symbol.Result.Name);
        return new(symbol, body);
    }

    private BoundKernel BindKernel(KernelSyntax syntax, KernelSymbol symbol)
    {
        var context = new BodyContext(_program, symbol.IsWorkflow ? BodyKind.Workflow : BodyKind.Kernel, symbol);
        if (syntax.IsBroken) return new(symbol, new BoundBlock([], symbol.Location));
        foreach (var extent in symbol.ShapeSymbols) context.Scope.Add(extent);
        foreach (var argument in symbol.Arguments) context.Scope.Add(argument);
        // A result without a name is written by 'return' alone.
        foreach (var (result, output) in symbol.Results.Zip(syntax.Outputs))
            if (output.Name is not null)
                context.Scope.Add(result);
        var before = _program.Diagnostics.Bag.ErrorCount;
        var body = new StatementBinder(new ExpressionBinder(context)).BindBlock(syntax.Body);
        // The analyses need the whole body: one that lacks statements would look as if nothing was written.
        if (_declarationsAreSound && _program.Diagnostics.Bag.ErrorCount == before) Analyze(syntax, symbol, body);
        return new(symbol, body);
    }

    private void Analyze(KernelSyntax syntax, KernelSymbol symbol, BoundBlock body)
    {
        new OutputAnalysis(symbol, _program.Diagnostics).Check(syntax, body);
        new ParallelAnalysis(_program.Diagnostics).Check(body);
    }
}
