using System.Collections.Generic;
using System.Linq;

namespace Weft.IR.Generators;

/// <summary>Writes the accessors, constructors and the static description of an operation.</summary>
internal sealed class MemberEmitter(OpModel op, CodeWriter code)
{
    private const string List = "global::System.Collections.Generic.IReadOnlyList";

    private int SegmentsIndex => op.Attributes.Count;

    private int ResultSegmentsIndex => op.Attributes.Count + (op.HasOperandSegments ? 1 : 0);

    public void Emit()
    {
        EmitInfo();
        EmitStateConstructor();
        EmitConstructor();
        for (var i = 0; i < op.Operands.Count; i++)
            if (!op.Operands[i].IsInherited) EmitOperand(i);
        for (var i = 0; i < op.Results.Count; i++)
            if (!op.Results[i].IsInherited) EmitResult(i);
        for (var i = 0; i < op.Attributes.Count; i++)
            if (!op.Attributes[i].IsInherited) EmitAttribute(op.Attributes[i], i);
        for (var i = 0; i < op.Regions.Count; i++) EmitPart("Region", "Regions", op.Regions[i].Property, i, op.Regions[i].IsVariadic);
        for (var i = 0; i < op.Successors.Count; i++)
            EmitPart("Block", "Successors", op.Successors[i].Property, i, op.Successors[i].IsVariadic);
        EmitDeconstruct();
        if (op.NamesResults) EmitNames();
    }

    private void Property(string declaration, string value, bool isOverride = false) =>
        code.Line($"public {(isOverride ? "override " : "")}partial {declaration} => {value};");

    // One of the regions or successors, or all from an index on.
    private void EmitPart(string type, string all, string property, int index, bool isVariadic)
    {
        if (!isVariadic) Property($"{type} {property}", $"{all}[{index}]");
        else Property($"{List}<{type}> {property}", index == 0 ? all : $"{all}.Skip({index}).ToArray()");
    }

    private void EmitInfo()
    {
        var properties = string.Join(", ", op.PropertyNames.Select(CodeWriter.Quote));
        var traits = op.Traits.Count == 0 ? "OpTraits.None" : string.Join(" | ", op.Traits.Select(t => $"OpTraits.{t}"));
        code.Line("/// <summary>What all operations of this class share.</summary>");
        var name = CodeWriter.Quote(op.Name);
        code.Block($"public static OpInfo OpInfo {{ get; }} = new({name}, static state => new {op.Class}(state))", () =>
        {
            code.Line($"Traits = {traits},");
            if (properties.Length > 0) code.Line($"Properties = [{properties}],");
            if (op.Format is not null) code.Line("Parse = ParseFormat,");
            else if (op.HasOwnParse) code.Line("Parse = Parse,");
            if (op.DefaultDialect.Length > 0) code.Line($"DefaultDialect = {CodeWriter.Quote(op.DefaultDialect)},");
            code.Line($"Summary = {CodeWriter.Quote(op.Summary)},");
            code.Line("Declare = static () => new(");
            code.Line($"    [{Join(op.Operands, Declared)}],");
            code.Line($"    [{Join(op.Results, Declared)}],");
            code.Line($"    [{Join(op.Attributes, Declared)}],");
            code.Line($"    [{Join(op.Regions, r => $"new({CodeWriter.Quote(r.Name)}, {r.Blocks}, {CodeWriter.Bool(r.IsVariadic)})")}],");
            code.Line($"    [{Join(op.Successors, s => $"new({CodeWriter.Quote(s.Name)}, {CodeWriter.Bool(s.IsVariadic)})")}]),");
        }, "};");
    }

    private static string Declared(ValueModel value) =>
        $"new({CodeWriter.Quote(value.Name)}, new {value.Constraint}(), global::Weft.IR.Arity.{value.Arity})";

    private static string Declared(AttrModel attribute)
    {
        var presence = attribute.IsRequired ? "Required" : attribute.Default is null ? "Optional" : "Defaulted";
        var keywords = attribute.Kind == AttrKind.Enum ? $"Keywords = {attribute.CSharpType}Keywords.Keywords, " : "";
        return $"new({CodeWriter.Quote(attribute.Name)}, {AttrCode.Summary(attribute)}, global::Weft.IR.Presence.{presence}, "
            + $"static attribute => {AttrCode.Test(attribute, "attribute")}) "
            + $"{{ {keywords}Stores = static attribute => {AttrCode.IsStorable(attribute, "attribute")} }}";
    }

