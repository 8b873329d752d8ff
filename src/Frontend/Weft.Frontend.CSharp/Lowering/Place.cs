using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>Where a value is kept: what locals, parameters and <c>this</c> are bound to, and what assignments find first.</summary>
internal abstract record Place(KernelType Type)
{
    /// <summary>The place of a part of the value.</summary>
    public abstract Place Field(StructField field);

    /// <summary>The variables that an assignment may write.</summary>
    public static IEnumerable<Variable> VariablesOf(Place? place) => place switch
    {
        VariablePlace variables => variables.Variables,
        ChosenPlace choice => [.. VariablesOf(choice.Then), .. VariablesOf(choice.Otherwise)],
        PlaceOfFields fields => fields.Parts.SelectMany(VariablesOf),
        _ => [],
    };
}

/// <summary>Variables, one for each number of the value; for an array one for each of the arrays that it is made of.</summary>
internal sealed record VariablePlace(KernelType Type, IReadOnlyList<Variable> Variables) : Place(Type)
{
    public static VariablePlace Of(string name, KernelType type) =>
        new(type, type.Leaves.Select(leaf => new Variable(name + leaf.Path, leaf.Type.Ir)));

    /// <summary>Of just the types of these values, for what nobody assigns anything else to.</summary>
    public static VariablePlace Of(string name, KernelType type, IReadOnlyList<Value> values) =>
        new(type, [.. values.Select((v, i) => new Variable(name + type.Leaves[i].Path, v.Type))]);

    public override Place Field(StructField field) =>
        new VariablePlace(field.Type, field.Of(Variables));
}

/// <summary>An element with its indices computed, so that it can be read and then written.</summary>
internal sealed record ElementPlace(KernelArray Array, Value[] Indices, IOperation Source) : Place(Array.Element)
{
    public override Place Field(StructField field) => new ElementPlace(Array.Field(field), Indices, Source);
}

/// <summary>An inline array in memory of its own, so that an element may be named by a number that is known only at run time, and a span
/// be taken of all.</summary>
/// <param name="Numbers">Those of the elements.</param>
internal sealed record InlineArrayPlace(StructType Whole, KernelArray Elements, IReadOnlyList<Value> Numbers, IOperation Source)
    : Place(Whole)
{
    public IReadOnlyList<Place> Parts => [.. Numbers.Select(At)];

    public override Place Field(StructField field) => At(Numbers[Whole.IndexOf(field)]);

    private ElementPlace At(Value number) => new(Elements, [number], Source);
}

/// <summary>A struct with an inline array somewhere inside: each field has a place of its own.</summary>
internal sealed record PlaceOfFields(StructType Whole, IReadOnlyList<Place> Parts) : Place(Whole)
{
    public override Place Field(StructField field) => Parts[Whole.IndexOf(field)];
}

/// <summary>What a property or indexer of the project gives and takes.</summary>
/// <param name="Owner">The struct whose property it is; null for static ones.</param>
internal sealed record PropertyPlace(
    KernelType Type, IPropertySymbol Property, Place? Owner, IReadOnlyList<Place> Arguments, IOperation Source) : Place(Type)
{
    // C# lets nobody assign to a field of a property's value.
    public override Place Field(StructField field) => throw new System.InvalidOperationException("a property's value has no places");
}

/// <summary>A part of a vector whose number is known only at run time.</summary>
internal sealed record LanePlace(ScalarType Lane, Place Vector, Value Index) : Place(Lane)
{
    public override Place Field(StructField field) => throw new System.InvalidOperationException("a number has no fields");
}

/// <summary>One of two places, as in <c>ref c ? ref a : ref b</c>.</summary>
internal sealed record ChosenPlace(Value Condition, Place Then, Place Otherwise) : Place(Then.Type)
{
    public override Place Field(StructField field) => new ChosenPlace(Condition, Then.Field(field), Otherwise.Field(field));
}

/// <summary>What is thrown away.</summary>
internal sealed record Nowhere(KernelType Type) : Place(Type)
{
    public override Place Field(StructField field) => new Nowhere(field.Type);
}

/// <summary>An array: memory for each number of its elements.</summary>
internal sealed record KernelArray(KernelType Element, Value[] Memory)
{
    public int Rank => ((ShapedType)Memory[0].Type).Rank;

    public KernelArray Field(StructField field) => new(field.Type, field.Of(Memory));
}
