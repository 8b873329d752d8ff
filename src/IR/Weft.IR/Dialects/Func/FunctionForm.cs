using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;

namespace Weft.IR;

/// <summary>The syntax and checks that function-like operations share:
/// <c>private @name(%a: i32 {attrs}) -> (f32 {attrs}) attributes {...} { body }</c>.</summary>
internal static class FunctionForm
{
    private sealed record Argument(RegionArgument? Named, IrType Type, DictionaryAttr Attributes);

    public static bool Parse(IrParser parser, OperationState state)
    {
        var tokens = parser.Tokens;
        foreach (var visibility in new[] { "public", "private", "nested" })
        {
            if (!tokens.AcceptWord(visibility)) continue;
            state.SetAttribute("sym_visibility", new StringAttr(visibility));
            break;
        }

        if (AttributeForms.SymbolName(parser) is not { } name) return false;
        state.SetAttribute("sym_name", name);
        if (ParseSignature(parser, state) is not { } named) return false;
        var written = new List<NamedAttribute>();
        var inferred = tokens.Current.Start;
        if (tokens.AcceptWord("attributes") && !parser.Attributes.ParseNamedList(written)) return false;
        foreach (var attribute in written)
        {
            if (attribute.Name is "sym_name" or "sym_visibility" or "function_type" && state.Info.PropertyIndex(attribute.Name) >= 0)
                return parser.ErrorAt(
                    inferred,
                    $"'{attribute.Name}' is an inferred attribute and should not be specified in the explicit attribute dictionary");
            state.SetAttribute(attribute.Name, attribute.Value);
        }

        var body = state.AddRegion();
        return !tokens.Is(TokenKind.LeftBrace)
            || parser.ParseRegion(body, state.Info, named, whenEmpty: "expected non-empty function body");
    }

    /// <summary>Arguments and results with their types and attributes. Gives the arguments that have names; null after an error.</summary>
    public static List<RegionArgument>? ParseSignature(IrParser parser, OperationState state)
    {
        var (arguments, results) = (new List<Argument>(), new List<Argument>());
        if (!ParseArguments(parser, arguments)) return null;
        if (parser.Tokens.Accept(TokenKind.Arrow) && !ParseResults(parser, results)) return null;
        var functionType = new FunctionType(arguments.Select(a => a.Type).ToSequence(), results.Select(r => r.Type).ToSequence());
        state.SetAttribute("function_type", new TypeAttr(functionType));
        if (Attributes(arguments) is { } argumentAttributes) state.SetAttribute("arg_attrs", argumentAttributes);
        if (Attributes(results) is { } resultAttributes) state.SetAttribute("res_attrs", resultAttributes);
        return arguments.Select(a => a.Named).OfType<RegionArgument>().ToList();
    }

    public static void Print<T>(IrPrinter printer, T function) where T : Operation, IFunction
    {
        printer.Space();
        if (function.Visibility is { } visibility) printer.Text(visibility).Space();
        printer.SymbolName(function.SymName);
        PrintSignature(printer, function);
        printer.AttrDictWithKeyword(function, "sym_name", "function_type", "sym_visibility", "arg_attrs", "res_attrs");
        if (function.Body.IsEmpty) return;
        printer.Space();
        printer.Region(function.Body, entryArguments: false);
    }

    public static void PrintSignature<T>(IrPrinter printer, T function) where T : Operation, IFunction
    {
        printer.Text("(");
        for (var i = 0; i < function.Type.Inputs.Count; i++)
        {
            if (i > 0) printer.Text(", ");
            if (!function.Body.IsEmpty)
            {
                printer.Argument(function.Body.Entry.Arguments[i], function.ArgumentAttributes?.Elements[i] as DictionaryAttr);
                continue;
            }

            printer.Type(function.Type.Inputs[i]);
            PrintAttributes(printer, function.ArgumentAttributes, i);
        }

        printer.Text(")");
        PrintResults(printer, function);
    }

    /// <summary>Attributes of arguments and results: as many as these, and of dialects only.</summary>
    public static bool VerifySignature<T>(T function, DiagnosticBag diagnostics) where T : Operation, IFunction
    {
        var type = function.Type;
        if (!VerifyCount(function, function.ArgumentAttributes, "argument", type.Inputs.Count, diagnostics)) return false;
        if (!VerifyCount(function, function.ResultAttributes, "result", type.Results.Count, diagnostics)) return false;
        if (!HaveDialects(function.ArgumentAttributes)) return function.Error(diagnostics, "arguments may only have dialect attributes");
        return HaveDialects(function.ResultAttributes) || function.Error(diagnostics, "results may only have dialect attributes");
    }

    public static bool Verify<T>(T function, DiagnosticBag diagnostics) where T : Operation, IFunction
    {
        var type = function.Type;
        if (!VerifySignature(function, diagnostics)) return false;
        if (function.Body.IsEmpty)
            return function.Visibility is not (null or "public")
                || function.Error(diagnostics, "symbol declaration cannot have public visibility");
        var entry = function.Body.Entry.Arguments;
        if (entry.Count != type.Inputs.Count)
            return function.Error(diagnostics, $"entry block must have {type.Inputs.Count} arguments to match function signature");
        for (var i = 0; i < entry.Count; i++)
            if (entry[i].Type != type.Inputs[i])
                return function.Error(
                    diagnostics,
                    $"type of entry block argument #{i}('{entry[i].Type}') must match "
                    + $"the type of the corresponding argument in function signature('{type.Inputs[i]}')");
        return true;
    }