    private void EmitStateConstructor()
    {
        var defaults = op.Attributes.Select((a, i) => (a, i)).Where(p => p.a.Default is not null).ToList();
        foreach (var (attribute, _) in defaults)
            code.Line($"private static readonly Attribute s_{attribute.Name}Default =")
                .Line($"    {AttrCode.ToAttribute(attribute, attribute.Default!)};");
        code.Block($"private {op.Class}(OperationState state) : base(state)", () =>
        {
            // What may be left out is not stored when it is.
            foreach (var (attribute, index) in defaults.Where(d => !d.a.IsOptional))
                code.Line($"if (Property({index}) is null) SetProperty({index}, s_{attribute.Name}Default);");
            if (op.HasOperandSegments) code.Line($"CompleteSegments({SegmentsIndex}, {op.Operands.Count});");
            if (op.HasResultSegments) code.Line($"CompleteSegments({ResultSegmentsIndex}, {op.Results.Count});");
            EmitImplicitTerminators();
        });
    }

    private void EmitImplicitTerminators()
    {
        if (op.ImplicitTerminator is null) return;
        code.Line("if (state.ImpliesTerminators) foreach (var region in Regions)");
        code.Line("    if (region.Blocks.Count > 0 && region.Blocks[region.Blocks.Count - 1] is { Terminator: null } block)");
        code.Line($"        block.Append(new {op.ImplicitTerminator}() {{ Location = Location }});");
    }

    // Required attributes, operands, successors, result types that nothing else fixes; then what may be left out.
    private void EmitConstructor()
    {
        var inferred = new TypeInference(op).ForConstructor();
        var required = new List<string>();
        var optional = new List<string>();
        foreach (var attribute in op.Attributes) AttrCode.AddParameter(attribute, required, optional);
        foreach (var operand in op.Operands)
        {
            if (operand.Arity == Arity.Optional) optional.Add($"Value? {operand.Parameter} = null");
            else required.Add($"{(operand.Arity == Arity.One ? "Value" : $"{List}<Value>")} {operand.Parameter}");
        }

        foreach (var successor in op.Successors)
            required.Add($"{(successor.IsVariadic ? $"{List}<Block>" : "Block")} {successor.Parameter}");
        foreach (var result in op.Results)
        {
            if (result.Arity == Arity.Optional) optional.Add($"IrType? {result.Parameter}Type = null");
            else if (result.Arity == Arity.Variadic) required.Add($"{List}<IrType> {result.Parameter}Types");
            else if (!inferred.ContainsKey(result.Name)) required.Add($"IrType {result.Parameter}Type");
        }

        foreach (var region in op.Regions)
            if (region.IsVariadic) optional.Add("int regionCount = 0");

        code.Line("/// <summary>Makes an operation that is not yet part of a block; its regions are empty.</summary>");
        code.Line($"public {op.Class}({string.Join(", ", required.Concat(optional))})");
        code.Line($"    : base(OpInfo, new OpParts([{Join(op.Operands, Operand)}], [{Join(op.Results, r => Result(r, inferred))}], "
            + $"{Properties()}, {Regions()}, [{Join(op.Successors, s => (s.IsVariadic ? ".. " : "") + s.Parameter)}]))");
        code.Line("{").Line("}");
    }

    private static string Join<T>(IEnumerable<T> items, System.Func<T, string> text) => string.Join(", ", items.Select(text));

    private static string Operand(ValueModel operand) => operand.Arity switch
    {
        Arity.One => operand.Parameter,
        Arity.Optional => $".. Optional({operand.Parameter})",
        _ => $".. {operand.Parameter}",
    };

    private static string Result(ValueModel result, Dictionary<string, string> inferred) =>
        result.Arity == Arity.Variadic ? $".. {result.Parameter}Types"
        : result.Arity == Arity.Optional ? $".. Optional({result.Parameter}Type)"
        : inferred.TryGetValue(result.Name, out var type) ? type
        : $"{result.Parameter}Type";

    private string Properties()
    {
        var values = op.Attributes.Select(AttrCode.FromParameter).ToList();
        if (op.HasOperandSegments) values.Add($"DenseArrayAttr.I32({Join(op.Operands, Count)})");
        if (op.HasResultSegments)
            values.Add($"DenseArrayAttr.I32({Join(op.Results, ResultCount)})");
        return values.Count == 0 ? "[]" : $"new Attribute?[] {{ {string.Join(", ", values)} }}";
    }

    private static string Count(ValueModel operand) => operand.Arity switch
    {
        Arity.One => "1",
        Arity.Optional => $"{operand.Parameter} is null ? 0 : 1",
        _ => $"{operand.Parameter}.Count",
    };

    private static string ResultCount(ValueModel result) => result.Arity switch
    {
        Arity.One => "1",
        Arity.Optional => $"{result.Parameter}Type is null ? 0 : 1",
        _ => $"{result.Parameter}Types.Count",
    };

