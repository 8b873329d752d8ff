using System.Collections.Generic;
using System.Linq;

namespace Weft.IR.Generators;

/// <summary>Writes <c>ParseFormat</c>: reads what <see cref="PrinterEmitter"/> prints.</summary>
internal sealed class ParserEmitter(OpModel op, IReadOnlyList<FormatElement> format, CodeWriter code)
{
    private const string NewList = "new global::System.Collections.Generic.List";

    private readonly Dictionary<string, string> _known = [];
    private readonly HashSet<string> _listTypes = [];
    private readonly HashSet<string> _typeLists = [];
    private readonly HashSet<string> _operandLists = new(op.Operands.Where(o => o.Arity != Arity.One).Select(o => o.Name));
    private bool _functionalOperands;
    private bool _functionalResults;
    private bool _operandsTogether;
    private int _temporaries;

    public void Emit()
    {
        code.Block("private static bool ParseFormat(Text.IrParser parser, OperationState state)", () =>
        {
            code.Line("var tokens = parser.Tokens;");
            Collect(format);
            Declare();
            foreach (var element in format) Element(element);
            Finish();
            code.Line("return true;");
        });
    }

    // What needs a list: several operands, what a directive fills in, types of several values and types that a group may leave out.
    private void Collect(IEnumerable<FormatElement> elements, bool isOptional = false)
    {
        foreach (var element in elements)
        {
            switch (element)
            {
                case TypeElement type when isOptional || Find(type.Name) is { Arity: not Arity.One }: _typeLists.Add(type.Name); break;
                case FunctionalTypeElement functional:
                    _typeLists.Add(functional.Inputs);
                    _typeLists.Add(functional.Results);
                    break;
                case CustomElement custom:
                    foreach (var type in custom.Arguments.OfType<TypeElement>()) _typeLists.Add(type.Name);
                    foreach (var variable in custom.Arguments.OfType<VariableElement>()) _operandLists.Add(variable.Name);
                    break;
                case OptionalElement optional: Collect(optional.Then.Concat(optional.Else), isOptional: true); break;
            }
        }
    }

    private ValueModel? Find(string name) => op.Operands.Concat(op.Results).FirstOrDefault(v => v.Name == name);

    private bool IsList(ValueModel operand) => _operandLists.Contains(operand.Name);

    private void Declare()
    {
        foreach (var operand in op.Operands.Where(_ => !format.Any(e => e is OperandsElement)))
            code.Line(IsList(operand)
                ? $"var ({operand.Name}Operands, {operand.Name}Start) = ({NewList}<Text.UnresolvedOperand>(), tokens.Current.Start);"
                : $"Text.UnresolvedOperand? {operand.Name}Operand = null;");
        foreach (var value in op.Operands.Concat(op.Results))
            if (_typeLists.Contains(value.Name) || value.Arity != Arity.One) code.Line($"var {value.Name}Types = {NewList}<IrType>();");
        if (format.Any(e => e is OperandsElement)) code.Line($"var allOperands = {NewList}<Text.UnresolvedOperand>();");
        if (format.Any(e => e is FunctionalTypeElement)) code.Line("global::Weft.IR.FunctionType? function;");
        foreach (var region in op.Regions) code.Line($"var {region.Name}Region = state.AddRegion();");
    }

    private static string Fail(string condition) => $"if (!({condition})) return false;";

    private void Element(FormatElement element)
    {
        switch (element)
        {
            case SpaceElement: break;
            case LiteralElement literal: code.Line(Fail(Literal(literal))); break;
            case VariableElement variable: Variable(variable.Name); break;
            case TypeElement type: Type(type.Name); break;
            case AttrDictElement dictionary:
                code.Line(Fail($"parser.ParseOptionalAttrDict{(dictionary.WithKeyword ? "WithKeyword" : "")}(state, isChecked: true)"));
                break;
            case OperandsElement:
                _operandsTogether = true;
                code.Line(Fail("parser.Operands.ParseList(allOperands)"));
                break;
            case FunctionalTypeElement functional: Functional(functional); break;
            case CustomElement custom: Custom(custom); break;
            case OptionalElement optional: Optional(optional); break;
        }
    }

    private static string Literal(LiteralElement literal) => literal.IsWord
        ? $"parser.ExpectWord({CodeWriter.Quote(literal.Text)})" : $"tokens.Expect({TokenOf(literal.Text)}, \"expected '{literal.Text}'\")";