    private static bool VerifyCount(Operation function, ArrayAttr? lists, string what, int expected, DiagnosticBag diagnostics) =>
        lists is null || lists.Elements.Count == expected
        || function.Error(
            diagnostics,
            $"expects {what} attribute array to have the same number of elements as the number of function {what}s, "
            + $"got {lists.Elements.Count}, but expected {expected}");

    private static bool HaveDialects(ArrayAttr? lists) =>
        lists is null || lists.Elements.All(HasDialects);

    private static bool HasDialects(Attribute list) =>
        list is not DictionaryAttr attributes || attributes.Entries.All(entry => entry.Name.IndexOf('.') >= 0);

    private static bool ParseArguments(IrParser parser, List<Argument> arguments)
    {
        var tokens = parser.Tokens;
        if (!tokens.Expect(TokenKind.LeftParen, "expected '('")) return false;
        if (tokens.Accept(TokenKind.RightParen)) return true;
        do
        {
            if (ParseArgument(parser, arguments.Count == 0 ? null : arguments[0].Named is not null) is not { } argument) return false;
            arguments.Add(argument);
        }
        while (tokens.Accept(TokenKind.Comma));
        return tokens.Expect(TokenKind.RightParen, "expected ')'");
    }

    // Either all arguments have names or none.
    private static Argument? ParseArgument(IrParser parser, bool? areNamed)
    {
        var tokens = parser.Tokens;
        var start = tokens.Current.Start;
        var name = tokens.Is(TokenKind.Percent) ? parser.Operands.Parse(allowNumber: false) : null;
        if (name is null && (tokens.Current.Start != start || tokens.Is(TokenKind.Percent))) return null;
        if (name is null && areNamed == true) return Fail("expected SSA identifier");
        if (name is not null && !tokens.Expect(TokenKind.Colon, "expected ':'")) return null;
        if (parser.Types.Parse() is not { } type || ParseAttributes(parser) is not { } attributes) return null;
        var named = name is null ? null : new RegionArgument(name.Name, type, tokens.LocationAt(start), start);
        if (!parser.Locations.ParseTrailing(location => named?.SetLocation(location))) return null;
        return named is not null && areNamed == false ? Fail("expected type instead of SSA identifier") : new(named, type, attributes);

        Argument? Fail(string message)
        {
            parser.ErrorAt(start, message);
            return null;
        }
    }

    // One type, or a list in parentheses whose entries may have attributes.
    private static bool ParseResults(IrParser parser, List<Argument> results)
    {
        var tokens = parser.Tokens;
        if (!tokens.Accept(TokenKind.LeftParen))
        {
            if (parser.Types.Parse() is not { } single) return false;
            results.Add(new(null, single, DictionaryAttr.Empty));
            return true;
        }

        if (tokens.Accept(TokenKind.RightParen)) return true;
        do
        {
            if (parser.Types.Parse() is not { } type || ParseAttributes(parser) is not { } attributes) return false;
            results.Add(new(null, type, attributes));
        }
        while (tokens.Accept(TokenKind.Comma));
        return tokens.Expect(TokenKind.RightParen, "expected ')'");
    }

    private static DictionaryAttr? ParseAttributes(IrParser parser) =>
        parser.Tokens.Is(TokenKind.LeftBrace) ? parser.Attributes.ParseDictionary() : DictionaryAttr.Empty;

    private static ArrayAttr? Attributes(List<Argument> arguments) =>
        arguments.TrueForAll(a => a.Attributes.Entries.IsEmpty)
            ? null
            : new ArrayAttr(arguments.Select(a => (Attribute)a.Attributes).ToSequence());

    private static void PrintResults<T>(IrPrinter printer, T function) where T : Operation, IFunction
    {
        var results = function.Type.Results;
        if (results.Count == 0) return;
        printer.Text(" -> ");
        var wrap = results.Count > 1 || results[0] is FunctionType || HasAttributes(function.ResultAttributes, 0);
        if (wrap) printer.Text("(");
        for (var i = 0; i < results.Count; i++)
        {
            if (i > 0) printer.Text(", ");
            printer.Type(results[i]);
            PrintAttributes(printer, function.ResultAttributes, i);
        }

        if (wrap) printer.Text(")");
    }

    private static bool HasAttributes(ArrayAttr? attributes, int index) =>
        attributes?.Elements[index] is DictionaryAttr { Entries.IsEmpty: false };

    private static void PrintAttributes(IrPrinter printer, ArrayAttr? attributes, int index)
    {
        if (!HasAttributes(attributes, index)) return;
        printer.Space();
        printer.Dictionary(((DictionaryAttr)attributes!.Elements[index]).Entries);
    }
}
