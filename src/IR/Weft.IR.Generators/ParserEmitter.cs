using System.Collections.Generic;
using System.Linq;

namespace Weft.IR.Generators;

/// <summary>Writes <c>ParseFormat</c>: reads what <see cref="PrinterEmitter"/> prints.</summary>
internal sealed class ParserEmitter(OpModel op, IReadOnlyList<FormatElement> format, CodeWriter code)
{
    private const string NewList = "new global::System.Collections.Generic.List";

    private readonly ParsedParts _parsed = new(op, format);
    private int _temporaries;

    public void Emit()
    {
        code.Block("private static bool ParseFormat(Text.IrParser parser, OperationState state)", () =>
        {
            code.Line("var tokens = parser.Tokens;");
            Declare();
            foreach (var element in format) Element(element);
            new ParserEndEmitter(op, _parsed, code).Emit();
            code.Line("return true;");
        });
    }

    private void Declare()
    {
        foreach (var operand in op.Operands.Where(_ => !format.Any(e => e is OperandsElement)))
            code.Line(_parsed.IsList(operand)
                ? $"var ({operand.Name}Operands, {operand.Name}Start) = ({NewList}<Text.UnresolvedOperand>(), tokens.Current.Start);"
                : $"Text.UnresolvedOperand? {operand.Name}Operand = null;");
        foreach (var value in op.Operands.Concat(op.Results))
            if (_parsed.HasTypeList(value)) code.Line($"var {value.Name}Types = {NewList}<IrType>();");
        if (format.Any(e => e is OperandsElement)) code.Line($"var allOperands = {NewList}<Text.UnresolvedOperand>();");
        if (format.Any(e => e is FunctionalTypeElement)) code.Line("global::Weft.IR.FunctionType? function;");
        foreach (var region in op.Regions) code.Line($"var {region.Name}Region = state.AddRegion();");
    }

    private void Element(FormatElement element)
    {
        switch (element)
        {
            case SpaceElement: break;
            case LiteralElement literal: code.Condition(Literal(literal)); break;
            case VariableElement variable: Variable(variable.Name); break;
            case TypeElement type: Type(type.Name); break;
            case AttrDictElement dictionary:
                code.Condition($"parser.ParseOptionalAttrDict{(dictionary.WithKeyword ? "WithKeyword" : "")}(state, isChecked: true)");
                break;
            case OperandsElement:
                _parsed.HasAllOperands = true;
                code.Condition("parser.Operands.ParseList(allOperands)");
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
        else if (op.Regions.Any(r => r.Name == name)) code.Condition($"parser.ParseRegion({name}Region, OpInfo)");
        else if (op.Successors.FirstOrDefault(s => s.Name == name) is { } successor) Successor(successor);
        else throw new System.FormatException($"'{op.Name}' has no member '${name}'");
    }

    private void Operand(ValueModel operand)
    {
        if (_parsed.IsList(operand)) code.Line($"{operand.Name}Start = tokens.Current.Start;");
        var method = operand.Arity switch { Arity.One => "Parse", Arity.Optional => "ParseOptional", _ => "ParseList" };
        if (_parsed.IsList(operand)) code.Condition($"parser.Operands.{method}({operand.Name}Operands)");
        else code.Line($"if (({operand.Name}Operand = parser.Operands.Parse()) is null) return false;");
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

        var temporary = $"attribute{_temporaries++}";
        code.Line($"if ({AttrSyntax.Read(attribute)} is not {{ }} {temporary}) return false;");
        code.Line($"state.Properties[{index}] = {temporary};");
        if (TypeInference.IsTyped(attribute)) _parsed.Types[attribute.Name] = $"{temporary}.Type";
    }

    private void Type(string name)
    {
        if (op.IsAllOperands(name))
        {
            code.Line($"var operandTypes = {NewList}<IrType>();");
            TypeList("operandTypes");
            _parsed.Listed.Add("operands");
            return;
        }

        if (op.IsAllResults(name))
        {
            TypeList("state.ResultTypes");
            _parsed.HasResults = true;
            return;
        }

        if (op.Value(name) is { Arity: Arity.One } value)
        {
            code.Line($"if (parser.ParseType({value.ConstraintField}) is not {{ }} {name}Type) return false;");
            _parsed.Types[name] = $"{name}Type";
            return;
        }

        if (op.Value(name) is { Arity: Arity.Optional }) code.Block("if (parser.Types.AtType())", () => TypeList($"{name}Types"));
        else TypeList($"{name}Types");
        _parsed.Listed.Add(name);
    }

    private void TypeList(string target)
    {
        var list = $"list{_temporaries++}";
        code.Line($"if (parser.Types.ParseList() is not {{ }} {list}) return false;");
        code.Line($"{target}.AddRange({list});");
    }

    private void Functional(FunctionalTypeElement functional)
    {
        code.Line("if ((function = parser.ParseType<FunctionType>()) is null) return false;");
        if (op.IsAllOperands(functional.Inputs)) _parsed.HasFunction = true;
        else
        {
            code.Line($"{functional.Inputs}Types.AddRange(function.Inputs);");
            _parsed.Listed.Add(functional.Inputs);
        }

        if (op.IsAllResults(functional.Results) || op.Results.Count <= 1)
        {
            code.Line("state.ResultTypes.AddRange(function.Results);");
            _parsed.HasResults = true;
        }
        else
        {
            code.Line($"{functional.Results}Types.AddRange(function.Results);");
            _parsed.Listed.Add(functional.Results);
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
            _parsed.Listed.Add(type.Name);
            if (op.Operands.Concat(op.Results).Any(v => v.Name == type.Name && v.Arity == Arity.One))
                _parsed.Types[type.Name] = $"{type.Name}Types[0]";
        }

        var method = $"{(isShared ? "Text.CustomDirectives." : "")}Parse{custom.Name}";
        code.Condition($"{method}({string.Join(", ", new[] { "parser", "state" }.Concat(arguments))})");
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
            VariableElement v => (AttrSyntax.Begins(op.Attributes.First(a => a.Name == v.Name)) ?? throw NotRecognised(), false),
            _ => throw NotRecognised(),
        };
        // Variables declared inside are needed after the group; C# scopes end with the block, so lists carry them out.
        code.Block($"if ({condition})", () =>
        {
            var before = new Dictionary<string, string>(_parsed.Types);
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

    private System.FormatException NotRecognised() =>
        new($"'{op.Name}': an optional group must begin with something that can be recognised");

    private void Export(Dictionary<string, string> before)
    {
        foreach (var pair in _parsed.Types.Where(k => !before.ContainsKey(k.Key)).ToList())
        {
            code.Line($"{pair.Key}Types.Add({pair.Value});");
            _parsed.Types[pair.Key] = $"{pair.Key}Types[0]";
        }
    }
}