    private string Regions() => op.Regions.Count == 0 ? "[]"
        : op.Regions.Any(r => r.IsVariadic) ? $"NewRegions({op.Regions.Count - 1} + regionCount)"
        : $"NewRegions({op.Regions.Count})";

    private void EmitOperand(int index)
    {
        var operand = op.Operands[index];
        var (start, count) = Position(op.Operands, index, "OperandSlots.Length", SegmentsIndex, op.HasOperandSegments);
        switch (operand.Arity)
        {
            case Arity.One: Property($"Value {operand.Property}", $"OperandSlots[{start}].Value", operand.IsOverride); break;
            case Arity.Optional: Property($"Value? {operand.Property}", $"{count} > 0 ? OperandSlots[{start}].Value : null"); break;
            default: Property($"OperandRange {operand.Property}", $"Operands.Slice({start}, {count})"); break;
        }
    }

    private void EmitResult(int index)
    {
        var result = op.Results[index];
        var (start, count) = Position(op.Results, index, "Results.Length", ResultSegmentsIndex, op.HasResultSegments);
        switch (result.Arity)
        {
            case Arity.One: Property($"OpResult {result.Property}", $"Results[{start}]", result.IsOverride); break;
            case Arity.Optional: Property($"OpResult? {result.Property}", $"{count} > 0 ? Results[{start}] : null"); break;
            // A class whose results are all one list shares the name with the base class's member.
            default: Property($"ResultRange {result.Property}", $"new(ResultList, {start}, {count})"); break;
        }
    }

    /// <summary>A C# expression for how many values stand under one name.</summary>
    public static string CountOf(OpModel op, IReadOnlyList<ValueModel> values, ValueModel value)
    {
        var areOperands = ReferenceEquals(values, op.Operands);
        var (total, segments, hasSegments) = areOperands
            ? ("OperandSlots.Length", op.Attributes.Count, op.HasOperandSegments)
            : ("Results.Length", op.Attributes.Count + (op.HasOperandSegments ? 1 : 0), op.HasResultSegments);
        return Position(values, values.ToList().IndexOf(value), total, segments, hasSegments).Count;
    }

    /// <summary>Where a named value stands among all: C# expressions for its first index and its count.</summary>
    private static (string Start, string Count) Position(
        IReadOnlyList<ValueModel> values, int index, string total, int segments, bool hasSegments)
    {
        if (hasSegments) return ($"Segment({segments}, {index}).Start", $"Segment({segments}, {index}).Count");
        var lists = values.Count(v => v.Arity != Arity.One);
        // Several lists without segments are of one length.
        var length = lists == 1 ? $"({total} - {values.Count - 1})" : $"(({total} - {values.Count - lists}) / {lists})";
        var before = values.Take(index).Count(v => v.Arity != Arity.One);
        var start = before == 0 ? $"{index}"
            : before == 1 && lists == 1 ? $"({total} - {values.Count - index})"
            : $"({index - before} + ({before} * {length}))";
        return (start, values[index].Arity == Arity.One ? "1" : length);
    }

    private void EmitAttribute(AttrModel attribute, int index)
    {
        var nullable = attribute.IsOptional ? "?" : "";
        code.Block($"public partial {attribute.CSharpType}{nullable} {attribute.Property}", () =>
        {
            code.Line($"get => {AttrCode.FromAttribute(attribute, $"Property({index})")};");
            var stored = attribute.IsOptional ? AttrCode.ToOptionalAttribute(attribute, "value") : AttrCode.ToAttribute(attribute, "value");
            code.Line($"set => SetProperty({index}, {stored});");
        });
    }

    private void EmitDeconstruct()
    {
        if (op.Operands.Count < 2 || op.Operands.Any(o => o.Arity != Arity.One || o.IsInherited)) return;
        code.Line($"public void Deconstruct({Join(op.Operands, o => $"out Value {o.Parameter}")}) => "
            + $"({Join(op.Operands, o => o.Parameter)}) = ({Join(op.Operands, o => o.Property)});");
    }

    private void EmitNames() => code.Block("public void SuggestNames(global::System.Action<Value, string> suggest)", () =>
    {
        foreach (var result in op.Results)
            code.Line(result.Arity switch
            {
                Arity.One => $"suggest({result.Property}, {CodeWriter.Quote(result.Name)});",
                Arity.Optional => $"if ({result.Property} is {{ }} {result.Name}) suggest({result.Name}, {CodeWriter.Quote(result.Name)});",
                _ => $"if ({result.Property}.Count > 0) suggest({result.Property}[0], {CodeWriter.Quote(result.Name)});",
            });
    });

    /// <summary>The name as a parameter's: C#'s own words get their sign.</summary>
    internal static string Safe(string name) => name is "default" or "in" or "out" or "ref" or "base" or "case" or "operator" or "true"
        or "false" or "static" or "value" ? "@" + name : name;
}
