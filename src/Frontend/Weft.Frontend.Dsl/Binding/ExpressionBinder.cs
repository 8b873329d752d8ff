using System.Collections.Immutable;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>
/// Resolves names and types of expressions. <see cref="Bind"/> leaves literals open; the methods that know the context close them.
/// After an error the result is a <see cref="BoundError"/>, which is not reported again.
/// </summary>
internal sealed class ExpressionBinder
{
    private readonly OperatorBinder _operators;
    private readonly CallBinder _calls;
    private readonly ReductionBinder _reductions;
    private readonly NameBinder _names;
    private readonly RecordBinder _records;

    public ExpressionBinder(BodyContext context)
    {
        Context = context;
        Literals = new(context.Diagnostics);
        _names = new(this);
        _operators = new(this);
        _calls = new(this);
        _reductions = new(this);
        _records = new(this);
    }

    public BodyContext Context { get; }

    public LiteralTyper Literals { get; }

    public KernelCallBinder KernelCalls => _calls.Kernels;

    public NameBinder Names => _names;

    /// <summary>The kernel that a call names, or null.</summary>
    public KernelSymbol? KernelOf(CallSyntax call) => _calls.KernelOf(call);

    public OperatorBinder Operators => _operators;

    /// <summary>Of workflows.</summary>
    public SliceBinder Slices => field ??= new(this);

    public RecordBinder Records => _records;

    public ReductionBinder Reductions => _reductions;

    public ScanBinder Scans => field ??= new(this);

    /// <summary>An expression of any type, open literals included.</summary>
    public BoundExpression Bind(ExpressionSyntax syntax)
    {
        var value = BindForm(syntax);
        // What a call gives whose signature is wrong has no type, either: it is an error like any other.
        return value.Type is ErrorType ? new BoundError(value.Location) : value;
    }

    private BoundExpression BindForm(ExpressionSyntax syntax) => syntax switch
    {
        LiteralSyntax literal => LiteralReader.Read(literal, Context.Diagnostics),
        NameExpressionSyntax name => _names.Bind(name),
        ElementSyntax element => _names.BindElement(element),
        CallSyntax call => _calls.Bind(call),
        ReductionSyntax reduction => _reductions.Bind(reduction),
        FoldSyntax fold => _reductions.BindFold(fold),
        ScanSyntax scan => Scans.Bind(scan),
        MemberSyntax member => _records.BindMember(member),
        RecordValueSyntax record => _records.BindValue(record),
        SliceSyntax => Fail(syntax, DslDiagnostics.SliceInKernel, TextOf(syntax)),
        ArraySyntax => Fail(syntax, DslDiagnostics.ArrayLiteralPlace),
        UnarySyntax unary => _operators.BindUnary(unary),
        BinarySyntax binary => _operators.BindBinary(binary),
        ConditionalSyntax conditional => _operators.BindConditional(conditional),
        ParenthesizedSyntax parenthesized => Bind(parenthesized.Inner),
        TupleSyntax => Fail(syntax, DslDiagnostics.TupleAsValue),
        _ => new BoundError(Context.LocationOf(syntax)),
    };

    /// <summary>A scalar, open literals included.</summary>
    public BoundExpression BindScalar(ExpressionSyntax syntax) => Scalar(Bind(syntax), syntax);

    /// <summary>A bound value that must be a scalar.</summary>
    public BoundExpression Scalar(BoundExpression value, ExpressionSyntax syntax)
    {
        if (value.Type is RecordType record)
            return Fail(syntax, DslDiagnostics.RecordAsScalar, TextOf(syntax), record, Placeholders.Field(record));
        if (value.Type is not ArrayType array) return value;
        return Fail(syntax, DslDiagnostics.ArrayAsScalar, TextOf(syntax), array, Placeholders.Subscripts(array.Rank));
    }

    /// <summary>A value with the type that it has by itself.</summary>
    public BoundExpression BindClosed(ExpressionSyntax syntax) => Literals.Close(Bind(syntax));

    public BoundExpression BindAs(ExpressionSyntax syntax, ElementType kind) => ConvertTo(kind, BindScalar(syntax), syntax);

    /// <summary>The scalars of a value of a scalar type or record; null, reported, where it is something else.</summary>
    public ImmutableArray<BoundExpression>? BindLeaves(ExpressionSyntax syntax, WeftType type)
    {
        if (type is RecordType record) return _records.BindAs(syntax, record)?.Leaves;
        return type is ScalarType { Kind: var kind } && BindAs(syntax, kind) is var value and not BoundError ? [value] : null;
    }

    public BoundExpression BindCondition(ExpressionSyntax syntax) => BindAs(syntax, ElementType.Bool);

    /// <summary>A subscript or a bound of a loop: of any integer type, made <c>index</c>.</summary>
    public BoundExpression BindIndex(ExpressionSyntax syntax)
    {
        var value = Literals.As(BindScalar(syntax), ElementType.Index);
        if (value.Type is not ScalarType { Kind: var kind }) return value;
        if (kind == ElementType.Index) return value;
        if (!kind.IsInteger) return Fail(syntax, DslDiagnostics.IndexNotInteger, kind.Name, TextOf(syntax));
        return Literals.Fold(new BoundConversion(value, ElementType.Index, value.Location));
    }

    /// <summary>Checks a bound scalar against the type that its place asks for; literals take that type.</summary>
    public BoundExpression ConvertTo(ElementType kind, BoundExpression value, ExpressionSyntax syntax)
    {
        value = Literals.As(value, kind);
        if (value.Type is ErrorType || (value.Type is ScalarType found && found.Kind == kind)) return value;
        return Fail(syntax, DslDiagnostics.TypeMismatch, kind.Name, value.Type, Conversions.Suggest(kind, value.Type, TextOf(syntax)));
    }

    /// <summary>The source of a piece of syntax, for messages that show what to write instead.</summary>
    public string TextOf(SyntaxNode syntax) => Context.Diagnostics.TextOf(syntax.Span);

    public BoundError Fail(SyntaxNode at, Weft.IR.DiagnosticDescriptor descriptor, params object?[] arguments)
    {
        Context.Diagnostics.Report(descriptor, at.Span, arguments);
        return new(Context.LocationOf(at));
    }
}
