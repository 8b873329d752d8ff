using System.Collections.Immutable;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>Parameters, outputs and shape symbols of one declaration.</summary>
internal sealed class SignatureBinder(ProgramSymbols program)
{
    private readonly BodyContext _context = new(program, BodyKind.Constant, owner: null);
    private readonly List<VariableSymbol> _parameters = [];
    private readonly List<VariableSymbol> _symbols = [];
    private readonly HashSet<string> _fixed = [];
    private readonly List<(ShapeExpr Dimension, ExpressionSyntax Written)> _outputDimensions = [];

    private BindingDiagnostics Diagnostics => program.Diagnostics;

    public KernelSymbol BindKernel(KernelSyntax syntax)
    {
        foreach (var parameter in syntax.Parameters) BindParameter(parameter);
        for (var i = 0; i < syntax.Outputs.Length; i++) BindOutput(syntax, i);
        CheckOutputs(syntax.IsWorkflow);
        var outputs = syntax.Outputs.Select(output => output.Name).OfType<NameSyntax>();
        CheckNames([.. syntax.Parameters.Select(parameter => parameter.Name), .. outputs]);
        var location = _context.LocationOf(syntax.Name);
        return new(syntax.Name.Text, syntax.IsWorkflow, [.. _parameters], syntax.Outputs.Length, [.. _symbols], syntax.Doc, location);
    }

    public FuncSymbol BindFunc(FuncSyntax syntax)
    {
        foreach (var parameter in syntax.Parameters)
        {
            var type = Scalar(parameter.Type, syntax, parameter.Name.Text);
            if (parameter.Access != AccessSyntax.None || parameter.Default is not null)
                Diagnostics.Report(DslDiagnostics.FuncParameterForm, parameter.Span, parameter.Name.Text);
            _parameters.Add(new(parameter.Name.Text, type, VariableKind.Input, _context.LocationOf(parameter.Name)));
        }

        CheckNames(syntax.Parameters.Select(parameter => parameter.Name));
        var result = Scalar(syntax.Result, syntax, "its result") is ScalarType { Kind: var kind } ? kind : ElementType.F32;
        return new(syntax.Name.Text, [.. _parameters], result, syntax.Doc, _context.LocationOf(syntax.Name));
    }

    private WeftType Scalar(TypeSyntax syntax, FuncSyntax func, string what)
    {
        var type = new TypeBinder(_context).Bind(syntax, _ => new ShapeExpr.Literal(0));
        if (type is not ArrayType) return type;
        Diagnostics.Report(DslDiagnostics.ArrayInFunc, syntax.Span, what == "its result" ? $"the result of {func.Name}" : what);
        return new ErrorType();
    }

    private void BindParameter(ParameterSyntax syntax)
    {
        var kind = syntax.Access switch
        {
            AccessSyntax.InOut => VariableKind.InOut,
            AccessSyntax.Out => VariableKind.Output,
            _ => VariableKind.Input,
        };
        var type = Type(syntax.Type, isOutput: kind == VariableKind.Output);
        _parameters.Add(new(syntax.Name.Text, type, kind, _context.LocationOf(syntax.Name)) { Default = Default(syntax, type, kind) });
    }

    private void BindOutput(KernelSyntax syntax, int position)
    {
        var output = syntax.Outputs[position];
        if (output.Name is null && !syntax.IsWorkflow)
            Diagnostics.Report(DslDiagnostics.OutputNeedsName, output.Span, Diagnostics.TextOf(output.Span));
        var name = output.Name?.Text ?? (syntax.Outputs.Length == 1 ? "result" : $"result{position}");
        _parameters.Add(new(name, Type(output.Type, isOutput: true), VariableKind.Output, _context.LocationOf(output)));
    }

    /// <summary>A plain name in a dimension of an input fixes a symbol; formulas must be over symbols fixed before.</summary>
    private WeftType Type(TypeSyntax syntax, bool isOutput)
    {
        var type = new TypeBinder(_context).Bind(syntax, Symbol);
        if (type is not ArrayType array) return type;
        foreach (var (dimension, written) in array.Dimensions.Zip(syntax.Dimensions))
        {
            if (isOutput) _outputDimensions.Add((dimension, written));
            else if (dimension is ShapeExpr.Symbol { Name: var name }) _fixed.Add(name);
            else CheckFixed(dimension, written);
        }

        return type;
    }

    /// <summary>The caller of a kernel may give the shape of an output, and fixes symbols by that; a workflow makes its outputs.</summary>
    private void CheckOutputs(bool isWorkflow)
    {
        if (!isWorkflow) _fixed.UnionWith(_outputDimensions.Select(d => d.Dimension).OfType<ShapeExpr.Symbol>().Select(s => s.Name));
        foreach (var (dimension, written) in _outputDimensions) CheckFixed(dimension, written);
    }

    private void CheckFixed(ShapeExpr dimension, ExpressionSyntax written)
    {
        if (dimension.Symbols.FirstOrDefault(symbol => !_fixed.Contains(symbol)) is { } unknown)
            Diagnostics.Report(DslDiagnostics.SymbolNotFixed, written.Span, Diagnostics.TextOf(written.Span), unknown);
    }

    private ShapeExpr.Symbol Symbol(NameSyntax name)
    {
        if (!_symbols.Exists(symbol => symbol.Name == name.Text))
            _symbols.Add(new(name.Text, new ScalarType(ElementType.Index), VariableKind.ShapeSymbol, _context.LocationOf(name)));
        return new(name.Text);
    }

    private Constant? Default(ParameterSyntax syntax, WeftType type, VariableKind kind)
    {
        if (syntax.Default is not { } value) return null;
        var bound = type is ScalarType { Kind: var scalar } && kind == VariableKind.Input
            ? new ExpressionBinder(_context).BindAs(value, scalar)
            : null;
        if (bound is null && type is not ErrorType) Diagnostics.Report(DslDiagnostics.DefaultNotAllowed, value.Span, syntax.Name.Text);
        if (bound is BoundLiteral literal) return literal.Value;
        if (bound is not null and not BoundError) Diagnostics.Report(DslDiagnostics.NotConstant, value.Span, syntax.Name.Text);
        return null;
    }

    private void CheckNames(IEnumerable<NameSyntax> names)
    {
        Dictionary<string, SourceSpan> seen = [];
        foreach (var name in names)
        {
            if (name.Text.Length == 0) continue;
            if (ElementTypes.Parse(name.Text) is not null)
                Diagnostics.Report(DslDiagnostics.TypeNameAsName, name.Span, name.Text);
            else if (_symbols.Find(symbol => symbol.Name == name.Text) is { } symbol)
                Diagnostics.ReportWithNote(
                    DslDiagnostics.SymbolIsParameter, name.Span, symbol.Location, "the extent is named here", name.Text);
            else if (!seen.TryAdd(name.Text, name.Span))
                Diagnostics.ReportWithNote(
                    DslDiagnostics.AlreadyDeclared, name.Span, Diagnostics.LocationOf(seen[name.Text]), "first declared here", name.Text);
        }
    }
}
