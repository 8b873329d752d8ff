using System.Text;
using Weft.Frontend.Dsl.Binding;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.LanguageServer.Protocol;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.LanguageServer.Features;

/// <summary>How symbols are shown: as they are declared, with their documentation.</summary>
internal static class SymbolForms
{
    /// <summary>The declaration in short.</summary>
    public static string Of(ISymbol symbol) => symbol switch
    {
        KernelSymbol kernel => $"{Word(kernel)} {Signature(kernel)}",
        FuncSymbol func => $"func {Signature(func)}",
        RecordSymbol record => $"record {record.Name} {{ {Fields(record)} }}",
        ConstantSymbol { Array: { } array } => $"const {array}",
        ConstantSymbol { Value: BoundLiteral { Value: var value } } constant => $"const {constant.Name}: {value.Kind.Name} = {value}",
        ConstantSymbol { Value: BoundOpenLiteral literal } constant =>
            $"const {constant.Name} = {literal.Integer?.ToString() ?? literal.Text}",
        BuiltinSymbol builtin => builtin.Form,
        VariableSymbol { IsParameter: true } parameter => $"{parameter.Form}",
        VariableSymbol variable => $"{Word(variable.Kind)}{variable}",
        _ => symbol.Name,
    };

    public static string DocOf(ISymbol symbol) => symbol switch
    {
        CallableSymbol callable => callable.Doc,
        RecordSymbol record => record.Doc,
        BuiltinSymbol builtin => builtin.Doc,
        VariableSymbol { Kind: VariableKind.ShapeSymbol } => "An extent of the arguments.",
        _ => "",
    };

    public static IEnumerable<string> Parameters(ISymbol symbol) => symbol switch
    {
        KernelSymbol kernel => kernel.Arguments.Select(argument => argument.Form),
        FuncSymbol func => func.Declared.Select(parameter => parameter.Form),
        BuiltinSymbol { Form: var form } => form[(form.IndexOf('(', StringComparison.Ordinal) + 1)..].TrimEnd(')').Split(", "),
        _ => [],
    };

    public static MarkupContent Markdown(string code, params IEnumerable<string> paragraphs)
    {
        var text = new StringBuilder($"```weft\n{code}\n```");
        foreach (var paragraph in paragraphs.Where(paragraph => paragraph.Length > 0)) text.Append("\n\n").Append(paragraph);
        return MarkupContent.Markdown(text.ToString());
    }

    private static string Fields(RecordSymbol record) => string.Join(", ", record.Fields.Select(field => $"{field.Name}: {field.Type}"));

    private static string Signature(CallableSymbol callable)
    {
        var parameters = $"{callable.Name}({string.Join(", ", Parameters(callable))})";
        var results = callable switch
        {
            FuncSymbol func => [$"{func.Result}"],
            KernelSymbol kernel => kernel.Results.Select(result => $"{result}").ToArray(),
            _ => [],
        };
        return results.Length switch
        {
            0 => parameters,
            1 => $"{parameters} -> {results[0]}",
            _ => $"{parameters} -> ({string.Join(", ", results)})",
        };
    }

    private static string Word(KernelSymbol kernel) => kernel.IsWorkflow ? "workflow" : kernel.IsFast ? "fast kernel" : "kernel";

    private static string Word(VariableKind kind) => kind switch
    {
        VariableKind.Let => "let ",
        VariableKind.Var => "var ",
        VariableKind.Index => "index ",
        VariableKind.ShapeSymbol => "extent ",
        VariableKind.Constant => "const ",
        _ => "",
    };
}
