using System.Collections.Immutable;
using Weft.IR;

namespace Weft.Frontend.Dsl.Symbols;

/// <summary>A record: named fields, each a scalar or another record.</summary>
public sealed class RecordSymbol(string name, string doc, Location location)
{
    public string Name => name;

    /// <summary>The doc comment, or empty.</summary>
    public string Doc => doc;

    public Location Location => location;

    /// <summary>In declaration order; of a record that holds itself, without the fields that close the circle.</summary>
    public ImmutableArray<RecordField> Fields { get; internal set; } = [];

    /// <summary>How many scalars a value has.</summary>
    public int LeafCount => Fields.Sum(part => part.LeafCount);

    /// <summary>The types of the scalars, in order.</summary>
    public IEnumerable<ElementType> Leaves => Fields.SelectMany(part => part.Leaves);

    /// <summary>A field and where its scalars begin among those of the record; null when there is none of the name.</summary>
    public (RecordField Field, int Offset)? Find(string field)
    {
        var offset = 0;
        foreach (var candidate in Fields)
        {
            if (candidate.Name == field) return (candidate, offset);
            offset += candidate.LeafCount;
        }

        return null;
    }

    public override string ToString() => name;
}

/// <param name="Type">A <see cref="ScalarType"/> or a <see cref="RecordType"/> without dimensions.</param>
public sealed record RecordField(string Name, WeftType Type, Location Location)
{
    public int LeafCount => Type is RecordType record ? record.Record.LeafCount : 1;

    public IEnumerable<ElementType> Leaves => Type is RecordType record ? record.Record.Leaves : [((ScalarType)Type).Kind];
}