    private static string OptionalLiteral(LiteralElement literal) =>
        literal.IsWord ? $"tokens.AcceptWord({CodeWriter.Quote(literal.Text)})" : $"tokens.Accept({TokenOf(literal.Text)})";

    private static string TokenOf(string text) => "Text.TokenKind." + text switch
    {
        "," => "Comma", ":" => "Colon", "=" => "Equal", "(" => "LeftParen", ")" => "RightParen", "[" => "LeftSquare", "]" => "RightSquare",
        "{" => "LeftBrace", "}" => "RightBrace", "<" => "Less", ">" => "Greater", "->" => "Arrow", "?" => "Question", "*" => "Star",
        "+" => "Plus", "-" => "Minus", "|" => "VerticalBar", "..." => "Ellipsis",
        _ => throw new System.FormatException($"'{text}' is no punctuation"),
    };

    private void Variable(string name)
    {
        if (op.Operands.FirstOrDefault(o => o.Name == name) is { } operand) Operand(operand);
        else if (op.Attributes.FindIndex(a => a.Name == name) is >= 0 and var index) Attribute(op.Attributes[index], index);
        else if (op.Regions.Any(r => r.Name == name)) code.Line(Fail($"parser.ParseRegion({name}Region, OpInfo)"));
        else if (op.Successors.FirstOrDefault(s => s.Name == name) is { } successor) Successor(successor);
        else throw new System.FormatException($"'{op.Name}' has no member '${name}'");
    }

    private void Operand(ValueModel operand)
    {
        if (IsList(operand)) code.Line($"{operand.Name}Start = tokens.Current.Start;");
        var method = operand.Arity switch { Arity.One => "Parse", Arity.Optional => "ParseOptional", _ => "ParseList" };
        code.Line(IsList(operand)
            ? Fail($"parser.Operands.{method}({operand.Name}Operands)")
            : $"if (({operand.Name}Operand = parser.Operands.Parse()) is null) return false;");
    }

    private void Successor(SuccessorModel successor)
    {
        code.Block(successor.IsVariadic ? "do" : "", () =>
        {
            code.Line("if (parser.ParseSuccessor() is not { } block) return false;");
            code.Line("state.Successors.Add(block);");
        });
        if (successor.IsVariadic) code.Line("while (tokens.Accept(Text.TokenKind.Comma));");
    }

    private void Attribute(AttrModel attribute, int index)
    {
        if (attribute.Kind == AttrKind.Unit)
        {
            code.Line($"state.Properties[{index}] = UnitAttr.Instance;");
            return;
        }

        var value = attribute.Kind switch
        {
            AttrKind.Enum when attribute.IsKeywordAttribute => $"EnumAttr.Parse(parser, {attribute.CSharpType}Keywords.Keywords)",
            AttrKind.Enum =>
                $"IrEnums.ParseInteger(parser, {attribute.CSharpType}Keywords.Keywords, {attribute.EnumForm}, \"{attribute.Name}\")",
            AttrKind.Symbol => "Text.AttributeForms.SymbolName(parser)",
            AttrKind.I64 => "parser.Attributes.Parse<IntegerAttr>(IntegerType.I64)",
            AttrKind.I32 => "parser.Attributes.Parse<IntegerAttr>(IntegerType.I32)",
            AttrKind.Index => "parser.Attributes.Parse<IntegerAttr>(IndexType.Instance)",
            AttrKind.String => "parser.Attributes.Parse<StringAttr>(NoneType.Instance)",
            AttrKind.Type => "parser.Attributes.Parse<TypeAttr>()",
            AttrKind.Array => $"Text.AttributeForms.Array(parser, {AttrCode.ElementType(attribute)})",
            _ => $"parser.Attributes.Parse<{attribute.CSharpType}>()",
        };
        var temporary = $"attribute{_temporaries++}";
        code.Line($"if ({value} is not {{ }} {temporary}) return false;");
        code.Line($"state.Properties[{index}] = {temporary};");
        if (!TypeInference.IsTyped(attribute)) return;
        _known[attribute.Name] = $"{temporary}.Type";
    }

