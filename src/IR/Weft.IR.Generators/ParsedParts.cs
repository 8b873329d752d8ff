using System.Collections.Generic;
using System.Linq;

namespace Weft.IR.Generators;

/// <summary>What a generated parser has in its hands: which of its variables are lists, and what it knows of types so far.</summary>
internal sealed class ParsedParts
{
    private readonly OpModel _op;
    private readonly HashSet<string> _operandLists;
    private readonly HashSet<string> _typeLists = [];

    public ParsedParts(OpModel op, IReadOnlyList<FormatElement> format)
    {
        _op = op;
        _operandLists = new(op.Operands.Where(o => o.Arity != Arity.One).Select(o => o.Name));
        Collect(format);
    }

    /// <summary>Types that are known, as C# expressions, under the names of operands, results and attributes.</summary>
    public Dictionary<string, string> Types { get; } = [];

    /// <summary>The values whose types stand in a list, <c>nameTypes</c>.</summary>
    public HashSet<string> Listed { get; } = [];

    /// <summary>All operands are in one list, <c>allOperands</c>.</summary>
    public bool HasAllOperands { get; set; }

    /// <summary>The types of all operands are the inputs of <c>function</c>.</summary>
    public bool HasFunction { get; set; }

    /// <summary>The types of all results are in the state.</summary>
    public bool HasResults { get; set; }

    public bool IsList(ValueModel operand) => _operandLists.Contains(operand.Name);

    public bool HasTypeList(ValueModel value) => value.Arity != Arity.One || _typeLists.Contains(value.Name);

    // What needs a list: several operands, what a directive fills in, types of several values and types that a group may leave out.
    private void Collect(IEnumerable<FormatElement> elements, bool isOptional = false)
    {
        foreach (var element in elements)
        {
            switch (element)
            {
                case TypeElement type when isOptional || _op.Value(type.Name) is { Arity: not Arity.One }: _typeLists.Add(type.Name); break;
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
}
