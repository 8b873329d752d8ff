using System.Collections.Generic;
using System.Linq;

namespace Weft.IR.Generators;

/// <summary>Writes <c>PrintCustom</c> from the assembly format, with MLIR's rules for spaces.</summary>
internal sealed class PrinterEmitter(OpModel op, IReadOnlyList<FormatElement> format, CodeWriter code)
{
    private bool _space = true;
    private bool _afterPunctuation;

    public void Emit()
    {
        code.Block("public override void PrintCustom(Text.IrPrinter printer)", () =>
        {
            foreach (var element in format) Element(element);
        });
    }

    private void Element(FormatElement element)
    {
        switch (element)
        {
            case LiteralElement literal: Literal(literal.Text); return;
            case SpaceElement space:
                if (space.IsSpace) code.Line("printer.Space();");
                (_space, _afterPunctuation) = (false, !space.IsSpace);
                return;
            case AttrDictElement dictionary: Dictionary(dictionary); return;
            case OptionalElement optional: Optional(optional); return;
            case VariableElement variable when IsUnit(variable.Name): return;
        }

        if (_space || !_afterPunctuation) code.Line("printer.Space();");
        (_space, _afterPunctuation) = (true, false);
        switch (element)
        {
            case VariableElement variable: Variable(variable.Name); break;
            case TypeElement type: Type(type.Name); break;
            case OperandsElement: code.Line("printer.Values(Operands);"); break;
            case FunctionalTypeElement functional:
                code.Line($"printer.FunctionalType({TypesOf(functional.Inputs)}, {TypesOf(functional.Results)}.ToArray());");
                break;
            case CustomElement custom: Custom(custom); break;
        }
    }

    private void Literal(string text)
    {
        if (_space && NeedsSpaceBefore(text)) code.Line("printer.Space();");
        code.Line($"printer.Text({CodeWriter.Quote(text)});");
        _space = text.Length != 1 || !"<({[".Contains(text);
        _afterPunctuation = text[0] != '_' && !char.IsLetter(text[0]);
    }

    private bool NeedsSpaceBefore(string text)
    {
        if (text.Length != 1 && text != "->") return true;
        return !(_afterPunctuation ? ">)}]," : "<>(){}[],").Contains(text[0]);
    }

    private bool IsUnit(string name) => op.Attributes.Any(a => a.Name == name && a.Kind == AttrKind.Unit);

    private void Variable(string name)
    {
        if (op.Operands.FirstOrDefault(o => o.Name == name) is { } operand) Operand(operand);
        else if (op.Attributes.FindIndex(a => a.Name == name) is >= 0 and var index) Attribute(op.Attributes[index], index);
        else if (op.Regions.FirstOrDefault(r => r.Name == name) is { } region)
            code.Line(op.ImplicitTerminator is null
                ? $"printer.Region({region.Property});"
                : $"printer.Region({region.Property}, terminators: HasVisibleTerminator({region.Property}));");
        else if (op.Successors.FirstOrDefault(s => s.Name == name) is { } successor)
            code.Line(successor.IsVariadic ? $"printer.Successors({successor.Property});" : $"printer.Successor({successor.Property});");
    }

    private void Operand(ValueModel operand) => code.Line(operand.Arity switch
    {
        Arity.One => $"printer.Value({operand.Property});",
        Arity.Optional => $"if ({operand.Property} is {{ }} {operand.Name}Value) printer.Value({operand.Name}Value);",
        _ => $"printer.Values({operand.Property});",
    });

    private void Attribute(AttrModel attribute, int index) => code.Line(attribute.Kind switch
    {
        AttrKind.Enum when attribute.EnumForm == 2 => $"printer.Text(\"<\" + {Keyword(attribute, index)} + \">\");",
        // A plain one brings its own space.
        AttrKind.Enum when attribute.EnumForm == 3 => $"printer.Text(\" \" + {Keyword(attribute, index)});",
        AttrKind.Enum => $"printer.Text({Keyword(attribute, index)} ?? \"\");",
        AttrKind.Symbol => $"printer.SymbolName({attribute.Property}!);",
        AttrKind.I64 or AttrKind.I32 or AttrKind.Index => $"printer.Attribute(Property({index})!, Text.TypeElision.Must);",
        AttrKind.Type => $"printer.Type(((TypeAttr)Property({index})!).Value);",
        AttrKind.Array => $"Text.AttributeForms.Print(printer, (DenseArrayAttr)Property({index})!);",
        _ => $"printer.Attribute(Property({index})!);",
    });