    private void Type(string name)
    {
        if (op.IsAllOperands(name))
        {
            code.Line($"var operandTypes = {NewList}<IrType>();");
            TypeList("operandTypes");
            _listTypes.Add("operands");
            return;
        }

        if (op.IsAllResults(name))
        {
            TypeList("state.ResultTypes");
            _functionalResults = true;
            return;
        }

        if (Find(name) is { Arity: Arity.One } value)
        {
            code.Line($"if (parser.ParseType({value.ConstraintField}) is not {{ }} {name}Type) return false;");
            _known[name] = $"{name}Type";
            return;
        }

        if (Find(name) is { Arity: Arity.Optional }) code.Block("if (parser.Types.AtType())", () => TypeList($"{name}Types"));
        else TypeList($"{name}Types");
        _listTypes.Add(name);
    }

    private void TypeList(string target)
    {
        var list = $"list{_temporaries++}";
        code.Line($"if (parser.Types.ParseList() is not {{ }} {list}) return false;");
        code.Line($"{target}.AddRange({list});");
    }

    private void Functional(FunctionalTypeElement functional)
    {
        code.Line("if ((function = parser.ParseFunctionType()) is null) return false;");
        if (op.IsAllOperands(functional.Inputs)) _functionalOperands = true;
        else
        {
            code.Line($"{functional.Inputs}Types.AddRange(function.Inputs);");
            _listTypes.Add(functional.Inputs);
        }

        if (op.IsAllResults(functional.Results) || op.Results.Count <= 1)
        {
            code.Line("state.ResultTypes.AddRange(function.Results);");
            _functionalResults = true;
        }
        else
        {
            code.Line($"{functional.Results}Types.AddRange(function.Results);");
            _listTypes.Add(functional.Results);
        }
    }

    // Operand lists and type lists are filled in place; attributes go to the state, a shared directive is told where.
    private void Custom(CustomElement custom)
    {
        var isShared = !op.Directives.Contains(custom.Name);
        var arguments = custom.Arguments.Select(a => a switch
        {
            VariableElement v when op.Operands.Any(o => o.Name == v.Name) => $"{v.Name}Operands",
            VariableElement v when op.Regions.Any(r => r.Name == v.Name) => $"{v.Name}Region",
            VariableElement v when isShared => $"{op.Attributes.FindIndex(x => x.Name == v.Name)}",
            TypeElement t => $"{t.Name}Types",
            _ => "",
        }).Where(a => a.Length > 0);
        foreach (var type in custom.Arguments.OfType<TypeElement>())
        {
            _listTypes.Add(type.Name);
            if (op.Operands.Concat(op.Results).Any(v => v.Name == type.Name && v.Arity == Arity.One))
                _known[type.Name] = $"{type.Name}Types[0]";
        }

        var method = $"{(isShared ? "Text.CustomDirectives." : "")}Parse{custom.Name}";
        code.Line(Fail($"{method}({string.Join(", ", new[] { "parser", "state" }.Concat(arguments))})"));
    }

    private void Optional(OptionalElement optional)
    {
        var first = optional.Then.First(e => e is not SpaceElement);
        var (condition, taken) = first switch
        {
            LiteralElement literal => (OptionalLiteral(literal), true),
            VariableElement v when op.Operands.Any(o => o.Name == v.Name) => ("tokens.Is(Text.TokenKind.Percent)", false),
            VariableElement v when op.Regions.Any(r => r.Name == v.Name) => ("tokens.Is(Text.TokenKind.LeftBrace)", false),
            VariableElement v when op.Successors.Any(s => s.Name == v.Name) => ("tokens.Is(Text.TokenKind.Caret)", false),
            VariableElement v => (StartOf(op.Attributes.First(a => a.Name == v.Name)), false),
            _ => throw NotRecognised(),
        };
        // Variables declared inside are needed after the group; C# scopes end with the block, so lists carry them out.
        code.Block($"if ({condition})", () =>
        {
            var before = new Dictionary<string, string>(_known);
            foreach (var element in optional.Then)
                if (!(taken && ReferenceEquals(element, first))) Element(element);
            Export(before);
        });
        if (optional.Else.Count > 0)
            code.Block("else", () =>
            {
                foreach (var element in optional.Else) Element(element);
            });
    }

    // What the first token of an attribute looks like.
    private string StartOf(AttrModel attribute) => attribute.Kind switch
    {
        AttrKind.Symbol => "tokens.Is(Text.TokenKind.At)",
        AttrKind.String => "tokens.Is(Text.TokenKind.String)",
        AttrKind.Enum when attribute.EnumForm == 2 => "tokens.Is(Text.TokenKind.Less)",
        AttrKind.Array => "tokens.Is(Text.TokenKind.LeftSquare)",
        AttrKind.Enum => "tokens.Is(Text.TokenKind.Word) "
            + $"&& {attribute.CSharpType}Keywords.Keywords.Find(tokens.Text(tokens.Current)) is not null",
        _ => throw NotRecognised(),
    };

