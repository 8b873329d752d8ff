using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Weft.IR.Generators;

/// <summary>How many values stand under one name.</summary>
internal enum Arity
{
    One,
    Optional,
    Variadic,
}

/// <summary>One named operand or result.</summary>
/// <param name="Property">The C# property, <c>Lhs</c>.</param>
/// <param name="Name">The name in the assembly format, <c>lhs</c>.</param>
/// <param name="Constraint">The constraint's full C# name.</param>
/// <param name="HasOnlyType">Just one type satisfies the constraint.</param>
/// <param name="IsInherited">The property is written in a base class, for a family of operations.</param>
internal sealed record ValueModel(
    string Property, string Name, string Constraint, Arity Arity, bool HasOnlyType, bool IsInherited, bool IsOverride)
{
    /// <summary>The static field of the operation's class that holds the constraint.</summary>
    public string ConstraintField => "s_" + Constraint.Substring(Constraint.LastIndexOf('.') + 1);

    /// <summary>The name as a parameter of C#.</summary>
    public string Parameter => MemberEmitter.Safe(OpReader.Camel(Property));
}

/// <summary>How an inherent attribute's C# value and its stored attribute correspond.</summary>
internal enum AttrKind
{
    Direct,
    String,
    Symbol,
    I64,
    I32,
    Index,
    Unit,
    Enum,
    Type,
    Array,
}

/// <param name="CSharpType">As written, without <c>?</c>.</param>
/// <param name="EnumForm">0 = i64, 1 = i32, 2 = attribute, 3 = plain (for <see cref="AttrKind.Enum"/>).</param>
/// <param name="Test">A static method that takes the stored attribute and says whether the constraint accepts it.</param>
internal sealed record AttrModel(
    string Property, string Name, string CSharpType, AttrKind Kind, bool IsOptional, string? Default, string Element, int EnumForm,
    string Summary, string? Test, bool IsInherited)
{
    /// <summary>Written as an attribute of the dialect, not as an integer.</summary>
    public bool IsKeywordAttribute => Kind == AttrKind.Enum && EnumForm >= 2;

    public bool IsRequired => !IsOptional && Default is null && Kind != AttrKind.Unit;

    public string Parameter => MemberEmitter.Safe(OpReader.Camel(Property));
}

internal sealed record RegionModel(string Property, string Name, int Blocks, bool IsVariadic);

internal sealed record SuccessorModel(string Property, string Name, bool IsVariadic)
{
    public string Parameter => MemberEmitter.Safe(OpReader.Camel(Property));
}

/// <summary>A fact about the parts of an operation that the verifier checks; the facts of a class keep the order in which they are
/// written.</summary>
internal abstract record FactModel;

internal sealed record TypesMatchModel(string Summary, string From, string To, string Method) : FactModel;

internal sealed record AllTypesMatchModel(EquatableList<string> Names) : FactModel;

internal sealed record HoldsModel(string Summary, string Expression) : FactModel;

/// <summary>Everything that the declaration of one operation says; equal when the declaration is.</summary>
/// <param name="Directives">The custom directives that the class itself reads and prints.</param>
internal sealed record OpModel(
    string Namespace, string Class, string Name, string? Format, string DefaultDialect, string Summary, EquatableList<string> Traits,
    EquatableList<ValueModel> Operands, EquatableList<ValueModel> Results, EquatableList<AttrModel> Attributes,
    EquatableList<RegionModel> Regions, EquatableList<SuccessorModel> Successors,
    string? ImplicitTerminator, EquatableList<string> Parents, EquatableList<FactModel> Facts, EquatableList<string> Directives,
    bool HasOwnParse, bool HasVerify, bool InfersResults, bool SuggestsNames)
{
    public string Dialect => Name.Substring(0, Name.IndexOf('.'));

    public bool Has(string trait) => Traits.Contains(trait);

    /// <summary>Whether a name in a format is the directive for all operands, and not an operand that is called so.</summary>
    public bool IsAllOperands(string name) => name == "operands" && Operands.All(o => o.Name != name);

    /// <summary>As <see cref="IsAllOperands"/>, of results.</summary>
    public bool IsAllResults(string name) => name == "results" && Operands.Concat(Results).All(v => v.Name != name);

    /// <summary>The operand or result of a name.</summary>
    public ValueModel? Value(string name) => Operands.Concat(Results).FirstOrDefault(v => v.Name == name);

    public bool HasOperandSegments => !Has("SameVariadicOperandSize") && Operands.Count(o => o.Arity != Arity.One) > 1;

    public bool HasResultSegments => !Has("SameVariadicResultSize") && Results.Count(r => r.Arity != Arity.One) > 1;

    /// <summary>Several results are told apart by their names, as mlir-opt does.</summary>
    public bool NamesResults => Results.Count > 1 && !SuggestsNames;

    /// <summary>Names of all properties in storage order.</summary>
    public IEnumerable<string> PropertyNames
    {
        get
        {
            foreach (var attribute in Attributes) yield return attribute.Name;
            if (HasOperandSegments) yield return "operandSegmentSizes";
            if (HasResultSegments) yield return "resultSegmentSizes";
        }
    }
}

/// <summary>A list that is equal to another when its elements are: what incremental generators compare.</summary>
internal sealed class EquatableList<T>(IEnumerable<T> items) : List<T>(items), IEquatable<EquatableList<T>>
{
    public EquatableList() : this([]) { }

    public bool Equals(EquatableList<T>? other) => other is not null && this.SequenceEqual(other);

    public override bool Equals(object? obj) => Equals(obj as EquatableList<T>);

    public override int GetHashCode() => this.Aggregate(Count, (hash, item) => unchecked((hash * 31) + (item?.GetHashCode() ?? 0)));
}
