using System.Collections.Generic;
using System.Linq;

namespace Weft.IR.Generators;

/// <summary>Writes the end of <c>ParseFormat</c>: all is read, and operands are looked up by their types, results get theirs.</summary>
internal sealed class ParserEndEmitter(OpModel op, ParsedParts parsed, CodeWriter code)
{
    public void Emit()
    {
        foreach (var source in new TypeInference(op).Close(parsed.Types))
            code.Condition($"parser.RequireType(state, \"{source.Name}\", {source.ConstraintField}, {parsed.Types[source.Name]})");
        var infers = op.InfersResults && op.Results.Any(r => !parsed.Listed.Contains(r.Name) && !parsed.Types.ContainsKey(r.Name));
        if (!parsed.HasResults && !infers) Results();
        Operands();
        var segments = op.Attributes.Count;
        if (op.HasOperandSegments) Segments(segments++, op.Operands.Select(o => parsed.IsList(o) ? $"{o.Name}Operands.Count" : "1"));
        if (op.HasResultSegments) Segments(segments, op.Results.Select(r => r.Arity == Arity.One ? "1" : $"{r.Name}Types.Count"));
        if (infers) Infer();
    }

    private void Results()
    {
        foreach (var result in op.Results)
            code.Line(parsed.Listed.Contains(result.Name) || result.Arity != Arity.One
                ? $"state.ResultTypes.AddRange({result.Name}Types);"
                : $"state.ResultTypes.Add({TypeOf(result)});");
    }

    private void Infer()
    {
        code.Line("if (InferResults(state) is not { } inferred)");
        code.Line("    return parser.Diagnostics.Error(state.Location, $\"'{OpInfo.Name}' op failed to infer returned types\");");
        code.Line("state.ResultTypes.AddRange(inferred);");
    }

    private void Segments(int property, IEnumerable<string> counts) =>
        code.Line($"state.Properties[{property}] = DenseArrayAttr.I32({string.Join(", ", counts)});");

    private void Operands()
    {
        if (parsed.HasFunction && !parsed.HasAllOperands) Gather();
        if (parsed.HasFunction || parsed.HasAllOperands)
            code.Condition($"parser.Operands.Resolve(allOperands, {AllTypes()}, state.Operands)");
        else foreach (var operand in op.Operands) Resolve(operand);
    }

    private string AllTypes() => parsed.HasFunction ? "function!.Inputs"
        : parsed.Listed.Contains("operands") ? "operandTypes"
        : TypeOf(op.Operands[0]);

    // Operands that were written one by one, whose types stand in one list.
    private void Gather()
    {
        code.Line("var allOperands = new global::System.Collections.Generic.List<Text.UnresolvedOperand>();");
        foreach (var operand in op.Operands)
            code.Line(parsed.IsList(operand)
                ? $"allOperands.AddRange({operand.Name}Operands);"
                : $"allOperands.Add({operand.Name}Operand!);");
    }

    private void Resolve(ValueModel operand)
    {
        var (isList, isListed) = (parsed.IsList(operand), parsed.Listed.Contains(operand.Name));
        var types = isListed ? $"{operand.Name}Types" : TypeOf(operand);
        var written = isList ? $"{operand.Name}Operands" : isListed ? $"[{operand.Name}Operand!]" : $"{operand.Name}Operand!";
        var start = isList && isListed ? $", {operand.Name}Start" : "";
        code.Condition($"parser.Operands.Resolve({written}, {types}, state.Operands{start})");
    }

    private string TypeOf(ValueModel value) => parsed.Types.TryGetValue(value.Name, out var type) ? type
        : throw new System.FormatException($"'{op.Name}': nothing in the format gives the type of '{value.Name}'");
}
