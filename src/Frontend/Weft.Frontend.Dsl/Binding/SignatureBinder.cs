using System.Collections.Immutable;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>Parameters, outputs and shape symbols of one declaration.</summary>
/// <param name="types">What the type parameters of a generic declaration stand for; null for others.</param>
internal sealed class SignatureBinder(
    ProgramSymbols program, BindingDiagnostics diagnostics, IReadOnlyDictionary<string, ElementType>? types = null)
{
    private readonly BodyContext _context = new(program, diagnostics, BodyKind.Constant, owner: null, types);
    private readonly List<VariableSymbol> _parameters = [];
    private readonly List<VariableSymbol> _symbols = [];
    private readonly HashSet<string> _fixed = [];
    private readonly List<(ShapeExpr Dimension, ExpressionSyntax Written)> _outputDimensions = [];

    /// <param name="name">Under which it is known; of a generic kernel with its types.</param>
    public KernelSymbol BindKernel(KernelSyntax syntax, string name, bool isHelper)
    {
        foreach (var parameter in syntax.Parameters) BindParameter(parameter);
        for (var i = 0; i < syntax.Outputs.Length; i++) BindOutput(syntax, i);
        CheckOutputs(syntax.IsWorkflow);
        var outputs = syntax.Outputs.Select(output => output.Name).OfType<NameSyntax>();
        CheckNames([.. syntax.Parameters.Select(parameter => parameter.Name), .. outputs]);
        var location = _context.LocationOf(syntax.Name);
        ImmutableArray<ShapeConstraint> constraints = [.. syntax.Constraints.SelectMany(Constraints)];
        return new(name, syntax.IsWorkflow, [.. _parameters], syntax.Outputs.Length, [.. _symbols], syntax.Doc, location)
        {
            Constraints = constraints,
            IsHelper = isHelper,
            IsFast = syntax.IsFast,
        };
    }

    public FuncSymbol BindFunc(FuncSyntax syntax, string name)
    {
        foreach (var parameter in syntax.Parameters)
        {
            var type = Scalar(parameter.Type, syntax, parameter.Name.Text);
            if (parameter.Access != AccessSyntax.None || parameter.Default is not null)
                diagnostics.Report(DslDiagnostics.FuncParameterForm, parameter.Span, parameter.Name.Text);
            Add(parameter.Name, VariableSymbol.Of(parameter.Name.Text, type, VariableKind.Input, _context.LocationOf(parameter.Name)));
        }

        CheckNames(syntax.Parameters.Select(parameter => parameter.Name));
        var result = Scalar(syntax.Result, syntax, "its result");
        if (result is ErrorType) result = new ScalarType(ElementType.F32);
        return new(name, [.. _parameters], result, syntax.Doc, _context.LocationOf(syntax.Name)) { IsHelper = true };
    }

    private WeftType Scalar(TypeSyntax syntax, FuncSyntax func, string what)
    {
        var type = new TypeBinder(_context).Bind(syntax, _ => new ShapeExpr.Literal(0));
        if (type is not (ArrayType or RecordType { Dimensions.Count: > 0 })) return type;
        diagnostics.Report(DslDiagnostics.ArrayInFunc, syntax.Span, what == "its result" ? $"the result of {func.Name}" : what);
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
        var (name, location) = (syntax.Name.Text, _context.LocationOf(syntax.Name));
        Add(syntax.Name, Default(syntax, type, kind) is { } value
            ? new(name, type, kind, location) { Default = value }
            : VariableSymbol.Of(name, type, kind, location));
    }

    private void BindOutput(KernelSyntax syntax, int position)
    {
        var output = syntax.Outputs[position];
        if (output.Name is null && !syntax.IsWorkflow)
            diagnostics.Report(DslDiagnostics.OutputNeedsName, output.Span, diagnostics.TextOf(output.Span));
        var name = output.Name?.Text ?? (syntax.Outputs.Length == 1 ? "result" : $"result{position}");
        Add(output.Name, VariableSymbol.Of(name, Type(output.Type, isOutput: true), VariableKind.Output, _context.LocationOf(output)));
    }

    private void Add(NameSyntax? name, VariableSymbol parameter)
    {
        _parameters.Add(parameter);
        if (name is not null) diagnostics.Names.Declare(name, parameter);
    }

    /// <summary>A dimension of an input fixes a symbol, alone or in a formula that can be solved for it; other formulas must be over
    /// symbols fixed before.</summary>
    private WeftType Type(TypeSyntax syntax, bool isOutput)
    {
        var type = new TypeBinder(_context).Bind(syntax, Symbol);
        var dimensions = type switch
        {
            ArrayType array => array.Dimensions,
            RecordType record => record.Dimensions,
            _ => [],
        };
        foreach (var (dimension, written) in dimensions.Zip(syntax.Dimensions))
        {
            if (isOutput) _outputDimensions.Add((dimension, written));
            else if (dimension.Solve(dimension, _fixed.Contains) is var (name, _)) _fixed.Add(name);
            else CheckFixed(dimension, written);
        }

        return type;
    }

    /// <summary>The caller of a kernel may give the shape of an output, and fixes symbols by that; a workflow makes its outputs.</summary>
    private void CheckOutputs(bool isWorkflow)
    {
        foreach (var (dimension, _) in _outputDimensions)
            if (!isWorkflow && dimension is ShapeExpr.Symbol symbol) _fixed.Add(symbol.Name);
        foreach (var (dimension, written) in _outputDimensions) CheckFixed(dimension, written);
    }

    private void CheckFixed(ShapeExpr dimension, ExpressionSyntax written)
    {
        if (dimension.Symbols.FirstOrDefault(symbol => !_fixed.Contains(symbol)) is { } unknown)
            diagnostics.Report(DslDiagnostics.SymbolNotFixed, written.Span, diagnostics.TextOf(written.Span), unknown);
    }

    /// <summary><c>m % 16 == 0</c>, and each side of an <c>&amp;&amp;</c>.</summary>
    private IEnumerable<ShapeConstraint> Constraints(ExpressionSyntax syntax)
    {
        while (syntax is ParenthesizedSyntax parenthesized) syntax = parenthesized.Inner;
        if (syntax is BinarySyntax { Operator: "&&" } both) return Constraints(both.Left).Concat(Constraints(both.Right)).ToList();
        if (syntax is not BinarySyntax { Operator: var op } comparison || !ShapeConstraint.Comparisons.Contains(op))
        {
            if (syntax is not MissingSyntax) diagnostics.Report(DslDiagnostics.BadConstraint, syntax.Span, diagnostics.TextOf(syntax.Span));
            return [];
        }

        var binder = new TypeBinder(_context);
        var (left, right) = (binder.Formula(comparison.Left, Known), binder.Formula(comparison.Right, Known));
        return left is null || right is null ? [] : [new(left, op, right)];
    }

    private ShapeExpr? Known(NameSyntax name)
    {
        if (_fixed.Contains(name.Text)) return Symbol(name);
        diagnostics.Report(DslDiagnostics.UnknownExtent, name.Span, name.Text, Suggestion.For(name.Text, _fixed));
        return null;
    }

    private ShapeExpr.Symbol Symbol(NameSyntax name)
    {
        if (_symbols.Find(symbol => symbol.Name == name.Text) is { } known)
        {
            diagnostics.Names.Use(name, known);
        }
        else
        {
            _symbols.Add(new(name.Text, new ScalarType(ElementType.Index), VariableKind.ShapeSymbol, _context.LocationOf(name)));
            diagnostics.Names.Declare(name, _symbols[^1]);
        }

        return new(name.Text);
    }

    private Constant? Default(ParameterSyntax syntax, WeftType type, VariableKind kind)
    {
        if (syntax.Default is not { } value) return null;
        var bound = type is ScalarType { Kind: var scalar } && kind == VariableKind.Input
            ? new ExpressionBinder(_context).BindAs(value, scalar)
            : null;
        if (bound is null && type is not ErrorType) diagnostics.Report(DslDiagnostics.DefaultNotAllowed, value.Span, syntax.Name.Text);
        if (bound is BoundLiteral literal) return literal.Value;
        if (bound is not null and not BoundError) diagnostics.Report(DslDiagnostics.NotConstant, value.Span, syntax.Name.Text);
        return null;
    }

    private void CheckNames(IEnumerable<NameSyntax> names)
    {
        Dictionary<string, SourceSpan> seen = [];
        foreach (var name in names)
        {
            if (name.Text.Length == 0) continue;
            if (name.Text.EndsWith('\''))
                diagnostics.Report(DslDiagnostics.PrimedName, name.Span, name.Text);
            else if (_context.TypeNamed(name.Text) is not null)
                diagnostics.Report(DslDiagnostics.TypeNameAsName, name.Span, name.Text);
            else if (_symbols.Find(symbol => symbol.Name == name.Text) is { } symbol)
                diagnostics.ReportWithNote(
                    DslDiagnostics.SymbolIsParameter, name.Span, symbol.Location, "the extent is named here", name.Text);
            else if (!seen.TryAdd(name.Text, name.Span))
                diagnostics.ReportWithNote(
                    DslDiagnostics.AlreadyDeclared, name.Span, diagnostics.LocationOf(seen[name.Text]), "first declared here", name.Text);
        }
    }
}
