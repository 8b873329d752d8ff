using System.Collections.Immutable;
using Weft.IR;

namespace Weft.Frontend.Dsl.Symbols;

public enum VariableKind
{
    /// <summary>A parameter that is read only.</summary>
    Input,

    /// <summary>A parameter that is read and written.</summary>
    InOut,

    /// <summary>An output: an <c>out</c> parameter or a name after <c>-></c>.</summary>
    Output,

    /// <summary>An extent of the arguments, such as <c>n</c>; an <c>index</c>.</summary>
    ShapeSymbol,

    /// <summary>A loop variable, a free index or the index of a reduction; an <c>index</c>.</summary>
    Index,

    Let,
    Var,

    /// <summary>An array of constants.</summary>
    Constant,
}

/// <summary>A named value or array. Two variables are the same when they are the same object.</summary>
public sealed class VariableSymbol(string name, WeftType type, VariableKind kind, Location location)
{
    public string Name => name;

    public WeftType Type => type;

    public VariableKind Kind => kind;

    public Location Location => location;

    /// <summary>The fields of a record, each a variable of its own with a dotted name; empty for others.</summary>
    public ImmutableArray<VariableSymbol> Fields { get; private init; } = [];

    /// <summary>The elements of an array of constants, row by row.</summary>
    public ImmutableArray<Constant> Values { get; init; } = [];

    /// <summary>The variables that there are in the end: the variable itself, or the scalars and arrays of a record.</summary>
    public IEnumerable<VariableSymbol> Leaves => Fields.IsEmpty ? [this] : Fields.SelectMany(part => part.Leaves);

    /// <summary>A variable with a variable for each field.</summary>
    public static VariableSymbol Of(string name, WeftType type, VariableKind kind, Location location) => new(name, type, kind, location)
    {
        Fields = type is not RecordType record ? [] :
            [.. record.Record.Fields.Select(field => Of($"{name}.{field.Name}", record.TypeOf(field), kind, location))],
    };

    /// <summary>The value of an omitted scalar argument; parameters only.</summary>
    public Constant? Default { get; init; }

    public bool IsArray => type is ArrayType or RecordType { Dimensions.Count: > 0 };

    /// <summary>The type of the value, or of the array's elements.</summary>
    public ElementType Element => type is ArrayType array ? array.Element : ((ScalarType)type).Kind;

    public bool IsParameter => kind is VariableKind.Input or VariableKind.InOut or VariableKind.Output;

    /// <summary>May be assigned to or stored into.</summary>
    public bool IsWritable => kind is VariableKind.InOut or VariableKind.Output or VariableKind.Var;

    /// <summary>A parameter as a signature stores it.</summary>
    public ParameterSpelling Spelling => new(name, Access, Element, (type as ArrayType)?.Dimensions ?? [], Default?.ToString());

    private Access Access => kind switch
    {
        VariableKind.InOut => Access.InOut,
        VariableKind.Output => Access.Out,
        _ => Access.In,
    };

    /// <summary>The parameter as declared, for messages.</summary>
    public string Form => $"{name}: {Access switch { Access.InOut => "inout ", Access.Out => "out ", _ => "" }}{type}"
        + (Default is { } value ? $" = {value}" : "");

    public override string ToString() => $"{name}: {type}";
}
