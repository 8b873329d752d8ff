using System;
using System.Collections.Generic;
using System.Collections.Immutable;

namespace Weft.IR;

/// <summary>What an operation's declaration says of its parts, in the order of the generic form. For documentation and export: the
/// verifier, the parser and the printer are made from the same declaration when the library is built.</summary>
public sealed record OpDeclaration(
    ImmutableArray<ValueDeclaration> Operands, ImmutableArray<ValueDeclaration> Results, ImmutableArray<AttributeDeclaration> Attributes,
    ImmutableArray<RegionDeclaration> Regions, ImmutableArray<SuccessorDeclaration> Successors)
{
    /// <summary>Of operations that have no class.</summary>
    public static OpDeclaration Empty { get; } = new([], [], [], [], []);

    /// <summary>The inherent attribute whose entry its constraint does not accept; of several the one that is first by name.</summary>
    public AttributeDeclaration? Refused(List<NamedAttribute> entries)
    {
        AttributeDeclaration? refused = null;
        foreach (var attribute in entries.Count > 0 ? Attributes : [])
            if (entries.Find(e => e.Name == attribute.Name).Value is { } value && !attribute.Accepts(value)
                && (refused is null || string.CompareOrdinal(attribute.Name, refused.Name) < 0))
                refused = attribute;
        return refused;
    }
}

/// <summary>How many values stand under one name.</summary>
public enum Arity
{
    One,
    Optional,
    Variadic,
}

/// <summary>An operand or result.</summary>
public sealed record ValueDeclaration(string Name, TypeConstraint Type, Arity Arity);

/// <summary>Whether an attribute must be written.</summary>
public enum Presence
{
    Required,
    Optional,

    /// <summary>A default stands for it.</summary>
    Defaulted,
}

/// <summary>An inherent attribute.</summary>
/// <param name="Summary">The words of the verifier.</param>
/// <param name="Accepts">Whether an attribute satisfies the constraint that the words describe.</param>
public sealed record AttributeDeclaration(string Name, string Summary, Presence Presence, Func<Attribute, bool> Accepts)
{
    /// <summary>Whether an attribute is of the right class, if not of the right value.</summary>
    public Func<Attribute, bool> Stores { get; init; } = Accepts;

    /// <summary>What may be written for an enum.</summary>
    public EnumKeywords? Keywords { get; init; }
}

/// <param name="Blocks">The exact number of blocks; 0 for any.</param>
public sealed record RegionDeclaration(string Name, int Blocks, bool IsVariadic);

public sealed record SuccessorDeclaration(string Name, bool IsVariadic);
