using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>Which variables may be assigned, and what to do about the others.</summary>
internal static class Writability
{
    public static bool Check(VariableSymbol variable, SyntaxNode at, ExpressionBinder expressions)
    {
        if (variable.IsWritable) return true;
        var advice = variable.Kind switch
        {
            VariableKind.Input when expressions.Context.Kind == BodyKind.Func => "a parameter; copy it with 'var' to change it",
            VariableKind.Input when !variable.IsArray => $"a parameter that is only read; copy it with 'var' to change it",
            VariableKind.Input => $"a parameter that is only read; declare it as '{variable.Name}: inout {variable.Type}'",
            VariableKind.Let => "declared with 'let'; declare it with 'var'",
            VariableKind.ShapeSymbol => "an extent of the arguments; it cannot change",
            _ => "a loop index; it cannot change inside its loop",
        };
        expressions.Context.Diagnostics.ReportWithNote(
            DslDiagnostics.NotWritable, at.Span, variable.Location, $"'{variable.Name}' is declared here", variable.Name, advice);
        return false;
    }
}
