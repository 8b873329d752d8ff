using System.Globalization;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>The constants of a program, each computed when it is first needed, so that their order does not matter.</summary>
internal sealed class ConstantTable(ProgramSymbols program)
{
    // Each constant that another needs first is a few frames on the stack.
    private const int MaxDepth = Grammar.DepthLimitedParser.MaxDepth;

    private static readonly ConstantSymbol Wrong = new(new BoundError(default));
    private readonly DeclarationsByName<ConstSyntax> _declared = new(program);
    private readonly Dictionary<string, ConstantSymbol> _values = [];

    public IEnumerable<string> Names => _declared.Names;

    /// <summary>The arrays among those found so far.</summary>
    public IEnumerable<VariableSymbol> Arrays => _values.Values.Select(constant => constant.Array).OfType<VariableSymbol>();

    public ConstantSymbol? Find(string name)
    {
        if (_values.TryGetValue(name, out var known)) return known;
        if (_declared.Find(name) is not { } declaration) return null;
        if (_declared.CycleOf(name) is { } path) return Refuse(declaration, DslDiagnostics.ConstantCycle, name, path);
        if (_declared.Depth == MaxDepth) return Refuse(declaration, DslDiagnostics.NestingTooDeep, MaxDepth);

        _declared.Begin(name);
        var syntax = (ConstSyntax)declaration.Syntax;
        var value = syntax.IsBroken ? Wrong : Evaluate(syntax, declaration.Diagnostics);
        _declared.End();
        // A cycle through this constant has already given it its (wrong) value.
        _values.TryAdd(name, value with { Name = name, Location = declaration.Diagnostics.LocationOf(syntax.Name.Span) });
        declaration.Diagnostics.Names.Declare(syntax.Name, _values[name]);
        return _values[name];
    }

    /// <summary>Computes all of them, so that each is checked once.</summary>
    public void BindAll()
    {
        foreach (var name in Names) Find(name);
    }

    private ConstantSymbol Refuse(SourceDeclaration declaration, DiagnosticDescriptor descriptor, params object?[] arguments)
    {
        declaration.Diagnostics.Report(descriptor, declaration.Syntax.Name.Span, arguments);
        return _values[declaration.Syntax.Name.Text] = Wrong;
    }

    private ConstantSymbol Evaluate(ConstSyntax syntax, BindingDiagnostics diagnostics)
    {
        var context = new BodyContext(program, diagnostics, BodyKind.Constant, owner: null);
        var binder = new ExpressionBinder(context);
        var type = syntax.Type is { } written ? new TypeBinder(context).BindLocal(written) : null;
        if (type is ErrorType) return Wrong;
        if (type is RecordType) return Report(DslDiagnostics.NotConstant, syntax.Type!);
        if (type is ArrayType || syntax.Value is ArraySyntax)
            return new ConstantArray(binder).Bind(syntax, type) is { } array ? new(new BoundError(default), array) : Wrong;
        var value = type is ScalarType { Kind: var kind }
            ? binder.BindAs(syntax.Value, kind)
            : Literal(binder.BindScalar(syntax.Value), binder.Literals);
        return value is BoundLiteral or BoundOpenLiteral or BoundError ? new(value) : Report(DslDiagnostics.NotConstant, syntax.Value);

        ConstantSymbol Report(DiagnosticDescriptor descriptor, SyntaxNode at)
        {
            diagnostics.Report(descriptor, at.Span, syntax.Name.Text);
            return Wrong;
        }
    }

    /// <summary>A constant without a type stays a literal, and takes the type of each place that uses it.</summary>
    private static BoundExpression Literal(BoundExpression value, LiteralTyper literals)
    {
        if (value is BoundOpenLiteral || value.Type is not OpenType open) return value;
        return literals.As(value, open.IsFloat ? ElementType.F64 : ElementType.I64) switch
        {
            BoundLiteral { Value: var number } when open.IsFloat =>
                new BoundOpenLiteral(null, number.Float.ToString("R", CultureInfo.InvariantCulture), default, value.Location),
            BoundLiteral { Value: var number } => new BoundOpenLiteral(number.Integer, number.ToString(), default, value.Location),
            var other => other,
        };
    }
}

/// <summary>A named constant: a literal, typed or open, or an array of constants.</summary>
internal sealed record ConstantSymbol(BoundExpression Value, VariableSymbol? Array = null) : ISymbol
{
    public string Name { get; init; } = "";

    public Location Location { get; init; }

    /// <summary>The constant as if written at this place.</summary>
    public BoundExpression ValueAt(SourceSpan span, Location location) =>
        Array is not null ? new BoundVariable(Array, location)
        : Value is BoundOpenLiteral open ? open with { Span = span, Location = location }
        : Value with { Location = location };
}
