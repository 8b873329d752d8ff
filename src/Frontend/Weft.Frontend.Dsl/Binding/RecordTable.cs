using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>The records of a program, each bound when it is first needed, so that their order does not matter.</summary>
internal sealed class RecordTable(ProgramSymbols program)
{
    private readonly DeclarationsByName<RecordSyntax> _declared = new(program);
    private readonly Dictionary<string, RecordSymbol> _symbols = [];

    public IEnumerable<string> Names => _declared.Names;

    public RecordSymbol? Find(string name)
    {
        if (_symbols.TryGetValue(name, out var known)) return known;
        if (_declared.Find(name) is not { } declaration) return null;
        var (syntax, diagnostics) = ((RecordSyntax)declaration.Syntax, declaration.Diagnostics);
        var symbol = _symbols[name] = new(name, syntax.Doc, diagnostics.LocationOf(syntax.Name.Span));
        diagnostics.Names.Declare(syntax.Name, symbol);
        _declared.Begin(name);
        Dictionary<string, RecordField> fields = [];
        foreach (var field in syntax.Fields)
        {
            var location = diagnostics.LocationOf(field.Name.Span);
            if (fields.TryGetValue(field.Name.Text, out var earlier))
                diagnostics.ReportWithNote(
                    DslDiagnostics.AlreadyDeclared, field.Name.Span, earlier.Location, "first declared here", field.Name.Text);
            else if (Bind(field, diagnostics) is { } type)
                fields[field.Name.Text] = new(field.Name.Text, type, location);
        }

        if (syntax.Fields.IsEmpty && !syntax.IsBroken) diagnostics.Report(DslDiagnostics.EmptyRecord, syntax.Name.Span, name);
        symbol.Fields = [.. fields.Values];
        _declared.End();
        return symbol;
    }

    /// <summary>Binds all of them, so that each is checked.</summary>
    public void BindAll()
    {
        foreach (var name in Names) Find(name);
    }

    private WeftType? Bind(FieldSyntax field, BindingDiagnostics diagnostics)
    {
        var name = field.Type.Element.Text;
        if (_declared.CycleOf(name) is { } path)
        {
            diagnostics.Report(DslDiagnostics.RecordCycle, field.Type.Span, name, path);
            return null;
        }

        var context = new BodyContext(program, diagnostics, BodyKind.Constant, owner: null);
        var type = new TypeBinder(context).Bind(field.Type, _ => new ShapeExpr.Literal(1));
        if (type is ScalarType or RecordType { Dimensions.Count: 0 }) return type;
        if (type is not ErrorType) diagnostics.Report(DslDiagnostics.ArrayInRecord, field.Type.Span, field.Name.Text);
        return null;
    }
}
