using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;

namespace Weft.Frontend.Dsl.Binding;

/// <summary><c>let</c> and <c>var</c>.</summary>
internal sealed class LocalBinder(ExpressionBinder expressions)
{
    private readonly BodyContext _context = expressions.Context;
    private readonly TypeBinder _types = new(expressions.Context);

    public BoundStatement? Bind(LocalSyntax syntax)
    {
        var type = syntax.Type is { } written ? _types.BindLocal(written) : null;
        if (CalledKernel(syntax.Value) is var (call, kernel) && !(type is ArrayType && _context.Kind == BodyKind.Workflow))
            BindCall(syntax, type, call, kernel);
        else if (syntax.Names.Length > 1) Refuse(syntax, DslDiagnostics.TupleNeedsCall);
        else if (syntax.Value is null) return BindZero(syntax, type);
        else return BindValue(syntax, type, syntax.Value);
        return null;
    }

    private (CallSyntax Call, KernelSymbol Kernel)? CalledKernel(ExpressionSyntax? value)
    {
        while (value is ParenthesizedSyntax parenthesized) value = parenthesized.Inner;
        return value is CallSyntax call && expressions.KernelOf(call) is { } kernel ? (call, kernel) : null;
    }

    /// <summary>The results of a call become the new variables directly.</summary>
    private void BindCall(LocalSyntax syntax, WeftType? type, CallSyntax call, KernelSymbol kernel)
    {
        if (kernel.Results.Length != syntax.Names.Length)
        {
            expressions.KernelCalls.ReportCount(syntax, kernel, syntax.Names.Length);
            DeclareUnknown(syntax);
            return;
        }

        var results = expressions.KernelCalls.Call(call, kernel, [], (position, result) =>
            _context.Declare(syntax.Names[position], type is ArrayType wanted && wanted.CanHold(result) ? type : result, KindOf(syntax)));
        if (results is null) DeclareUnknown(syntax);
        else if (type is not null and not ErrorType && results.Value.FirstOrDefault(result => result.Type != type) is { } other)
            expressions.Fail(syntax.Value!, DslDiagnostics.TypeMismatch, type, other.Type, "leave the type out: the call gives it");
    }

    private BoundDeclaration? BindZero(LocalSyntax syntax, WeftType? type)
    {
        if (!syntax.IsMutable) return Refuse(syntax, DslDiagnostics.LetNeedsValue, Name(syntax).Text);
        if (type is null) return Refuse(syntax, DslDiagnostics.VarNeedsType, Name(syntax).Text);
        if (type is ArrayType && _context.Kind == BodyKind.Func) return Refuse(syntax, DslDiagnostics.ArrayInFunc, Name(syntax).Text);
        if (type is not RecordType) return new(_context.Declare(Name(syntax), type, VariableKind.Var), null, _context.LocationOf(syntax));
        foreach (var leaf in _context.Declare(Name(syntax), type, VariableKind.Var).Leaves)
            _context.Pending!.Add(new BoundDeclaration(leaf, null, _context.LocationOf(syntax)));
        return null;
    }

    private bool IsWholeArray(RecordType record) => record.Dimensions.Count > 0 && _context.Kind != BodyKind.Workflow;

    private void DeclareRecord(LocalSyntax syntax, BoundRecord value)
    {
        var variable = _context.Declare(Name(syntax), value.Record, KindOf(syntax));
        foreach (var (leaf, scalar) in variable.Leaves.Zip(value.Leaves))
            _context.Pending!.Add(new BoundDeclaration(leaf, scalar, _context.LocationOf(syntax)));
    }

    private BoundDeclaration? BindValue(LocalSyntax syntax, WeftType? type, ExpressionSyntax written)
    {
        var value = type is ScalarType { Kind: var kind } ? expressions.BindAs(written, kind) : expressions.BindClosed(written);
        if (value is BoundError || type is ErrorType) DeclareUnknown(syntax);
        else if (value is BoundRecord { Record: var record } && (IsWholeArray(record) || (type ?? record) != record))
            RefuseRecord(syntax, written, type ?? record, record);
        else if (value is BoundRecord whole) DeclareRecord(syntax, whole);
        else if (type is RecordType wantedRecord) RefuseRecord(syntax, written, wantedRecord, value.Type);
        else if (value.Type is ArrayType array && _context.Kind != BodyKind.Workflow)
            Refuse(
                syntax, DslDiagnostics.WholeArray, expressions.TextOf(written), array, Placeholders.Subscripts(array.Rank));
        else if (type is ArrayType wanted && !wanted.CanHold(value.Type))
            Refuse(written, syntax, DslDiagnostics.ArrayInitializer, wanted, value.Type);
        else
            return new(_context.Declare(Name(syntax), type ?? value.Type, KindOf(syntax)), value, _context.LocationOf(syntax));
        return null;
    }

    private void RefuseRecord(LocalSyntax syntax, ExpressionSyntax written, WeftType wanted, WeftType found)
    {
        if (found is RecordType { Dimensions.Count: > 0 } array)
            Refuse(syntax, DslDiagnostics.WholeArray, expressions.TextOf(written), array, Placeholders.Subscripts(array.Dimensions.Count));
        else
            Refuse(written, syntax, DslDiagnostics.TypeMismatch, wanted, found, $"write '{wanted} {{ ... }}'");
    }

    /// <summary>After an error the names exist all the same, so that their uses are not reported too.</summary>
    private void DeclareUnknown(LocalSyntax syntax)
    {
        foreach (var name in syntax.Names)
            if (!_context.Scope.TryFind(name.Text, out _))
                _context.Declare(name, new ErrorType(), VariableKind.Var);
    }

    private BoundDeclaration? Refuse(LocalSyntax syntax, Weft.IR.DiagnosticDescriptor descriptor, params object?[] arguments) =>
        Refuse(syntax, syntax, descriptor, arguments);

    private BoundDeclaration? Refuse(SyntaxNode at, LocalSyntax syntax, Weft.IR.DiagnosticDescriptor descriptor, params object?[] arguments)
    {
        expressions.Fail(at, descriptor, arguments);
        DeclareUnknown(syntax);
        return null;
    }

    private static VariableKind KindOf(LocalSyntax syntax) => syntax.IsMutable ? VariableKind.Var : VariableKind.Let;

    private static NameSyntax Name(LocalSyntax syntax) => syntax.Names.IsEmpty ? new("", syntax.Span) : syntax.Names[0];
}
