using System.Globalization;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>The constants of a file, each computed when it is first needed, so that their order does not matter.</summary>
internal sealed class ConstantTable
{
    // Each constant that another needs first is a few frames on the stack.
    private const int MaxDepth = Grammar.DepthLimitedParser.MaxDepth;

    private readonly ProgramSymbols _program;
    private readonly Dictionary<string, ConstSyntax> _declared = [];
    private readonly Dictionary<string, ConstantSymbol> _values = [];
    private readonly List<string> _underway = [];

    public ConstantTable(ProgramSymbols program, FileSyntax file)
    {
        _program = program;
        foreach (var constant in file.Declarations.OfType<ConstSyntax>()) _declared.TryAdd(constant.Name.Text, constant);
    }

    public IEnumerable<string> Names => _declared.Keys;

    public ConstantSymbol? Find(string name)
    {
        if (_values.TryGetValue(name, out var known)) return known;
        if (!_declared.TryGetValue(name, out var syntax)) return null;
        if (_underway.Contains(name))
        {
            var path = string.Join(" -> ", _underway.SkipWhile(other => other != name).Append(name));
            return Refuse(syntax, DslDiagnostics.ConstantCycle, name, path);
        }

        if (_underway.Count == MaxDepth) return Refuse(syntax, DslDiagnostics.NestingTooDeep, MaxDepth);

        _underway.Add(name);
        var value = syntax.IsBroken ? new BoundError(default) : Evaluate(syntax);
        _underway.RemoveAt(_underway.Count - 1);
        // A cycle through this constant has already given it its (wrong) value.
        _values.TryAdd(name, new(value));
        return _values[name];
    }

    /// <summary>Computes all of them, so that each is checked once.</summary>
    public void BindAll()
    {
        foreach (var name in _declared.Keys) Find(name);
    }

    private ConstantSymbol Refuse(ConstSyntax syntax, DiagnosticDescriptor descriptor, params object?[] arguments)
    {
        _program.Diagnostics.Report(descriptor, syntax.Name.Span, arguments);
        return _values[syntax.Name.Text] = new(new BoundError(default));
    }

    private BoundExpression Evaluate(ConstSyntax syntax)
    {
        var context = new BodyContext(_program, BodyKind.Constant, owner: null);
        var binder = new ExpressionBinder(context);
        if (syntax.Type is not { } written) return Check(Literal(binder.BindScalar(syntax.Value), binder.Literals), syntax);
        var type = new TypeBinder(context).BindLocal(written);
        if (type is ScalarType { Kind: var kind }) return Check(binder.BindAs(syntax.Value, kind), syntax);
        if (type is ArrayType) _program.Diagnostics.Report(DslDiagnostics.ConstantArray, written.Span, syntax.Name.Text);
        return new BoundError(default);
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

    private BoundExpression Check(BoundExpression value, ConstSyntax syntax)
    {
        if (value is BoundLiteral or BoundOpenLiteral or BoundError) return value;
        _program.Diagnostics.Report(DslDiagnostics.NotConstant, syntax.Value.Span, syntax.Name.Text);
        return new BoundError(default);
    }
}

/// <summary>A named constant: a literal, typed or open.</summary>
internal sealed record ConstantSymbol(BoundExpression Value)
{
    /// <summary>The literal as if written at this place.</summary>
    public BoundExpression ValueAt(SourceSpan span, Location location) =>
        Value is BoundOpenLiteral open ? open with { Span = span, Location = location } : Value with { Location = location };
}