    private System.FormatException NotRecognised() =>
        new($"'{op.Name}': an optional group must begin with something that can be recognised");

    private void Export(Dictionary<string, string> before)
    {
        foreach (var pair in _known.Where(k => !before.ContainsKey(k.Key)).ToList())
        {
            code.Line($"{pair.Key}Types.Add({pair.Value});");
            _known[pair.Key] = $"{pair.Key}Types[0]";
        }
    }

    private void Finish()
    {
        foreach (var source in new TypeInference(op).Close(_known))
            code.Line(Fail($"parser.RequireType(state, \"{source.Name}\", {source.ConstraintField}, {_known[source.Name]})"));
        var infers = op.InfersResults && op.Results.Any(r => !_listTypes.Contains(r.Name) && !_known.ContainsKey(r.Name));
        if (!_functionalResults && !infers)
        {
            foreach (var result in op.Results)
                code.Line(_listTypes.Contains(result.Name) || result.Arity != Arity.One
                    ? $"state.ResultTypes.AddRange({result.Name}Types);"
                    : $"state.ResultTypes.Add({Known(result.Name)});");
        }

        if (_functionalOperands && !_operandsTogether) Gather();
        if (_operandsTogether) FinishTogether();
        else if (_functionalOperands) FinishFunctional();
        else foreach (var operand in op.Operands) Resolve(operand);
        var segments = op.Attributes.Count;
        if (op.HasOperandSegments) Segments(segments++, op.Operands.Select(o => IsList(o) ? $"{o.Name}Operands.Count" : "1"));
        if (op.HasResultSegments) Segments(segments, op.Results.Select(r => r.Arity == Arity.One ? "1" : $"{r.Name}Types.Count"));
        if (!infers) return;
        code.Line("if (InferResults(state) is not { } inferred)");
        code.Line("    return parser.Diagnostics.Error(state.Location, $\"'{OpInfo.Name}' op failed to infer returned types\");");
        code.Line("state.ResultTypes.AddRange(inferred);");
    }

    private void Segments(int property, IEnumerable<string> counts) =>
        code.Line($"state.Properties[{property}] = DenseArrayAttr.I32({string.Join(", ", counts)});");

    // Operands that were written one by one, whose types stand in one list.
    private void Gather()
    {
        _operandsTogether = true;
        code.Line($"var allOperands = {NewList}<Text.UnresolvedOperand>();");
        foreach (var operand in op.Operands)
            code.Line(IsList(operand) ? $"allOperands.AddRange({operand.Name}Operands);" : $"allOperands.Add({operand.Name}Operand!);");
    }

    private void FinishTogether() =>
        code.Line(Fail(_functionalOperands
            ? "parser.Operands.Resolve(allOperands, function!.Inputs, state.Operands)"
            : _listTypes.Contains("operands") ? "parser.Operands.Resolve(allOperands, operandTypes, state.Operands)"
            : $"parser.Operands.Resolve(allOperands, {Known(op.Operands[0].Name)}, state.Operands)"));

    // One by one in the text, but with types together.
    private void FinishFunctional()
    {
        var written = string.Join(", ", op.Operands.Select(o => IsList(o) ? $".. {o.Name}Operands" : $"{o.Name}Operand!"));
        code.Line(Fail($"parser.Operands.Resolve([{written}], function!.Inputs, state.Operands)"));
    }

    private void Resolve(ValueModel operand)
    {
        var types = _listTypes.Contains(operand.Name) ? $"{operand.Name}Types" : Known(operand.Name);
        var written = IsList(operand) ? $"{operand.Name}Operands" : $"{operand.Name}Operand!";
        if (!IsList(operand) && _listTypes.Contains(operand.Name)) written = $"[{written}]";
        var start = IsList(operand) && _listTypes.Contains(operand.Name) ? $", {operand.Name}Start" : "";
        code.Line(Fail($"parser.Operands.Resolve({written}, {types}, state.Operands{start})"));
    }

    private string Known(string name) =>
        _known.TryGetValue(name, out var type) ? type
            : throw new System.FormatException($"'{op.Name}': nothing in the format gives the type of '{name}'");
}