    // A directive of the class knows its members; a shared one is given them.
    private void Custom(CustomElement custom)
    {
        var arguments = custom.Arguments.Select(a => a switch
        {
            VariableElement v when op.Attributes.FindIndex(x => x.Name == v.Name) is >= 0 and var index => $"Property({index})",
            VariableElement v when op.Operands.FirstOrDefault(o => o.Name == v.Name) is { } operand => operand.Property,
            TypeElement t => TypesOf(t.Name),
            _ => throw new System.FormatException($"'{op.Name}': custom<{custom.Name}> of '{a}' is not known"),
        });
        code.Line(op.Directives.Contains(custom.Name)
            ? $"Print{custom.Name}(printer);"
            : $"Text.CustomDirectives.Print{custom.Name}({string.Join(", ", new[] { "printer" }.Concat(arguments))});");
    }

    private static string Keyword(AttrModel attribute, int index) =>
        $"{attribute.CSharpType}Keywords.Keywords.Text(IrEnums.ValueOf(Property({index})!))";

    private void Type(string name)
    {
        if (op.IsAllOperands(name)) code.Line("printer.Types(Operands.Types);");
        else if (op.IsAllResults(name)) code.Line("printer.Types(ResultList.Select(r => r.Type));");
        else if (op.Value(name) is { Arity: Arity.One } one) code.Line($"printer.Type({one.Property}.Type);");
        else code.Line($"printer.Types({TypesOf(name)});");
    }

    private string TypesOf(string name)
    {
        if (op.IsAllOperands(name)) return "Operands.Types";
        if (op.IsAllResults(name)) return "ResultList.Select(r => r.Type)";
        var value = op.Value(name)!;
        return value.Arity switch
        {
            Arity.One => $"new[] {{ {value.Property}.Type }}",
            Arity.Optional => $"OptionalType({value.Property})",
            _ => $"{value.Property}.Types",
        };
    }

    // Attributes that the format shows elsewhere are left out, and so are defaults.
    private void Dictionary(AttrDictElement dictionary)
    {
        var shown = new HashSet<string>(Shown(format)) { "operandSegmentSizes", "resultSegmentSizes" };
        var constant = op.PropertyNames.Where(shown.Contains).Select(CodeWriter.Quote).ToList();
        var conditional = op.Attributes.Select((a, i) => (a, i)).Where(p => p.a.Default is not null && !shown.Contains(p.a.Name))
            .Select(p => $"Equals(Property({p.i}), s_{p.a.Name}Default) ? {CodeWriter.Quote(p.a.Name)} : \"\"");
        var method = dictionary.WithKeyword ? "AttrDictWithKeyword" : "AttrDict";
        code.Line($"printer.{method}({string.Join(", ", new[] { "this" }.Concat(constant).Concat(conditional))});");
        _afterPunctuation = false;
    }

    private static IEnumerable<string> Shown(IEnumerable<FormatElement> elements)
    {
        foreach (var element in elements)
        {
            switch (element)
            {
                case VariableElement variable: yield return variable.Name; break;
                case OptionalElement optional:
                    foreach (var name in Shown(optional.Then.Concat(optional.Else))) yield return name;
                    break;
                case CustomElement custom:
                    foreach (var name in Shown(custom.Arguments)) yield return name;
                    break;
            }
        }
    }

    private void Optional(OptionalElement optional)
    {
        var before = (_space, _afterPunctuation);
        code.Block($"if ({Present(optional.Anchor)})", () =>
        {
            foreach (var element in optional.Then) Element(element);
        });
        if (optional.Else.Count == 0) return;
        (_space, _afterPunctuation) = before;
        code.Block("else", () =>
        {
            foreach (var element in optional.Else) Element(element);
        });
    }

    private string Present(FormatElement anchor) => anchor switch
    {
        TypeElement type => Present(new VariableElement(type.Name)),
        CustomElement custom => Present(custom.Arguments[0]),
        VariableElement variable when op.Value(variable.Name) is { } value =>
            value.Arity == Arity.Variadic ? $"{value.Property}.Count > 0" : $"{value.Property} is not null",
        VariableElement variable when op.Regions.FirstOrDefault(r => r.Name == variable.Name) is { } region =>
            $"!{region.Property}.IsEmpty",
        VariableElement variable when op.Attributes.FindIndex(a => a.Name == variable.Name) is >= 0 and var index =>
            op.Attributes[index] is { Default: not null, Name: var name }
                ? $"Property({index}) is {{ }} shown{index} && !shown{index}.Equals(s_{name}Default)"
                : $"Property({index}) is not null",
        _ => throw new System.FormatException($"'{op.Name}': '{anchor}' cannot anchor an optional group"),
    };
}
